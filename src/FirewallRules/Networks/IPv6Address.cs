namespace FirewallRules.Networks;

/// <summary>
/// An IPv6 address as two numbers, instead of a <see cref="UInt128"/>, whose methods are not compiled ahead of time. Equality and order are
/// those of the addresses; <c>default</c> is <c>::</c>.
/// </summary>
internal readonly record struct IPv6Address(ulong High, ulong Low)
{
    public static bool operator >=(IPv6Address a, IPv6Address b) => a.High > b.High || (a.High == b.High && a.Low >= b.Low);

    public static bool operator <=(IPv6Address a, IPv6Address b) => b >= a;

    /// <summary>The last address of the address space.</summary>
    public static IPv6Address MaxValue => new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>The address with this number.</summary>
    public static IPv6Address FromUInt128(UInt128 address) => new((ulong)(address >> 64), (ulong)address);

    /// <summary>The previous address; of the first address, the last one.</summary>
    public IPv6Address Previous() => new(Low == 0 ? High - 1 : High, Low - 1);

    /// <summary>The next address; of the last address, the first one.</summary>
    public IPv6Address Next() => new(Low == ulong.MaxValue ? High + 1 : High, Low + 1);

    /// <summary>Whether a range that starts here overlaps or touches a range that ends at <paramref name="last"/> and starts earlier.</summary>
    public bool IsAtMostOneAfter(IPv6Address last) => (High | Low) == 0 || last >= Previous();

    /// <summary>The first address after the prefix that starts here and has <paramref name="hostBits"/> host bits, 0 to 128.</summary>
    public IPv6Address AfterPrefix(int hostBits)
    {
        if (hostBits >= 64)
        {
            return new(hostBits == 128 ? 0 : High + (1UL << (hostBits - 64)), Low);
        }

        var low = Low + (1UL << hostBits);
        return new(High + (low == 0 ? 1UL : 0), low);
    }

    /// <summary>The last address of the prefix that starts here; <paramref name="length"/> is 64 to 128.</summary>
    public IPv6Address LastOfPrefix(int length) => new(High, length == 128 ? Low : Low | (ulong.MaxValue >> (length - 64)));
}
