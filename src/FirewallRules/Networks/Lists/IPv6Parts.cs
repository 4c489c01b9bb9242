namespace FirewallRules.Networks;

/// <summary>What several collectors hold together, cut into parts as in <see cref="IPv4Parts"/>.</summary>
internal sealed class IPv6Parts
{
    private const int MostParts = 64;

    // How many prefixes are tried for a gap before them.
    private const int Tries = 16;

    private readonly IPv6Collector[] _collectors;
    private readonly RangeBuffer? _fine;

    // The network at which each part starts.
    private readonly ulong[] _starts = new ulong[MostParts];

    /// <param name="collectors">At least one, all of which belong to the parts from then on.</param>
    public IPv6Parts(IPv6Collector[] collectors)
    {
        _collectors = collectors;
        var most = collectors[0].Keys;
        foreach (var collector in collectors)
        {
            collector.Compact();
            most = collector.Keys.Count > most.Count ? collector.Keys : most;
            MaxPrefixCount += collector.Keys.Count;
            if (collector.Fine is { } fine)
            {
                (_fine ??= new()).Add(fine);
            }
        }

        // A range makes no more prefixes than two for each bit.
        MaxPrefixCount += 2L * 128 * (_fine?.Count ?? 0);
        Count = 1;
        if (_fine is null || LiesBetweenNetworks(_fine))
        {
            FindStarts(most);
        }
    }

    /// <summary>How many parts there are: at least one.</summary>
    public int Count { get; private set; }

    /// <summary>How many prefixes there are at most.</summary>
    public long MaxPrefixCount { get; }

    /// <summary>The prefixes of a part. Parts can be opened and read by several threads at the same time, each once.</summary>
    public IIPv6Prefixes Open(int part)
    {
        if (Count == 1)
        {
            return Whole();
        }

        var (first, end) = (_starts[part], part + 1 < Count ? _starts[part + 1] : (ulong?)null);
        var keys = new IPv6Keys(0);
        foreach (var collector in _collectors)
        {
            keys.Merge(collector.Keys, first, end);
        }

        return _fine is null ? new CollectedIPv6Prefixes(keys, null, 0, 0)
            : new CollectedIPv6Prefixes(keys, _fine, _fine.CountBefore(first), end is { } behind ? _fine.CountBefore(behind) : _fine.Count);
    }

    private IIPv6Prefixes Whole()
    {
        for (var i = 1; i < _collectors.Length; i++)
        {
            _collectors[0].Add(_collectors[i]);
        }

        return _collectors[0].ToPrefixes();
    }

    // Then no prefix of a range goes over the start of a network, nor can it make a wider one with a key.
    private bool LiesBetweenNetworks(RangeBuffer fine)
    {
        fine.Merge();
        var shares = false;
        foreach (var collector in _collectors)
        {
            shares |= fine.DropWithin(collector.Keys);
        }

        return !shares && !fine.HoldsNetworks;
    }

    // Parts of equally many prefixes of the collector that has most.
    private void FindStarts(IPv6Keys most)
    {
        for (var part = 1; part < MostParts && most.Count >= MostParts; part++)
        {
            var at = (int)((long)most.Count * part / MostParts);
            for (var end = Math.Min(at + Tries, most.Count); at < end; at++)
            {
                var start = most.FirstOf(at);
                if (start > _starts[Count - 1] && !Hold(start - 1))
                {
                    _starts[Count++] = start;
                    break;
                }
            }
        }
    }

    private bool Hold(ulong network)
    {
        foreach (var collector in _collectors)
        {
            if (collector.Keys.Hold(network))
            {
                return true;
            }
        }

        return false;
    }
}
