namespace FirewallRules.Networks;

/// <summary>
/// An IPv6 address as two numbers, for what every list goes through: methods with 128-bit numbers, and those into which they are inlined,
/// are not compiled ahead of time. Equality and order are those of addresses; <c>default</c> is the first one.
/// </summary>
internal readonly record struct IPv6Halves(ulong High, ulong Low)
{
    public static bool operator >=(IPv6Halves a, IPv6Halves b) => a.High > b.High || (a.High == b.High && a.Low >= b.Low);

    public static bool operator <=(IPv6Halves a, IPv6Halves b) => b >= a;

    /// <summary>The address behind this one; the first one behind the last.</summary>
    public IPv6Halves Next() => new(Low == ulong.MaxValue ? High + 1 : High, Low + 1);

    /// <summary>Whether this address is no further than one behind the other.</summary>
    public bool IsAtMostBehind(IPv6Halves last)
    {
        var before = new IPv6Halves(Low == 0 ? High - 1 : High, Low - 1);
        return (High | Low) == 0 || last >= before;
    }

    /// <summary>The last address of the prefix of that length that starts here; <paramref name="length"/> is 64 to 128.</summary>
    public IPv6Halves LastOfPrefix(int length) => new(High, length == 128 ? Low : Low | (ulong.MaxValue >> (length - 64)));
}
