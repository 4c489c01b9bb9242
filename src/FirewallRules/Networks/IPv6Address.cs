namespace FirewallRules.Networks;

/// <summary>
/// An IPv6 address as two numbers, for what every list goes through: methods with 128-bit numbers, and those into which they are inlined,
/// are not compiled ahead of time. Equality and order are those of addresses; <c>default</c> is the first one.
/// </summary>
internal readonly record struct IPv6Address(ulong High, ulong Low)
{
    public static bool operator >=(IPv6Address a, IPv6Address b) => a.High > b.High || (a.High == b.High && a.Low >= b.Low);

    public static bool operator <=(IPv6Address a, IPv6Address b) => b >= a;

    /// <summary>The last address of the space.</summary>
    public static IPv6Address MaxValue => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>The address that this number is.</summary>
    public static IPv6Address FromUInt128(UInt128 address) => new((ulong)(address >> 64), (ulong)address);

    /// <summary>The address before this one; the last one before the first.</summary>
    public IPv6Address Previous() => new(Low == 0 ? High - 1 : High, Low - 1);

    /// <summary>The address behind this one; the first one behind the last.</summary>
    public IPv6Address Next() => new(Low == ulong.MaxValue ? High + 1 : High, Low + 1);

    /// <summary>Whether this address is no further than one behind the other.</summary>
    public bool IsAtMostOneAfter(IPv6Address last) => (High | Low) == 0 || last >= Previous();

    /// <summary>The first address behind the prefix that starts here and leaves <paramref name="hostBits"/> bits hostBits, 0 to 128.</summary>
    public IPv6Address AfterPrefix(int hostBits)
    {
        if (hostBits >= 64)
        {
            return new(hostBits == 128 ? 0 : High + (1UL << (hostBits - 64)), Low);
        }

        var low = Low + (1UL << hostBits);
        return new(High + (low == 0 ? 1UL : 0), low);
    }

    /// <summary>The last address of the prefix of that length that starts here; <paramref name="length"/> is 64 to 128.</summary>
    public IPv6Address LastOfPrefix(int length) => new(High, length == 128 ? Low : Low | (ulong.MaxValue >> (length - 64)));
}
