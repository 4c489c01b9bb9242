namespace FirewallRules.Networks;

/// <summary>
/// The <see cref="Boundaries"/> of a set of IPv6 addresses. Where all of them lie between /64 networks, as in nearly all real lists, the
/// upper halves say it all and take half the memory.
/// </summary>
/// <remarks>A set has one form only, so that equal sets are equal bytes. <c>default</c> is the empty set.</remarks>
internal readonly struct IPv6Boundaries
{
    private readonly ulong[]? _networks;

    // Null where the networks tell all.
    private readonly UInt128[]? _addresses;

    private IPv6Boundaries(ulong[]? networks, UInt128[]? addresses) => (_networks, _addresses) = (networks, addresses);

    /// <summary>All 2^128 addresses.</summary>
    public static IPv6Boundaries All => OfNetworks([0]);

    /// <summary>Whether <see cref="Networks"/> tell all; otherwise <see cref="Addresses"/> do.</summary>
    public bool AreOfNetworks => _addresses is null;

    /// <summary>The upper halves of the boundaries, if the lower halves are all zero.</summary>
    public ReadOnlySpan<ulong> Networks => _networks;

    /// <summary>The boundaries, if not all of their lower halves are zero.</summary>
    public ReadOnlySpan<UInt128> Addresses => _addresses;

    public int Count => _addresses?.Length ?? _networks?.Length ?? 0;

    public bool IsEmpty => Count == 0;

    public UInt128 this[int at] => _addresses is null ? new(_networks![at], 0) : _addresses[at];

    /// <summary>Boundaries from their upper halves; the array is taken over.</summary>
    public static IPv6Boundaries OfNetworks(ulong[] networks) => new(networks, null);

    /// <summary>Boundaries in the form that they need; the array may be taken over.</summary>
    public static IPv6Boundaries Of(UInt128[] addresses)
    {
        foreach (var address in addresses)
        {
            if ((ulong)address != 0)
            {
                return new(null, addresses);
            }
        }

        return OfNetworks(Array.ConvertAll(addresses, address => (ulong)(address >> 64)));
    }

    /// <summary>Combines two sets, see <see cref="Boundaries.Combine"/>.</summary>
    public static IPv6Boundaries Combine(IPv6Boundaries a, IPv6Boundaries b, int truth)
        => b.IsEmpty ? ((truth & Boundaries.InFirstOnly) != 0 ? a : default)
        : a.IsEmpty ? ((truth & Boundaries.InSecondOnly) != 0 ? b : default)
        : a.AreOfNetworks && b.AreOfNetworks ? OfNetworks(Boundaries.Combine(a.Networks, b.Networks, truth))
        : Of(Boundaries.Combine(a.ToAddresses(), b.ToAddresses(), truth));

    /// <summary>Whether the combination of two sets holds any address.</summary>
    public static bool Any(IPv6Boundaries a, IPv6Boundaries b, int truth)
        => a.AreOfNetworks && b.AreOfNetworks
            ? Boundaries.Any(a.Networks, b.Networks, truth)
            : Boundaries.Any(a.ToAddresses(), b.ToAddresses(), truth);

    /// <summary>All addresses that are not in the set.</summary>
    public IPv6Boundaries Complement()
        => AreOfNetworks ? OfNetworks(Boundaries.Complement(Networks)) : new(null, Boundaries.Complement(Addresses));

    /// <summary>Whether every address from <paramref name="first"/> to <paramref name="last"/>, both included, is in the set.</summary>
    public bool ContainsAll(UInt128 first, UInt128 last)
        => AreOfNetworks
            ? Boundaries.ContainsAll(Networks, (ulong)(first >> 64), (ulong)(last >> 64))
            : Boundaries.ContainsAll(Addresses, first, last);

    /// <summary>Whether any address from <paramref name="first"/> to <paramref name="last"/>, both included, is in the set.</summary>
    public bool ContainsAny(UInt128 first, UInt128 last)
        => AreOfNetworks
            ? Boundaries.ContainsAny(Networks, (ulong)(first >> 64), (ulong)(last >> 64))
            : Boundaries.ContainsAny(Addresses, first, last);

    /// <summary>The last address of the range that starts at the even index <paramref name="at"/>.</summary>
    public UInt128 LastOf(int at) => at + 1 < Count ? this[at + 1] - 1 : UInt128.MaxValue;

    /// <summary>Whether the two sets hold the same addresses.</summary>
    public bool SetEquals(IPv6Boundaries other) => Networks.SequenceEqual(other.Networks) && Addresses.SequenceEqual(other.Addresses);

    private ReadOnlySpan<UInt128> ToAddresses()
        => AreOfNetworks ? Array.ConvertAll(_networks ?? [], network => new UInt128(network, 0)) : Addresses;
}
