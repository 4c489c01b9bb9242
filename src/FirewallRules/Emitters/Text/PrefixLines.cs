using System.Buffers;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>Writes the prefixes of a set with fixed text around each, without allocating a string for each prefix.</summary>
internal static class PrefixLines
{
    private const int BufferLength = 16 * 1024;

    /// <param name="writer">The target.</param>
    /// <param name="addresses">The set.</param>
    /// <param name="before">The text before each prefix.</param>
    /// <param name="after">The text after each prefix.</param>
    /// <param name="between">The text between two prefixes.</param>
    public static void WritePrefixes(this TextWriter writer, AddressSet addresses, string before, string after, string between = "")
    {
        var longest = before.Length + after.Length + between.Length + AddressFormatter.MaxPrefixLength;
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
            used += written;
            used += Copy(after, buffer.AsSpan(used));
            first = false;
        }

        writer.Write(buffer, 0, used);
        ArrayPool<char>.Shared.Return(buffer);
    }

    private static int Copy(string text, Span<char> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
