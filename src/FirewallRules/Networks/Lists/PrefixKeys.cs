using System.Numerics;
using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Prefixes as single numbers: the bits of the network, then a one, then zeros. So a key says both address and length, ascending keys are a
/// walk of the binary trie in which a prefix stands between what it holds in its lower and in its upper half, and one sweep over sorted
/// keys gives the minimal list.
/// </summary>
internal static class PrefixKeys
{
    // Twice that is still a number of keys.
    private const int MaxStep = 1 << 29;

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
        foreach (var key in sorted)
        {
            Take(key, sorted, ref count, ref top);
        }

        return count;
    }

    /// <summary>Writes the minimal form of two lists of sorted keys.</summary>
    /// <param name="some">One list.</param>
    /// <param name="others">The other.</param>
    /// <param name="merged">Room for as many keys as both have.</param>
    /// <returns>How many keys were written.</returns>
    public static int Merge(ReadOnlySpan<ulong> some, ReadOnlySpan<ulong> others, Span<ulong> merged)
    {
        merged = merged[..(some.Length + others.Length)];
        var (left, lastLeft) = (0, some.Length - 1);

        // Which of two keys comes next cannot be foretold: counting is faster than a branch that is wrong every other time. Each step waits
        // for the one before it, but those from the start and from the end do not wait for each other.
        var fromBoth = Math.Min(some.Length, others.Length);
        for (var i = 0; i < fromBoth; i++)
        {
            var (one, other) = (some[left], others[i - left]);
            var step = one <= other ? 1 : 0;
            merged[i] = Either(one, other, step);
            left += step;

            var last = merged.Length - 1 - i;
            (one, other) = (some[lastLeft], others[last - lastLeft - 1]);
            step = one > other ? 1 : 0;
            merged[last] = Either(one, other, step);
            lastLeft -= step;
        }

        var (right, lastRight) = (fromBoth - left, merged.Length - fromBoth - 2 - lastLeft);
        var at = fromBoth;
        while (left <= lastLeft && right <= lastRight)
        {
            merged[at++] = some[left] <= others[right] ? some[left++] : others[right++];
        }

        some[left..(lastLeft + 1)].CopyTo(merged[at..]);
        others[right..(lastRight + 1)].CopyTo(merged[at..]);
        return Minimize(merged);
    }

    /// <summary>How many of the keys, which are in the minimal form, lie wholly before an address that is given twofold.</summary>
    /// <param name="minimal">The keys.</param>
    /// <param name="address">The address.</param>
    /// <param name="known">As many are known to lie before it. The search is short where it is not many more.</param>
    public static int CountBefore(ReadOnlySpan<ulong> minimal, ulong address, int known = 0)
    {
        var (start, step) = (known, 1);
        while (step < minimal.Length - start && Last(minimal[start + step - 1]) < address)
        {
            start += step;
            step = Math.Min(step, MaxStep) * 2;
        }

        var end = start + Math.Min(step, minimal.Length - start);
        while (start < end)
        {
            var middle = start + ((end - start) / 2);
            (start, end) = Last(minimal[middle]) < address ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    /// <summary>Whether one of the keys, which are in the minimal form, holds an address that is given twofold.</summary>
    public static bool Hold(ReadOnlySpan<ulong> minimal, ulong address)
        => CountBefore(minimal, address) is var at && at < minimal.Length && First(minimal[at]) <= address;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Either(ulong one, ulong other, int isOne) => other ^ ((one ^ other) & (0UL - (ulong)isOne));

    // Puts the next key behind the minimal form of those before it, the last of which is on top.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ulong key, Span<ulong> minimal, ref int count, ref ulong top)
    {
        if (count > 0)
        {
            if (Last(top) >= key)
            {
                return;
            }

            if (top >= First(key) || (top ^ key) == Marker(key) << 1)
            {
                key = Absorb(minimal, ref count, key);
            }
        }

        minimal[count++] = top = key;
    }

    // Takes away the keys at the end that lie in this one, or of which it is the other half, and gives the key that stands for all of them.
    private static ulong Absorb(Span<ulong> minimal, ref int count, ulong key)
    {
        while (count > 0 && minimal[count - 1] >= First(key))
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

    // Zero for the whole space, which has no parent.
    private static ulong Parent(ulong key)
    {
        var marker = Marker(key);
        return (key ^ marker) | (marker << 1);
    }
}
