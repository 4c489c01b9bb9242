using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>Splits ranges into prefixes.</summary>
internal static class PrefixMath
{
    /// <summary>
    /// The shortest prefix that starts at <paramref name="first"/> and ends at or before <paramref name="last"/>. Taking such prefixes until
    /// the range is used up gives the minimal list.
    /// </summary>
    /// <returns>The number of host bits, 0 to <paramref name="bits"/>.</returns>
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

    /// <summary>The shortest prefix that starts at <paramref name="first"/> and ends before <paramref name="end"/>; not the whole address space.</summary>
    /// <returns>The number of host bits, 0 to 127.</returns>
    public static int WidestPrefix(IPv6Address first, IPv6Address end)
    {
        var low = end.Low - first.Low;
        var high = end.High - first.High - (end.Low < first.Low ? 1UL : 0);
        var aligned = first.Low == 0 ? 64 + BitOperations.TrailingZeroCount(first.High) : BitOperations.TrailingZeroCount(first.Low);
        return Math.Min(aligned, high == 0 ? BitOperations.Log2(low) : 64 + BitOperations.Log2(high));
    }
}
