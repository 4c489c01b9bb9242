namespace FirewallRules.Networks;

/// <summary>
/// The compressed binary trie of the minimal prefixes of a set of one family, and what of it a cover may take. Every prefix of a cover can
/// shrink to the node where the prefixes below it part, so that a cover is a choice of nodes. A node stands behind the two nodes below it,
/// the upper one right before it.
/// </summary>
internal sealed class CoverTrie
{
    private readonly CoverNode[] _nodes;
    private readonly AddressSet _forbidden;
    private readonly int _minLength;
    private int _count;

    /// <param name="set">At least one address, all of one family.</param>
    /// <param name="forbidden">What must not be added; none of it is in the set.</param>
    /// <param name="minLength">The shortest length of a prefix of a cover.</param>
    public CoverTrie(AddressSet set, AddressSet forbidden, int minLength)
    {
        (_forbidden, _minLength) = (forbidden, minLength);
        _nodes = new CoverNode[(2 * set.PrefixCount) - 1];
        Family = set.Ranges.First().Family;
        Build(set);
    }

    public IpFamily Family { get; }

    public ReadOnlySpan<CoverNode> Nodes => _nodes;

    public CoverNode Root => _nodes[^1];

    /// <summary>How many prefixes it takes to add nothing.</summary>
    public long Exact { get; private set; }

    /// <summary>The length of the longest prefix: its size divides every number of added addresses.</summary>
    public int LongestLength { get; private set; }

    // Neighbours in ascending order part at their common prefix: the trie grows along its right edge, whose nodes have ascending lengths.
    private void Build(AddressSet set)
    {
        Span<int> left = stackalloc int[Family.Bits()];
        Span<int> partsAt = stackalloc int[Family.Bits()];
        var depth = 0;
        foreach (var prefix in set)
        {
            if (_count > 0)
            {
                var common = CommonLength(_nodes[_count - 1].First, prefix.FirstValue);
                while (depth > 0 && partsAt[depth - 1] > common)
                {
                    depth--;
                    Join(left[depth], partsAt[depth]);
                }

                (left[depth], partsAt[depth]) = (_count - 1, common);
                depth++;
            }

            AddLeaf(prefix);
        }

        while (depth-- > 0)
        {
            Join(left[depth], partsAt[depth]);
        }
    }

    // A prefix of the set that is too short stands for the many that make it up.
    private void AddLeaf(Cidr prefix)
    {
        var excess = _minLength - prefix.PrefixLength;
        var least = excess <= 0 ? 1 : excess < 63 ? 1L << excess : long.MaxValue;
        Exact = AddSaturating(Exact, least);
        LongestLength = Math.Max(LongestLength, prefix.PrefixLength);
        _nodes[_count++] = new CoverNode(prefix.FirstValue, least, Left: -1, (byte)prefix.PrefixLength, CanMerge: excess <= 0);
    }

    private void Join(int left, int length)
    {
        CoverNode lower = _nodes[left], upper = _nodes[_count - 1];
        var parent = new Cidr(lower.First & Family.NetworkMask(length), length, Family);
        var canMerge = lower.CanMerge && upper.CanMerge && length >= _minLength && !_forbidden.Overlaps(parent);
        _nodes[_count++] = new CoverNode(parent.FirstValue, canMerge ? 1 : AddSaturating(lower.Least, upper.Least), left, (byte)length, canMerge);
    }

    private int CommonLength(UInt128 a, UInt128 b) => (int)UInt128.LeadingZeroCount(a ^ b) - (128 - Family.Bits());

    private static long AddSaturating(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
