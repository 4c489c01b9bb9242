using System.Numerics;
using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// A radix sort, most significant digit first: after one pass over all numbers, the rest is sorted within the cache. Bits that are the same in
/// all numbers are skipped.
/// </summary>
internal static class RadixSort
{
    private const int MinDigitBits = 4;
    private const int MaxDigitBits = 10;

    // Fewer numbers are sorted faster by insertion.
    private const int InsertionSortThreshold = 64;

    // More numbers are permuted in place: using that much new memory for the first time takes longer.
    private const int MaxScratchLength = 16 * 1024;

    /// <summary>Sorts ascending, in place.</summary>
    public static void Sort(Span<ulong> keys)
    {
        if (keys.Length < InsertionSortThreshold)
        {
            SortByInsertion(keys);
        }
        else if (DifferingBits(keys) is var differing and > 0)
        {
            var scratch = PooledBuffer.Rent(Math.Min(keys.Length, MaxScratchLength));
            Sort(keys, scratch.Values, BitOperations.Log2(differing) + 1);
            scratch.Return();
        }
    }

    // Sorts numbers that differ in at most this many of their lowest bits.
    private static void Sort(Span<ulong> keys, Span<ulong> scratch, int bits)
    {
        while (keys.Length >= InsertionSortThreshold && bits > 0)
        {
            var digitBits = Math.Min(bits, Math.Clamp(BitOperations.Log2((uint)keys.Length) + 1, MinDigitBits, MaxDigitBits));
            bits -= digitBits;
            if (SortByDigit(keys, scratch, bits, 1 << digitBits))
            {
                return;
            }
        }

        if (keys.Length < InsertionSortThreshold)
        {
            SortByInsertion(keys);
        }
    }

    // Returns whether the numbers are sorted; it does nothing if the digit is the same in all of them.
    private static bool SortByDigit(Span<ulong> keys, Span<ulong> scratch, int shift, int digits)
    {
        Span<int> starts = stackalloc int[digits];
        foreach (var key in keys)
        {
            starts[Digit(key, shift, starts)]++;
        }

        if (starts[Digit(keys[0], shift, starts)] == keys.Length)
        {
            return false;
        }

        Span<int> ends = stackalloc int[digits];
        var end = 0;
        for (var digit = 0; digit < ends.Length; digit++)
        {
            (starts[digit], end) = (end, end + starts[digit]);
            ends[digit] = end;
        }

        if (keys.Length <= scratch.Length)
        {
            Distribute(keys, scratch, starts, shift);
        }
        else
        {
            Permute(keys, starts, ends, shift);
        }

        if (shift > 0)
        {
            SortBuckets(keys, scratch, ends, shift);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digit(ulong key, int shift, ReadOnlySpan<int> digits) => (int)(key >> shift) & (digits.Length - 1);

    private static void Distribute(Span<ulong> keys, Span<ulong> scratch, Span<int> starts, int shift)
    {
        foreach (var key in keys)
        {
            scratch[starts[Digit(key, shift, starts)]++] = key;
        }

        scratch[..keys.Length].CopyTo(keys);
    }

    // Swaps each number of a bucket to the next place in its own bucket. The swaps of a round do not depend on each other, so that the processor
    // can have many in flight; the numbers swapped in are handled in the next round.
    private static void Permute(Span<ulong> keys, Span<int> starts, ReadOnlySpan<int> ends, int shift)
    {
        for (var isDone = false; !isDone;)
        {
            isDone = true;
            for (var digit = 0; digit < ends.Length; digit++)
            {
                var end = ends[digit];
                for (var at = starts[digit]; at < end; at++)
                {
                    var key = keys[at];
                    ref var place = ref starts[Digit(key, shift, starts)];
                    keys[at] = keys[place];
                    keys[place++] = key;
                }

                isDone &= starts[digit] == end;
            }
        }
    }

    // The numbers are sorted by the bits from 'shift' on.
    private static void SortBuckets(Span<ulong> keys, Span<ulong> scratch, ReadOnlySpan<int> ends, int shift)
    {
        // If most buckets are small, one insertion sort over all of them finishes them.
        var mostAreSmall = keys.Length < ends.Length * InsertionSortThreshold;
        var start = 0;
        foreach (var end in ends)
        {
            if (end - start >= InsertionSortThreshold || !mostAreSmall)
            {
                Sort(keys[start..end], scratch, shift);
            }

            start = end;
        }

        if (mostAreSmall)
        {
            SortByInsertion(keys);
        }
    }

    // The bits in which the numbers differ; 0 if the numbers are already sorted.
    private static ulong DifferingBits(ReadOnlySpan<ulong> keys)
    {
        var ascending = true;
        var (all, any, previous) = (ulong.MaxValue, 0UL, 0UL);
        foreach (var key in keys)
        {
            all &= key;
            any |= key;
            ascending &= key >= previous;
            previous = key;
        }

        return ascending ? 0 : all ^ any;
    }

    private static void SortByInsertion(Span<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var key = keys[i];
            var at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
            }

            keys[at] = key;
        }
    }
}
