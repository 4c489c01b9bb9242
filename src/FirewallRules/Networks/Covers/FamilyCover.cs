namespace FirewallRules.Networks;

/// <summary>The best covers of the addresses of one family by each number of prefixes.</summary>
internal sealed class FamilyCover
{
    private readonly CoverTrie? _trie;
    private ICoverTable? _table;
    private UInt128[] _curve = [];

    /// <param name="set">Addresses of which those of the family count; there may be none.</param>
    /// <param name="family">The family.</param>
    /// <param name="forbidden">What must not be added.</param>
    /// <param name="minLength">The shortest length of a prefix of a cover.</param>
    public FamilyCover(AddressSet set, IpFamily family, AddressSet forbidden, int minLength)
    {
        var addresses = family == IpFamily.IPv4 ? set.IPv4 : set.IPv6;
        _trie = addresses.IsEmpty ? null : new CoverTrie(addresses, forbidden.Except(addresses), minLength);
    }

    /// <summary>The fewest prefixes of any cover; <see cref="long.MaxValue"/> for more than that.</summary>
    public long Minimum => _trie?.Root.MinPrefixes ?? 0;

    /// <summary>The fewest prefixes that add nothing.</summary>
    public long Exact => _trie?.Exact ?? 0;

    /// <summary>Finds the best covers by up to <paramref name="limit"/> prefixes, which is at least <see cref="Minimum"/>.</summary>
    public void Solve(long limit)
    {
        if (_trie is not null && Math.Min(limit, Exact - 1) is var needed && needed >= Minimum)
        {
            _table = (_trie.LongestLength - _trie.Root.Length) switch
            {
                <= 32 => new CoverTable<uint>(_trie, (int)needed),
                <= 64 => new CoverTable<ulong>(_trie, (int)needed),
                _ => new CoverTable<UInt128>(_trie, (int)needed),
            };
            _curve = _table.Curve();
        }
    }

    /// <summary>How many addresses the best cover by at most that many prefixes adds, of which there is one; null where there is none.</summary>
    public UInt128? Added(long prefixes) => prefixes < Minimum ? null : prefixes >= Exact ? 0 : _curve[prefixes - Minimum];

    /// <summary>The best cover by at most that many prefixes, ascending; of equally good ones one with the fewest.</summary>
    public Cidr[] Prefixes(long prefixes)
    {
        if (prefixes >= Exact)
        {
            return _trie?.Split() ?? [];
        }

        while (Added(prefixes - 1) == Added(prefixes))
        {
            prefixes--;
        }

        return _table!.Choose((int)prefixes);
    }
}
