using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// Prefixes as single numbers: the bits of the network, then a one, then zeros. So a key says both address and length, ascending keys are a
/// walk of the binary trie in which a prefix stands between what it holds in its lower and in its upper half, and one sweep over sorted
/// keys gives the minimal list.
/// </summary>
internal static class PrefixKeys
{
    /// <summary>The key of an IPv4 prefix; 33 bits are used.</summary>
    public static ulong OfIPv4(uint first, int length) => ((ulong)first << 1) | (1UL << (32 - length));

    /// <summary>The key of an IPv6 prefix of 1 to 64 bits, from the upper half of its address; it does not say the first bit of that.</summary>
    public static ulong OfIPv6(ulong high, int length) => (high << 1) | (1UL << (64 - length));

    /// <summary>Twice the first address of the prefix.</summary>
    public static ulong First(ulong key) => key & (key - 1);

    /// <summary>Twice the last address of the prefix, and one.</summary>
    public static ulong Last(ulong key) => key | (key - 1);

    /// <summary>How many bits of the key stand behind the network: 0 is the narrowest prefix.</summary>
    public static int OpenBits(ulong key) => BitOperations.TrailingZeroCount(key);

    /// <summary>Brings sorted keys into the minimal form in place: disjoint, and no two of them the halves of one prefix.</summary>
    /// <returns>How many keys are left at the start.</returns>
    public static int Minimize(Span<ulong> sorted)
    {
        var (count, top) = (0, 0UL);
        foreach (var next in sorted)
        {
            var key = next;
            if (count > 0)
            {
                if (Last(top) >= key)
                {
                    continue;
                }

                if (top >= First(key) || (top ^ key) == Marker(key) << 1)
                {
                    key = Absorb(sorted, ref count, key);
                }
            }

            sorted[count++] = top = key;
        }

        return count;
    }

    /// <summary>Merges ascending keys into others, which stand at the start of <paramref name="room"/> and leave just enough behind them.</summary>
    public static void Merge(Span<ulong> room, ReadOnlySpan<ulong> others)
    {
        // From the end on, so that nothing is overwritten that is still to come.
        var (left, right) = (room.Length - others.Length, others.Length);
        while (left > 0 && right > 0)
        {
            // Which of two keys is the last cannot be foretold: counting is faster than a branch that is wrong every other time.
            var (own, other) = (room[left - 1], others[right - 1]);
            var isOwn = own > other;
            room[left + right - 1] = isOwn ? own : other;
            left -= isOwn ? 1 : 0;
            right -= isOwn ? 0 : 1;
        }

        others[..right].CopyTo(room);
    }

    /// <summary>How many ranges the keys make, which are in the minimal form: prefixes that touch are one.</summary>
    public static int CountRanges(ReadOnlySpan<ulong> minimal)
    {
        var (count, last) = (0, ulong.MaxValue);
        foreach (var key in minimal)
        {
            count += last + 1 == First(key) && count > 0 ? 0 : 1;
            last = Last(key);
        }

        return count;
    }

    // Takes away the keys at the end that lie in this one, or of which it is the other half, and gives the key that stands for all of them.
    private static ulong Absorb(Span<ulong> sorted, ref int count, ulong key)
    {
        while (count > 0 && sorted[count - 1] >= First(key))
        {
            count--;
        }

        while (count > 0 && Parent(sorted[count - 1]) is var parent && parent == Parent(key) && parent != 0)
        {
            key = parent;
            count--;
        }

        return key;
    }

    private static ulong Marker(ulong key) => key & (~key + 1);

    // Zero for the whole space, which has no parent.
    private static ulong Parent(ulong key)
    {
        var marker = Marker(key);
        return (key ^ marker) | (marker << 1);
    }
}
