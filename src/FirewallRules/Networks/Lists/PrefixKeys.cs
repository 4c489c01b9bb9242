using System.Numerics;
using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Prefixes as single numbers: the bits of the network, then a one (the marker), then zeros. A key is the position of the prefix in the binary
/// trie when its nodes are numbered from left to right, so that a prefix lies between the two halves of what it contains.
/// </summary>
/// <remarks>
/// Address a has the positions 2a and 2a + 1, and the key of a prefix is one of the positions of its addresses. Keys are in the minimal form
/// if they are ascending, disjoint, and no two of them are the two halves of one prefix. The README in this folder draws it.
/// </remarks>
internal static class PrefixKeys
{
    // Doubling it does not overflow.
    private const int MaxSearchStep = 1 << 29;

    /// <summary>The key of an IPv4 prefix. It has 33 bits.</summary>
    public static ulong FromIPv4(uint first, int length) => ((ulong)first << 1) | (1UL << (32 - length));

    /// <summary>The key of an IPv6 prefix of 1 to 64 bits. The highest bit of the address is not part of it: see <see cref="IPv6KeyLists"/>.</summary>
    public static ulong FromIPv6(ulong high, int length) => (high << 1) | (1UL << (64 - length));

    /// <summary>The first position that belongs to the prefix: twice its first address.</summary>
    public static ulong FirstPosition(ulong key) => key & (key - 1);

    /// <summary>The last position that belongs to the prefix: twice its last address, plus one.</summary>
    public static ulong LastPosition(ulong key) => key | (key - 1);

    /// <summary>How many bits follow the network: 0 for the longest prefix.</summary>
    public static int HostBits(ulong key) => BitOperations.TrailingZeroCount(key);

    /// <summary>Brings sorted keys into the minimal form in place.</summary>
    /// <returns>How many keys remain, at the start of the span.</returns>
    public static int Minimize(Span<ulong> sorted)
    {
        var (count, top) = (0, 0UL);
        foreach (var key in sorted)
        {
            Append(key, sorted, ref count, ref top);
        }

        return count;
    }

    /// <summary>Merges two lists of sorted keys into the minimal form.</summary>
    /// <param name="a">One list.</param>
    /// <param name="b">The other list.</param>
    /// <param name="merged">Receives the keys; as long as both lists together, or longer.</param>
    /// <returns>How many keys were written.</returns>
    public static int Merge(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> merged)
    {
        merged = merged[..(a.Length + b.Length)];
        var (firstA, lastA) = (0, a.Length - 1);

        // Merges from both ends at once, without branches: the order of random keys cannot be predicted, and the two ends are independent.
        var steps = Math.Min(a.Length, b.Length);
        for (var i = 0; i < steps; i++)
        {
            var (keyA, keyB) = (a[firstA], b[i - firstA]);
            var isA = keyA <= keyB ? 1 : 0;
            merged[i] = Select(keyA, keyB, isA);
            firstA += isA;

            var last = merged.Length - 1 - i;
            (keyA, keyB) = (a[lastA], b[last - lastA - 1]);
            isA = keyA > keyB ? 1 : 0;
            merged[last] = Select(keyA, keyB, isA);
            lastA -= isA;
        }

        var (firstB, lastB) = (steps - firstA, merged.Length - steps - 2 - lastA);
        var at = steps;
        while (firstA <= lastA && firstB <= lastB)
        {
            merged[at++] = a[firstA] <= b[firstB] ? a[firstA++] : b[firstB++];
        }

        a[firstA..(lastA + 1)].CopyTo(merged[at..]);
        b[firstB..(lastB + 1)].CopyTo(merged[at..]);
        return Minimize(merged);
    }

    /// <summary>How many prefixes end before a position.</summary>
    /// <param name="minimal">Keys in the minimal form.</param>
    /// <param name="position">Twice an address.</param>
    /// <param name="known">How many are known to; the search is fast if the result is not much higher.</param>
    public static int CountBefore(ReadOnlySpan<ulong> minimal, ulong position, int known = 0)
    {
        var (start, step) = (known, 1);
        while (step < minimal.Length - start && LastPosition(minimal[start + step - 1]) < position)
        {
            start += step;
            step = Math.Min(step, MaxSearchStep) * 2;
        }

        var end = start + Math.Min(step, minimal.Length - start);
        while (start < end)
        {
            var middle = start + ((end - start) / 2);
            (start, end) = LastPosition(minimal[middle]) < position ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    /// <summary>Whether one of the prefixes, whose keys are in the minimal form, contains the address at a position.</summary>
    public static bool Contains(ReadOnlySpan<ulong> minimal, ulong position)
        => CountBefore(minimal, position) is var at && at < minimal.Length && FirstPosition(minimal[at]) <= position;

    /// <summary>How many ranges the prefixes form, whose keys are in the minimal form: adjacent prefixes are one range.</summary>
    public static int CountRanges(ReadOnlySpan<ulong> minimal)
    {
        var (count, last) = (0, ulong.MaxValue);
        foreach (var key in minimal)
        {
            count += last + 1 == FirstPosition(key) && count > 0 ? 0 : 1;
            last = LastPosition(key);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Select(ulong a, ulong b, int isA) => b ^ ((a ^ b) & (0UL - (ulong)isA));

    // Appends a key to the minimal form of those before it, whose last key is also in 'top'.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Append(ulong key, Span<ulong> minimal, ref int count, ref ulong top)
    {
        if (count > 0)
        {
            if (LastPosition(top) >= key)
            {
                return;
            }

            if (top >= FirstPosition(key) || (top ^ key) == Marker(key) << 1)
            {
                key = MergeWithLast(minimal, ref count, key);
            }
        }

        minimal[count++] = top = key;
    }

    // Removes the last keys that this one contains, or with which it forms a wider prefix, and returns the key for all of them.
    private static ulong MergeWithLast(Span<ulong> minimal, ref int count, ulong key)
    {
        while (count > 0 && minimal[count - 1] >= FirstPosition(key))
        {
            count--;
        }

        while (count > 0 && Parent(minimal[count - 1]) is var parent && parent == Parent(key) && parent != 0)
        {
            key = parent;
            count--;
        }

        return key;
    }

    private static ulong Marker(ulong key) => key & (~key + 1);

    // 0 for the key of the whole space, which has no parent.
    private static ulong Parent(ulong key)
    {
        var marker = Marker(key);
        return (key ^ marker) | (marker << 1);
    }
}
