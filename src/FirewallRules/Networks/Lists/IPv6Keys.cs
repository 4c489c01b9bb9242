namespace FirewallRules.Networks;

/// <summary>
/// Prefixes of whole /64 networks as <see cref="PrefixKeys"/>: those of each half of the space apart, so that the first bit of the address
/// makes room for the marker of a /64. A network is told by the upper half of its address.
/// </summary>
internal sealed class IPv6Keys(int firstCapacity)
{
    /// <summary>The first bit of the addresses of the upper half, and zeros.</summary>
    public const ulong UpperHalf = 1UL << 63;

    public KeyBuffer Lower { get; } = new(firstCapacity);

    public KeyBuffer Upper { get; } = new(firstCapacity);

    public int Count => Lower.Count + Upper.Count;

    /// <summary>Whether these are the two halves of the space, whose only prefix has no key.</summary>
    public bool AreAll => Lower.Count == 1 && Upper.Count == 1 && (Lower.Keys[0] & Upper.Keys[0]) == UpperHalf;

    /// <summary>Sorts the keys and merges what can be merged.</summary>
    public void Minimize()
    {
        Lower.Minimize();
        Upper.Minimize();
    }

    /// <summary>Adds others; both must be in the minimal form, as these are then again.</summary>
    public void Merge(IPv6Keys others)
    {
        Lower.Merge(others.Lower.Keys);
        Upper.Merge(others.Upper.Keys);
    }

    /// <summary>Adds those of others that lie between two networks over which none of them goes; where there is no second, up to the end.</summary>
    public void Merge(IPv6Keys others, ulong first, ulong? end)
    {
        var (start, behind) = (others.CountBefore(first), end is { } network ? others.CountBefore(network) : others.Count);
        var lower = others.Lower.Keys;
        Lower.Merge(lower[Math.Min(start, lower.Length)..Math.Min(behind, lower.Length)]);
        Upper.Merge(others.Upper.Keys[Math.Max(start - lower.Length, 0)..Math.Max(behind - lower.Length, 0)]);
    }

    /// <summary>The first network of one of the keys.</summary>
    public ulong FirstOf(int at)
        => at < Lower.Count ? PrefixKeys.First(Lower.Keys[at]) >> 1 : UpperHalf | (PrefixKeys.First(Upper.Keys[at - Lower.Count]) >> 1);

    /// <summary>Whether a prefix holds the network; they must be in the minimal form.</summary>
    public bool Hold(ulong network) => PrefixKeys.Hold((network < UpperHalf ? Lower : Upper).Keys, network << 1);

    /// <summary>Forgets the keys and gives their room back.</summary>
    public void Clear()
    {
        Lower.Clear();
        Upper.Clear();
    }

    private int CountBefore(ulong network)
        => network < UpperHalf ? PrefixKeys.CountBefore(Lower.Keys, network << 1) : Lower.Count + PrefixKeys.CountBefore(Upper.Keys, network << 1);
}
