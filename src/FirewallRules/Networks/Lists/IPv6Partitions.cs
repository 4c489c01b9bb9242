namespace FirewallRules.Networks;

/// <summary>The union of several aggregators, cut into partitions as in <see cref="IPv4Partitions"/>.</summary>
internal sealed class IPv6Partitions
{
    private const int MaxCount = 64;

    // How many prefixes are tried for a gap before them.
    private const int MaxAttempts = 16;

    private readonly IPv6Aggregator[] _aggregators;
    private readonly IPv6RangeList? _unalignedRanges;

    // The /64 network at which each partition starts.
    private readonly ulong[] _starts = new ulong[MaxCount];

    /// <param name="aggregators">At least one. They must not be used by the caller after that.</param>
    public IPv6Partitions(IPv6Aggregator[] aggregators)
    {
        _aggregators = aggregators;
        var largest = aggregators[0].Keys;
        foreach (var aggregator in aggregators)
        {
            aggregator.Compact();
            largest = aggregator.Keys.Count > largest.Count ? aggregator.Keys : largest;
            MaxPrefixCount += aggregator.Keys.Count;
            if (aggregator.UnalignedRanges is { } ranges)
            {
                (_unalignedRanges ??= new()).Add(ranges);
            }
        }

        // A range has at most two prefixes of each length.
        MaxPrefixCount += 2L * 128 * (_unalignedRanges?.Count ?? 0);
        Count = 1;
        if (_unalignedRanges is null || AreWithinOtherNetworks(_unalignedRanges))
        {
            FindStarts(largest);
        }
    }

    /// <summary>How many partitions there are: at least one.</summary>
    public int Count { get; private set; }

    /// <summary>An upper bound of the number of prefixes.</summary>
    public long MaxPrefixCount { get; }

    /// <summary>The prefixes of a partition. Several threads can open and read partitions at the same time, each partition once.</summary>
    public IIPv6PrefixSource Open(int partition)
    {
        if (Count == 1)
        {
            return OpenAll();
        }

        var (first, end) = (_starts[partition], partition + 1 < Count ? _starts[partition + 1] : (ulong?)null);
        var keys = new IPv6KeyLists(0);
        foreach (var aggregator in _aggregators)
        {
            keys.Merge(aggregator.Keys, first, end);
        }

        if (_unalignedRanges is not { } ranges)
        {
            return new IPv6AggregatePrefixSource(keys, null, 0, 0);
        }

        var endRange = end is { } network ? ranges.CountStartingBefore(network) : ranges.Count;
        return new IPv6AggregatePrefixSource(keys, ranges, ranges.CountStartingBefore(first), endRange);
    }

    private IIPv6PrefixSource OpenAll()
    {
        for (var i = 1; i < _aggregators.Length; i++)
        {
            _aggregators[0].Add(_aggregators[i]);
        }

        return _aggregators[0].ToPrefixSource();
    }

    // Whether the ranges share no /64 network with a key and contain none. Then no prefix of a range crosses the start of a network, and none
    // can be merged with a key.
    private bool AreWithinOtherNetworks(IPv6RangeList ranges)
    {
        ranges.Merge();
        var overlap = false;
        foreach (var aggregator in _aggregators)
        {
            overlap |= ranges.RemoveContainedIn(aggregator.Keys);
        }

        return !overlap && !ranges.ContainsWholeNetwork();
    }

    // Cuts the keys of the largest aggregator into partitions of equal numbers.
    private void FindStarts(IPv6KeyLists largest)
    {
        for (var partition = 1; partition < MaxCount && largest.Count >= MaxCount; partition++)
        {
            var at = (int)((long)largest.Count * partition / MaxCount);
            for (var end = Math.Min(at + MaxAttempts, largest.Count); at < end; at++)
            {
                var start = largest.FirstNetwork(at);
                if (start > _starts[Count - 1] && !Contains(start - 1))
                {
                    _starts[Count++] = start;
                    break;
                }
            }
        }
    }

    private bool Contains(ulong network)
    {
        foreach (var aggregator in _aggregators)
        {
            if (aggregator.Keys.Contains(network))
            {
                return true;
            }
        }

        return false;
    }
}
