namespace FirewallRules.Networks;

/// <summary>A weighted number of addresses in 192 bits, because twice the IPv6 space is more than 128 bits. <c>default</c> is zero.</summary>
internal readonly record struct CoverCost(ulong High, UInt128 Low) : IComparable<CoverCost>
{
    public static CoverCost MaxValue { get; } = new(ulong.MaxValue, UInt128.MaxValue);

    public static CoverCost operator +(CoverCost a, CoverCost b)
    {
        var low = a.Low + b.Low;
        return new CoverCost(a.High + b.High + (low < a.Low ? 1UL : 0), low);
    }

    public static bool operator <(CoverCost a, CoverCost b) => a.High < b.High || (a.High == b.High && a.Low < b.Low);

    public static bool operator >(CoverCost a, CoverCost b) => b < a;

    public static bool operator <=(CoverCost a, CoverCost b) => !(b < a);

    public static bool operator >=(CoverCost a, CoverCost b) => !(a < b);

    /// <summary>A count times a weight that is not negative.</summary>
    public static CoverCost Of(UInt128 count, int weight)
    {
        var low = (UInt128)(ulong)count * (uint)weight;
        var high = ((count >> 64) * (uint)weight) + (low >> 64);
        return new CoverCost((ulong)(high >> 64), (high << 64) | (ulong)low);
    }

    public int CompareTo(CoverCost other) => this < other ? -1 : other < this ? 1 : 0;
}
