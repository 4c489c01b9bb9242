namespace FirewallRules.Networks;

/// <summary>The best covers of the addresses of one family for each number of prefixes.</summary>
internal sealed class FamilyCover
{
    private readonly CoverTrie? _trie;
    private ICoverTable? _table;
    private UInt128[] _curve = [];

    /// <param name="set">The addresses. Those of the other family are ignored.</param>
    /// <param name="family">The family.</param>
    /// <param name="excluded">The addresses that must not be added.</param>
    /// <param name="minLength">The minimum length of a prefix of a cover.</param>
    public FamilyCover(AddressSet set, IpFamily family, AddressSet excluded, int minLength)
    {
        var addresses = family == IpFamily.IPv4 ? set.IPv4 : set.IPv6;
        _trie = addresses.IsEmpty ? null : new CoverTrie(addresses, excluded.Except(addresses), minLength);
    }

    /// <summary>The minimum number of prefixes of any cover; <see cref="long.MaxValue"/> if it is higher than that.</summary>
    public long Minimum => _trie?.Root.MinPrefixes ?? 0;

    /// <summary>The minimum number of prefixes of a cover that adds nothing.</summary>
    public long Exact => _trie?.Exact ?? 0;

    /// <summary>Finds the best covers with up to <paramref name="limit"/> prefixes, which is at least <see cref="Minimum"/>.</summary>
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

    /// <summary>How many addresses the best cover with at most this many prefixes adds; <see langword="null"/> if there is no such cover.</summary>
    public UInt128? Added(long prefixes) => prefixes < Minimum ? null : prefixes >= Exact ? 0 : _curve[prefixes - Minimum];

    /// <summary>The best cover with at most this many prefixes, ascending; among equals, one with the fewest prefixes.</summary>
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
