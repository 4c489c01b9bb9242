using System.Buffers;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>Writes the prefixes of a set with fixed text around each, through one buffer and without a string per prefix.</summary>
internal static class PrefixLines
{
    private const int BufferLength = 16 * 1024;

    /// <param name="writer">Where to.</param>
    /// <param name="addresses">The set.</param>
    /// <param name="before">Stands before each prefix.</param>
    /// <param name="after">Stands behind each prefix.</param>
    /// <param name="between">Stands between two prefixes.</param>
    /// <param name="slash">Stands between address and length.</param>
    public static void WritePrefixes(
        this TextWriter writer, AddressSet addresses, string before, string after, string between = "", string slash = "/")
    {
        var longest = before.Length + after.Length + between.Length + slash.Length + AddressFormatter.MaxPrefixLength;
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(BufferLength, longest));
        var used = 0;
        var first = true;
        foreach (var prefix in addresses)
        {
            if (buffer.Length - used < longest)
            {
                writer.Write(buffer, 0, used);
                used = 0;
            }

            used += first ? 0 : Copy(between, buffer.AsSpan(used));
            used += Copy(before, buffer.AsSpan(used));
            prefix.TryFormat(buffer.AsSpan(used), out var written);
            used = slash.Length == 1 ? used + written : used + Spread(buffer.AsSpan(used), written, slash);
            used += Copy(after, buffer.AsSpan(used));
            first = false;
        }

        writer.Write(buffer, 0, used);
        ArrayPool<char>.Shared.Return(buffer);
    }

    private static int Spread(Span<char> text, int length, string slash)
    {
        var at = text[..length].LastIndexOf('/');
        text[(at + 1)..length].CopyTo(text[(at + slash.Length)..]);
        slash.CopyTo(text[at..]);
        return length - 1 + slash.Length;
    }

    private static int Copy(string text, Span<char> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
