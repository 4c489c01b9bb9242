using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// Sorts numbers by digits, the most significant first: after one pass over all of them, what is left to sort fits into the nearest cache.
/// Bits in which the numbers do not differ are passed over.
/// </summary>
internal static class RadixSort
{
    private const int MinDigitBits = 4;
    private const int MaxDigitBits = 10;

    // Below this, comparing costs less than counting.
    private const int FewKeys = 64;

    /// <summary>Sorts ascending, in place.</summary>
    public static void Sort(Span<ulong> keys)
    {
        if (keys.Length < FewKeys)
        {
            Insert(keys);
        }
        else if (Varying(keys) is var varying and > 0)
        {
            var room = KeyRoom.Rent(keys.Length);
            Sort(keys, room.Keys[..keys.Length], BitOperations.Log2(varying) + 1, intoRoom: false);
            room.Return();
        }
    }

    // Sorts numbers that differ only in that many of their lowest bits.
    private static void Sort(Span<ulong> keys, Span<ulong> room, int bits, bool intoRoom)
    {
        while (keys.Length >= FewKeys && bits > 0)
        {
            var digitBits = Math.Min(bits, Math.Clamp(BitOperations.Log2((uint)keys.Length) + 1, MinDigitBits, MaxDigitBits));
            bits -= digitBits;
            if (SortByDigit(keys, room, bits, 1 << digitBits, intoRoom))
            {
                return;
            }
        }

        if (keys.Length < FewKeys)
        {
            Insert(keys);
        }

        if (intoRoom)
        {
            keys.CopyTo(room);
        }
    }

    // Does nothing if the digit is the same everywhere.
    private static bool SortByDigit(Span<ulong> keys, Span<ulong> room, int shift, int digits, bool intoRoom)
    {
        Span<int> ends = stackalloc int[digits];
        foreach (var key in keys)
        {
            ends[(int)(key >> shift) & (ends.Length - 1)]++;
        }

        if (ends[(int)(keys[0] >> shift) & (ends.Length - 1)] == keys.Length)
        {
            return false;
        }

        var start = 0;
        foreach (ref var end in ends)
        {
            (end, start) = (start, start + end);
        }

        foreach (var key in keys)
        {
            room[ends[(int)(key >> shift) & (ends.Length - 1)]++] = key;
        }

        if (shift > 0)
        {
            SortBuckets(keys, room, ends, shift, intoRoom);
        }
        else if (!intoRoom)
        {
            room.CopyTo(keys);
        }

        return true;
    }

    // The keys lie in the room, in the order of the digit above the shift.
    private static void SortBuckets(Span<ulong> keys, Span<ulong> room, ReadOnlySpan<int> ends, int shift, bool intoRoom)
    {
        // Sorted all at once, many small buckets cost as little as one.
        var mostAreSmall = keys.Length < ends.Length * FewKeys;
        var start = 0;
        foreach (var end in ends)
        {
            if (end - start >= FewKeys || !mostAreSmall)
            {
                Sort(room[start..end], keys[start..end], shift, !mostAreSmall && !intoRoom);
            }

            start = end;
        }

        if (mostAreSmall)
        {
            Insert(room);
            if (!intoRoom)
            {
                room.CopyTo(keys);
            }
        }
    }

    // The bits in which the numbers differ; none if they are in order already.
    private static ulong Varying(ReadOnlySpan<ulong> keys)
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

    private static void Insert(Span<ulong> keys)
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
