using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>What several builders have collected together, as a list in parts that can be written at the same time.</summary>
/// <remarks>
/// The lines of the parts in their order are those of the whole: the fewest prefixes, ascending, IPv4 before IPv6. Members may be used by
/// several threads at once.
/// </remarks>
public sealed class AddressListParts
{
    private readonly IPv4Parts _ipv4;
    private readonly IPv6Parts _ipv6;

    // The writers of families that are not cut.
    private readonly AddressListWriter? _allIPv4;
    private readonly AddressListWriter? _allIPv6;

    /// <summary>Takes what the builders have collected, and cuts it.</summary>
    /// <param name="builders">At least one. They are empty then.</param>
    /// <exception cref="ArgumentException">There is no builder, or one of them is <see langword="null"/>; those before it are empty.</exception>
    public AddressListParts(IReadOnlyList<AddressSetBuilder> builders)
    {
        ArgumentNullException.ThrowIfNull(builders);
        if (builders.Count == 0)
        {
            throw new ArgumentException("There must be a builder.", nameof(builders));
        }

        var (ipv4, ipv6) = (new IPv4Collector[builders.Count], new IPv6Collector[builders.Count]);
        for (var i = 0; i < builders.Count; i++)
        {
            var builder = builders[i] ?? throw new ArgumentException("A builder is null.", nameof(builders));
            builder.Give(out ipv4[i], out ipv6[i]);
        }

        (_ipv4, _ipv6) = (new(ipv4), new(ipv6));
        _allIPv4 = _ipv4.Count == 1 ? new(_ipv4.Open(0), null) : null;
        _allIPv6 = _ipv6.Count == 1 ? new(null, _ipv6.Open(0)) : null;
    }

    /// <summary>How many parts there are. What has no gaps, and what is short, is not cut: there is a part for each family at least.</summary>
    public int Count => _ipv4.Count + _ipv6.Count;

    /// <summary>How many prefixes there are at most: a bound that takes no time to find, 0 where there is none.</summary>
    public long MaxPrefixCount => _ipv4.MaxPrefixCount + _ipv6.MaxPrefixCount;

    /// <summary>Whether the builders hold every address of the family together: its only line is a prefix of no bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family is <c>default</c>.</exception>
    public bool HoldsAll(IpFamily family) => family switch
    {
        IpFamily.IPv4 => _allIPv4 is not null && _allIPv4.HoldsAll(family),
        IpFamily.IPv6 => _allIPv6 is not null && _allIPv6.HoldsAll(family),
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    /// <summary>Opens a part, which can be done once.</summary>
    /// <param name="part">Its number, from 0 to one less than <see cref="Count"/>.</param>
    /// <returns>A writer of its lines.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public AddressListWriter Open(int part)
    {
        // Not by ThrowIfGreaterThanOrEqual, which is compiled anew in every process.
        var ipv6 = part - _ipv4.Count;
        return part < 0 || ipv6 >= _ipv6.Count ? throw new ArgumentOutOfRangeException(nameof(part))
            : ipv6 < 0 ? _allIPv4 ?? new(_ipv4.Open(part), null)
            : _allIPv6 ?? new(null, _ipv6.Open(ipv6));
    }
}
