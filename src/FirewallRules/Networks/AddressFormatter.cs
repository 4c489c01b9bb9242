using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>Writes addresses and prefixes as text: dotted decimal for IPv4, RFC 5952 for IPv6; UTF-16 and UTF-8 alike.</summary>
internal static class AddressFormatter
{
    /// <summary>The longest text of a prefix: an IPv4-mapped address with its length takes less than eight full groups with theirs.</summary>
    public const int MaxPrefixLength = 43;

    /// <summary>The longest text of an address range.</summary>
    public const int MaxRangeLength = 79;

    private static readonly UInt128 MappedPrefix = (UInt128)0xffff << 32;

    /// <summary>Writes the address at the start of <paramref name="target"/>, which must hold 39 units, and returns how many it took.</summary>
    public static int WriteAddress<T>(UInt128 address, IpFamily family, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (family == IpFamily.IPv4)
        {
            return WriteIPv4((uint)address, target);
        }

        if ((address & ~(UInt128)uint.MaxValue) == MappedPrefix)
        {
            "::ffff:".CopyUnits(target);
            return 7 + WriteIPv4((uint)address, target[7..]);
        }

        return WriteIPv6(address, target);
    }

    /// <summary>Writes the prefix at the start of <paramref name="target"/>, which must hold <see cref="MaxPrefixLength"/> units.</summary>
    public static int WritePrefix<T>(UInt128 address, IpFamily family, int length, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var written = WriteAddress(address, family, target);
        target[written++] = T.CreateTruncating('/');
        return written + WriteDecimal((uint)length, target[written..]);
    }

    public static int WriteDecimal<T>(uint number, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var digits = number switch { < 10 => 1, < 100 => 2, _ => 3 };
        for (var i = digits - 1; i >= 0; i--)
        {
            target[i] = T.CreateTruncating('0' + (number % 10));
            number /= 10;
        }

        return digits;
    }

    /// <summary>Copies ASCII text as units of <typeparamref name="T"/>.</summary>
    public static void CopyUnits<T>(this ReadOnlySpan<char> text, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < text.Length; i++)
        {
            target[i] = T.CreateTruncating(text[i]);
        }
    }

    private static void CopyUnits<T>(this string text, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
        => CopyUnits(text.AsSpan(), target);

    private static int WriteIPv4<T>(uint address, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var written = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            written += WriteDecimal((address >> shift) & 0xff, target[written..]);
            if (shift > 0)
            {
                target[written++] = T.CreateTruncating('.');
            }
        }

        return written;
    }

    private static int WriteIPv6<T>(UInt128 address, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (gapAt, gapLength) = LongestZeroRun(address);
        var written = 0;
        for (var group = 0; group < 8; group++)
        {
            if (group == gapAt)
            {
                target[written++] = T.CreateTruncating(':');
                if (group == 0)
                {
                    target[written++] = T.CreateTruncating(':');
                }

                group += gapLength - 1;
                continue;
            }

            written += WriteHex(Group(address, group), target[written..]);
            if (group < 7)
            {
                target[written++] = T.CreateTruncating(':');
            }
        }

        return written;
    }

    // RFC 5952, 4.2: the longest run of two or more zero groups is shortened, the first one of equals.
    private static (int At, int Length) LongestZeroRun(UInt128 address)
    {
        var (bestAt, best, run) = (-1, 1, 0);
        for (var group = 0; group < 8; group++)
        {
            run = Group(address, group) == 0 ? run + 1 : 0;
            if (run > best)
            {
                (bestAt, best) = (group - run + 1, run);
            }
        }

        return (bestAt, best);
    }

    private static uint Group(UInt128 address, int group) => (uint)(address >> (112 - (group * 16))) & 0xffff;

    private static int WriteHex<T>(uint group, Span<T> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var digits = group switch { < 0x10 => 1, < 0x100 => 2, < 0x1000 => 3, _ => 4 };
        for (var i = digits - 1; i >= 0; i--)
        {
            var digit = group & 0xf;
            target[i] = T.CreateTruncating(digit < 10 ? '0' + digit : 'a' - 10 + digit);
            group >>= 4;
        }

        return digits;
    }
}
