using System.Buffers;
using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>Sorts numbers by their digits, least significant first, and looks only at digits in which the numbers differ.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    // Below this, clearing and summing the counters costs more than comparing.
    private const int FewKeys = 1024;

    /// <summary>Sorts ascending, in place.</summary>
    public static void Sort(Span<ulong> keys)
    {
        var varying = Varying(keys, out var ascending);
        if (ascending)
        {
            return;
        }

        if (keys.Length < FewKeys)
        {
            keys.Sort();
            return;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(keys.Length);
        var from = keys;
        var to = rented.AsSpan(0, keys.Length);
        Span<int> starts = stackalloc int[Digits];
        while (varying != 0)
        {
            var shift = BitOperations.TrailingZeroCount(varying);
            SortByDigit(from, to, shift, starts);
            varying &= ~((ulong)(Digits - 1) << shift);
            var sorted = to;
            to = from;
            from = sorted;
        }

        if (from != keys)
        {
            from.CopyTo(keys);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    private static ulong Varying(ReadOnlySpan<ulong> keys, out bool ascending)
    {
        ascending = true;
        var (all, any, previous) = (ulong.MaxValue, 0UL, 0UL);
        foreach (var key in keys)
        {
            all &= key;
            any |= key;
            ascending &= key >= previous;
            previous = key;
        }

        return all ^ any;
    }

    private static void SortByDigit(ReadOnlySpan<ulong> from, Span<ulong> to, int shift, Span<int> starts)
    {
        starts.Clear();
        foreach (var key in from)
        {
            starts[(int)(key >> shift) & (Digits - 1)]++;
        }

        var start = 0;
        foreach (ref var count in starts)
        {
            (count, start) = (start, start + count);
        }

        foreach (var key in from)
        {
            to[starts[(int)(key >> shift) & (Digits - 1)]++] = key;
        }
    }
}
