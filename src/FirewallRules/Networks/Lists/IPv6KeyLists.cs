namespace FirewallRules.Networks;

/// <summary>
/// IPv6 prefixes up to /64 as <see cref="PrefixKeys"/>, in one list for each half of the address space. The first bit of the address is
/// known from the list, which leaves one bit of the 64 for the marker of the key.
/// </summary>
/// <remarks>A /64 network is given by the upper half of its addresses.</remarks>
internal sealed class IPv6KeyLists(int initialCapacity)
{
    /// <summary>The first bit of all addresses in the upper half of the space.</summary>
    public const ulong UpperHalfBit = 1UL << 63;

    public PrefixKeyList Lower { get; } = new(initialCapacity);

    public PrefixKeyList Upper { get; } = new(initialCapacity);

    public int Count => Lower.Count + Upper.Count;

    /// <summary>Whether the keys, which are in the minimal form, are those of ::/1 and 8000::/1. Their union ::/0 has no key.</summary>
    public bool IsEverything => Lower.Count == 1 && Upper.Count == 1 && (Lower.Keys[0] & Upper.Keys[0]) == UpperHalfBit;

    /// <summary>Sorts the keys and brings them into the minimal form.</summary>
    public void Minimize()
    {
        Lower.Minimize();
        Upper.Minimize();
    }

    /// <summary>Adds other keys. Both must be in the minimal form; the result is, too.</summary>
    public void Merge(IPv6KeyLists others)
    {
        Lower.Merge(others.Lower.Keys);
        Upper.Merge(others.Upper.Keys);
    }

    /// <summary>Adds the keys between two networks, neither of which lies within a key; without an end, all keys from the first network on.</summary>
    public void Merge(IPv6KeyLists others, ulong first, ulong? end)
    {
        var (startIndex, endIndex) = (others.CountBefore(first), end is { } network ? others.CountBefore(network) : others.Count);
        var lower = others.Lower.Keys;
        Lower.Merge(lower[Math.Min(startIndex, lower.Length)..Math.Min(endIndex, lower.Length)]);
        Upper.Merge(others.Upper.Keys[Math.Max(startIndex - lower.Length, 0)..Math.Max(endIndex - lower.Length, 0)]);
    }

    /// <summary>The first network of the key at an index, counted through both lists.</summary>
    public ulong FirstNetwork(int index)
        => index < Lower.Count
            ? PrefixKeys.FirstPosition(Lower.Keys[index]) >> 1
            : UpperHalfBit | (PrefixKeys.FirstPosition(Upper.Keys[index - Lower.Count]) >> 1);

    /// <summary>Whether a prefix contains the network; the keys must be in the minimal form.</summary>
    public bool Contains(ulong network) => PrefixKeys.Contains((network < UpperHalfBit ? Lower : Upper).Keys, network << 1);

    /// <summary>Removes all keys and returns the buffers to the pool.</summary>
    public void Release()
    {
        Lower.Release();
        Upper.Release();
    }

    private int CountBefore(ulong network)
        => network < UpperHalfBit
            ? PrefixKeys.CountBefore(Lower.Keys, network << 1)
            : Lower.Count + PrefixKeys.CountBefore(Upper.Keys, network << 1);
}
