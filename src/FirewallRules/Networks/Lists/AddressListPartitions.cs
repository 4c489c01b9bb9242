namespace FirewallRules.Networks;

/// <summary>The union of several builders, as a list in partitions that can be written in parallel.</summary>
/// <remarks>
/// The partitions in their order give the whole list: the minimal prefixes, ascending, IPv4 before IPv6. A union that is short or has no gap
/// is not cut, but there is always one partition for each family. Members can be used by several threads at once.
/// </remarks>
internal sealed class AddressListPartitions
{
    private readonly IPv4Partitions _ipv4;
    private readonly IPv6Partitions _ipv6;

    // The writers of a family that has one partition only.
    private readonly AddressListWriter? _allIPv4;
    private readonly AddressListWriter? _allIPv6;

    /// <param name="builders">At least one. They are empty after that.</param>
    /// <exception cref="ArgumentException">There is no builder, or one is <see langword="null"/>; those before it are empty.</exception>
    public AddressListPartitions(IReadOnlyList<AddressSetBuilder> builders)
    {
        ArgumentNullException.ThrowIfNull(builders);
        if (builders.Count == 0)
        {
            throw new ArgumentException("At least one builder is required.", nameof(builders));
        }

        var (ipv4, ipv6) = (new IPv4Aggregator[builders.Count], new IPv6Aggregator[builders.Count]);
        for (var i = 0; i < builders.Count; i++)
        {
            var builder = builders[i] ?? throw new ArgumentException("A builder is null.", nameof(builders));
            builder.Detach(out ipv4[i], out ipv6[i]);
        }

        (_ipv4, _ipv6) = (new(ipv4), new(ipv6));
        _allIPv4 = _ipv4.Count == 1 ? new(_ipv4.Open(0), null) : null;
        _allIPv6 = _ipv6.Count == 1 ? new(null, _ipv6.Open(0)) : null;
    }

    public int Count => _ipv4.Count + _ipv6.Count;

    /// <summary>An upper bound of the number of prefixes, which takes no time to find; 0 if there are none.</summary>
    public long MaxPrefixCount => _ipv4.MaxPrefixCount + _ipv6.MaxPrefixCount;

    /// <summary>Whether the union contains every address of the family.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family is neither IPv4 nor IPv6.</exception>
    public bool CoversAll(IpFamily family) => family switch
    {
        IpFamily.IPv4 => _allIPv4 is not null && _allIPv4.CoversAll(family),
        IpFamily.IPv6 => _allIPv6 is not null && _allIPv6.CoversAll(family),
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    /// <summary>A writer of the lines of a partition. Each partition can be opened once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public AddressListWriter Open(int partition)
    {
        var ipv6 = partition - _ipv4.Count;
        return partition < 0 || ipv6 >= _ipv6.Count ? throw new ArgumentOutOfRangeException(nameof(partition))
            : ipv6 < 0 ? _allIPv4 ?? new(_ipv4.Open(partition), null)
            : _allIPv6 ?? new(null, _ipv6.Open(ipv6));
    }
}
