namespace FirewallRules.Networks;

/// <summary>
/// An IPv6 address as two numbers, for what every list goes through: methods with 128-bit numbers, and those into which they are inlined,
/// are not compiled ahead of time. Equality and order are those of addresses; <c>default</c> is the first one.
/// </summary>
internal readonly record struct IPv6Halves(ulong High, ulong Low)
{
    public static bool operator >=(IPv6Halves a, IPv6Halves b) => a.High > b.High || (a.High == b.High && a.Low >= b.Low);

    public static bool operator <=(IPv6Halves a, IPv6Halves b) => b >= a;

    /// <summary>The last address of the space.</summary>
    public static IPv6Halves MaxValue => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>The address that this number is.</summary>
    public static IPv6Halves Of(UInt128 address) => new((ulong)(address >> 64), (ulong)address);

    /// <summary>The address before this one; the last one before the first.</summary>
    public IPv6Halves Previous() => new(Low == 0 ? High - 1 : High, Low - 1);

    /// <summary>The address behind this one; the first one behind the last.</summary>
    public IPv6Halves Next() => new(Low == ulong.MaxValue ? High + 1 : High, Low + 1);

    /// <summary>Whether this address is no further than one behind the other.</summary>
    public bool IsAtMostBehind(IPv6Halves last) => (High | Low) == 0 || last >= Previous();

    /// <summary>The first address behind the prefix that starts here and leaves <paramref name="open"/> bits open, 0 to 128.</summary>
    public IPv6Halves Behind(int open)
    {
        if (open >= 64)
        {
            return new(open == 128 ? 0 : High + (1UL << (open - 64)), Low);
        }

        var low = Low + (1UL << open);
        return new(High + (low == 0 ? 1UL : 0), low);
    }

    /// <summary>The last address of the prefix of that length that starts here; <paramref name="length"/> is 64 to 128.</summary>
    public IPv6Halves LastOfPrefix(int length) => new(High, length == 128 ? Low : Low | (ulong.MaxValue >> (length - 64)));
}
