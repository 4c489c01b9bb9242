using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>The hot path: unsorted ranges to boundaries, and a range to the fewest prefixes that cover exactly it.</summary>
internal static class CidrAggregator
{
    /// <summary>The boundaries of ranges that are sorted, disjoint and not adjacent.</summary>
    public static T[] ToBoundaries<T>(ReadOnlySpan<T> firsts, ReadOnlySpan<T> lasts)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var open = !lasts.IsEmpty && lasts[^1] == T.MaxValue;
        var boundaries = new T[(2 * firsts.Length) - (open ? 1 : 0)];
        for (var i = 0; i < firsts.Length; i++)
        {
            boundaries[2 * i] = firsts[i];
            if ((2 * i) + 1 < boundaries.Length)
            {
                boundaries[(2 * i) + 1] = lasts[i] + T.One;
            }
        }

        return boundaries;
    }

    /// <summary>Sorts and merges the ranges in place and returns how many are left at the start.</summary>
    public static int MergeInPlace<T>(Span<T> firsts, Span<T> lasts)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (firsts.IsEmpty)
        {
            return 0;
        }

        if (!IsAscending(firsts))
        {
            firsts.Sort(lasts);
        }

        var merged = 0;
        for (var i = 1; i < firsts.Length; i++)
        {
            if (lasts[merged] == T.MaxValue || firsts[i] <= lasts[merged] + T.One)
            {
                lasts[merged] = T.Max(lasts[merged], lasts[i]);
            }
            else
            {
                merged++;
                firsts[merged] = firsts[i];
                lasts[merged] = lasts[i];
            }
        }

        return merged + 1;
    }

    /// <summary>
    /// Takes the widest prefix that starts at <paramref name="first"/> and ends by <paramref name="last"/>. Taking prefixes this way until
    /// the range is used up gives the minimal list: no two of them can be merged.
    /// </summary>
    /// <returns>How many bits of the address the prefix leaves open, 0 to the width of <typeparamref name="T"/>.</returns>
    public static int WidestPrefix<T>(T first, T last, int bits)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var aligned = T.IsZero(first) ? bits : int.CreateTruncating(T.TrailingZeroCount(first));
        var distance = last - first;
        var fitting = distance == T.MaxValue ? bits : int.CreateTruncating(T.Log2(distance + T.One));
        return Math.Min(aligned, fitting);
    }

    /// <inheritdoc cref="WidestPrefix{T}(T, T, int)" />
    public static int WidestPrefix(uint first, uint last)
        => Math.Min(first == 0 ? 32 : BitOperations.TrailingZeroCount(first), BitOperations.Log2((ulong)last - first + 1));

    /// <inheritdoc cref="WidestPrefix{T}(T, T, int)" />
    public static int WidestPrefix(ulong first, ulong last)
    {
        var distance = last - first;
        return Math.Min(first == 0 ? 64 : BitOperations.TrailingZeroCount(first), distance == ulong.MaxValue ? 64 : BitOperations.Log2(distance + 1));
    }

    private static bool IsAscending<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
