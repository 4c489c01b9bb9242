namespace FirewallRules.Networks;

/// <summary>
/// The cover of disjoint prefixes of one family by at most N prefixes that adds the fewest addresses, exactly: every prefix of a cover
/// can shrink to the node of the binary trie where the prefixes below it part, so that the best cover is a choice of nodes, and the best
/// choice below a node follows from the best choices below its two children.
/// </summary>
internal sealed class CidrBudget
{
    private readonly List<Node> _nodes = [];
    private readonly int _root;

    /// <param name="prefixes">The minimal prefixes of a set, of one family, ascending; at least one.</param>
    /// <param name="maxPrefixes">The most prefixes that any answer is asked for, at least 1.</param>
    public CidrBudget(IEnumerable<Cidr> prefixes, int maxPrefixes)
    {
        _root = Build(prefixes);
        for (var i = 0; i < _nodes.Count; i++)
        {
            Solve(_nodes[i], maxPrefixes);
        }
    }

    /// <summary>How many addresses the best cover by 1, 2, … prefixes adds; the last entry is 0, or that of the most prefixes asked for.</summary>
    public IReadOnlyList<UInt128> Curve => _nodes[_root].Added;

    /// <summary>The best cover by at most <paramref name="maxPrefixes"/> prefixes, ascending.</summary>
    public IEnumerable<Cidr> Cover(int maxPrefixes)
    {
        var pending = new Stack<(int Node, int Count)>();
        pending.Push((_root, Math.Min(maxPrefixes, Curve.Count)));
        while (pending.TryPop(out var item))
        {
            var node = _nodes[item.Node];
            var left = node.LeftShare[item.Count - 1];
            if (left == 0)
            {
                yield return node.Prefix;
                continue;
            }

            pending.Push((node.Right, item.Count - left));
            pending.Push((node.Left, left));
        }
    }

    // Neighbours in ascending order part at their common prefix: the trie grows along its right edge, parents come after their children.
    private int Build(IEnumerable<Cidr> prefixes)
    {
        var edge = new Stack<(int Node, int PartsAt)>();
        Cidr? previous = null;
        var last = -1;
        foreach (var prefix in prefixes)
        {
            if (previous is { } before)
            {
                var partsAt = CommonLength(before, prefix);
                while (edge.TryPeek(out var top) && top.PartsAt > partsAt)
                {
                    edge.Pop();
                    last = Join(top.Node, last, top.PartsAt);
                }

                edge.Push((last, partsAt));
            }

            last = Add(new Node(prefix, -1, -1, Size(prefix)));
            previous = prefix;
        }

        while (edge.TryPop(out var top))
        {
            last = Join(top.Node, last, top.PartsAt);
        }

        return last;
    }

    private int Join(int left, int right, int length)
    {
        var first = _nodes[left].Prefix;
        var parent = new Cidr(first.FirstValue & first.Family.NetworkMask(length), length, first.Family);
        return Add(new Node(parent, left, right, _nodes[left].Covered + _nodes[right].Covered));
    }

    private int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private void Solve(Node node, int maxPrefixes)
    {
        if (node.Left < 0)
        {
            (node.Added, node.LeftShare) = ([0], [0]);
            return;
        }

        var (left, right) = (_nodes[node.Left].Added, _nodes[node.Right].Added);
        var count = Math.Min(maxPrefixes, left.Length + right.Length);
        node.Added = new UInt128[count];
        node.LeftShare = new int[count];
        Array.Fill(node.Added, Size(node.Prefix) - node.Covered);
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length && i + j <= count; j++)
            {
                var added = left[i - 1] + right[j - 1];
                if (added < node.Added[i + j - 1])
                {
                    (node.Added[i + j - 1], node.LeftShare[i + j - 1]) = (added, i);
                }
            }
        }
    }

    // The whole of IPv6 wraps to zero, and the difference to what is covered below it wraps back.
    private static UInt128 Size(Cidr prefix) => prefix.LastValue - prefix.FirstValue + 1;

    private static int CommonLength(Cidr a, Cidr b)
        => (int)UInt128.LeadingZeroCount(a.FirstValue ^ b.FirstValue) - (128 - a.Family.Bits());

    private sealed class Node(Cidr prefix, int left, int right, UInt128 covered)
    {
        public Cidr Prefix { get; } = prefix;

        public int Left { get; } = left;

        public int Right { get; } = right;

        /// <summary>How many addresses of the set lie below; all but the whole of IPv6, which is a leaf, fit.</summary>
        public UInt128 Covered { get; } = covered;

        /// <summary>The fewest addresses added by 1, 2, … prefixes.</summary>
        public UInt128[] Added { get; set; } = [];

        /// <summary>How many of them go to the left child; 0 where the node's own prefix is best.</summary>
        public int[] LeftShare { get; set; } = [];
    }
}
