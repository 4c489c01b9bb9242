using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>Parses IPv4 prefixes with a netmask instead of a length.</summary>
internal static class CidrNetmask
{
    /// <summary>Whether the text has a netmask instead of a length: a slash or blanks, followed by something with dots.</summary>
    public static bool HasNetmask<T>(ReadOnlySpan<T> text, int slash)
        where T : unmanaged, IBinaryInteger<T>
    {
        var at = slash >= 0 ? slash : IndexOfBlank(text);
        return at >= 0 && text[(at + 1)..].Contains(T.CreateTruncating('.')) && !text.Contains(T.CreateTruncating(':'));
    }

    public static CidrError ParsePrefix<T>(ReadOnlySpan<T> text, int slash, CidrStyles styles, out Cidr prefix)
        where T : unmanaged, IBinaryInteger<T>
    {
        prefix = default;
        ReadOnlySpan<T> blanks = [T.CreateTruncating(' '), T.CreateTruncating('\t')];
        var at = slash >= 0 ? slash : IndexOfBlank(text);
        var error = CidrParser.ParseIPv4(text[..at], out var address);
        if (error != CidrError.None)
        {
            return error;
        }

        error = CidrParser.ParseIPv4(slash >= 0 ? text[(at + 1)..] : text[at..].TrimStart(blanks), out var mask);
        if (error != CidrError.None)
        {
            return error;
        }

        var length = BitOperations.LeadingZeroCount(~mask);
        return mask == (uint)IpFamily.IPv4.NetworkMask(length)
            ? CidrParser.ToPrefix(address, length, IpFamily.IPv4, styles, out prefix)
            : CidrError.InvalidNetmask;
    }

    private static int IndexOfBlank<T>(ReadOnlySpan<T> text)
        where T : unmanaged, IBinaryInteger<T>
        => text.IndexOfAny(T.CreateTruncating(' '), T.CreateTruncating('\t'));
}
