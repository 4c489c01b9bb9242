using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>The step from a range to the fewest prefixes that cover exactly it.</summary>
internal static class PrefixMath
{
    /// <summary>
    /// Takes the widest prefix that starts at <paramref name="first"/> and ends by <paramref name="last"/>. Taking prefixes this way until
    /// the range is used up gives the minimal list: no two of them can be merged.
    /// </summary>
    /// <returns>How many bits of the address the prefix leaves hostBits, 0 to the width of <typeparamref name="T"/>.</returns>
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

    /// <summary>The widest prefix that starts at <paramref name="first"/> and ends before <paramref name="end"/>, which is no whole space.</summary>
    /// <returns>How many bits of the address the prefix leaves hostBits, 0 to 127.</returns>
    public static int WidestPrefix(IPv6Address first, IPv6Address end)
    {
        var low = end.Low - first.Low;
        var high = end.High - first.High - (end.Low < first.Low ? 1UL : 0);
        var aligned = first.Low == 0 ? 64 + BitOperations.TrailingZeroCount(first.High) : BitOperations.TrailingZeroCount(first.Low);
        return Math.Min(aligned, high == 0 ? BitOperations.Log2(low) : 64 + BitOperations.Log2(high));
    }
}
