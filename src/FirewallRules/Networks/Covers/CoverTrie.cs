namespace FirewallRules.Networks;

/// <summary>
/// The compressed binary trie of the minimal prefixes of a set of one family. Every prefix of a cover can be narrowed to the node where the
/// prefixes in it diverge, so a cover is a selection of nodes. Nodes are in postorder: directly before a node is its child with the higher
/// addresses.
/// </summary>
internal sealed class CoverTrie
{
    private readonly CoverNode[] _nodes;
    private readonly AddressSet _excluded;
    private readonly int _minLength;
    private int _count;

    /// <param name="set">At least one address, all of one family.</param>
    /// <param name="excluded">The addresses that must not be added; none of them is in the set.</param>
    /// <param name="minLength">The minimum length of a prefix of a cover.</param>
    public CoverTrie(AddressSet set, AddressSet excluded, int minLength)
    {
        (_excluded, _minLength) = (excluded, minLength);
        _nodes = new CoverNode[(2 * set.CountPrefixes()) - 1];
        Family = set.IPv4Boundaries.IsEmpty ? IpFamily.IPv6 : IpFamily.IPv4;
        Build(set);
    }

    public IpFamily Family { get; }

    public ReadOnlySpan<CoverNode> Nodes => _nodes;

    public CoverNode Root => _nodes[^1];

    /// <summary>The minimum number of prefixes of a cover that adds nothing.</summary>
    public long Exact { get; private set; }

    /// <summary>The length of the longest prefix. Its number of addresses divides every number of added addresses.</summary>
    public int LongestLength { get; private set; }

    /// <summary>All prefixes of the set; those shorter than the minimum length are split.</summary>
    public Cidr[] Split()
    {
        var prefixes = new Cidr[Exact];
        var count = 0;
        foreach (ref readonly var node in Nodes)
        {
            count += node.IsLeaf ? AddTo(node, prefixes.AsSpan(count)) : 0;
        }

        return prefixes;
    }

    /// <summary>Adds the prefix of a node to a cover, split if it is shorter than the minimum length.</summary>
    /// <returns>How many prefixes were added.</returns>
    public int AddTo(in CoverNode node, Span<Cidr> cover)
    {
        if (node.Length >= _minLength)
        {
            cover[0] = node.Prefix;
            return 1;
        }

        var step = Family.HostMask(_minLength) + 1;
        for (var i = 0; i < node.MinPrefixes; i++)
        {
            cover[i] = new Cidr(node.Prefix.FirstValue + (step * (UInt128)i), _minLength, Family);
        }

        return (int)node.MinPrefixes;
    }

    // Adjacent prefixes diverge at their common prefix: the trie grows along its right edge, whose nodes have ascending lengths.
    private void Build(AddressSet set)
    {
        Span<int> left = stackalloc int[Family.Bits()];
        Span<int> commonLengths = stackalloc int[Family.Bits()];
        var depth = 0;
        foreach (var prefix in set)
        {
            if (_count > 0)
            {
                var common = Cidr.CommonLength(_nodes[_count - 1].Prefix, prefix);
                while (depth > 0 && commonLengths[depth - 1] > common)
                {
                    depth--;
                    Join(left[depth], commonLengths[depth]);
                }

                (left[depth], commonLengths[depth]) = (_count - 1, common);
                depth++;
            }

            AddLeaf(prefix);
        }

        while (depth-- > 0)
        {
            Join(left[depth], commonLengths[depth]);
        }
    }

    // A prefix of the set that is shorter than the minimum length counts as the prefixes into which it is split.
    private void AddLeaf(Cidr prefix)
    {
        var excess = _minLength - prefix.PrefixLength;
        var minPrefixes = excess <= 0 ? 1 : excess < 63 ? 1L << excess : long.MaxValue;
        Exact = AddSaturating(Exact, minPrefixes);
        LongestLength = Math.Max(LongestLength, prefix.PrefixLength);
        _nodes[_count++] = new CoverNode(prefix, minPrefixes, Left: -1, CanMerge: excess <= 0);
    }

    private void Join(int left, int length)
    {
        ref readonly var lower = ref _nodes[left];
        ref readonly var upper = ref _nodes[_count - 1];
        var parent = lower.Prefix.Supernet(length);
        var canMerge = lower.CanMerge && upper.CanMerge && length >= _minLength && !_excluded.Overlaps(parent);
        _nodes[_count++] = new CoverNode(parent, canMerge ? 1 : AddSaturating(lower.MinPrefixes, upper.MinPrefixes), left, canMerge);
    }

    private static long AddSaturating(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
