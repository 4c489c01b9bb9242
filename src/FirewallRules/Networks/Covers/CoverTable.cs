using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// For each node of a trie, the minimum number of added addresses in its subtree for each number of prefixes: from the minimum number of
/// prefixes to that of the exact set, or to a limit. The table of a node follows from those of its two child nodes, as the best split of the
/// prefixes between them. No table is longer than its subtree has nodes, so this takes O(nodes × limit) steps (the tree knapsack).
/// </summary>
/// <typeparam name="T">A number type for the size of the root, in units of the longest prefix.</typeparam>
internal sealed class CoverTable<T> : ICoverTable
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly CoverTrie _trie;
    private readonly int[] _starts;
    private readonly T[] _added;

    /// <param name="trie">The trie.</param>
    /// <param name="limit">The maximum number of prefixes of a requested cover; at least the minimum of the root.</param>
    public CoverTable(CoverTrie trie, int limit)
    {
        _trie = trie;
        _starts = Layout(trie.Nodes, limit - trie.Root.MinPrefixes);
        _added = GC.AllocateUninitializedArray<T>(_starts[^1]);
        Solve(trie.Nodes);
    }

    public UInt128[] Curve()
    {
        var unit = _trie.Family.Bits() - _trie.LongestLength;
        var root = Added(_trie.Nodes.Length - 1);
        var curve = new UInt128[root.Length];
        for (var i = 0; i < root.Length; i++)
        {
            curve[i] = UInt128.CreateTruncating(root[i]) << unit;
        }

        return curve;
    }

    public Cidr[] Choose(int prefixes)
    {
        var chosen = new Cidr[prefixes];
        var count = 0;
        Choose(_trie.Nodes.Length - 1, prefixes - (int)_trie.Root.MinPrefixes, chosen, ref count);
        return chosen;
    }

    // Recurses at most as deep as an address has bits.
    private void Choose(int at, int spare, Cidr[] chosen, ref int count)
    {
        ref readonly var node = ref _trie.Nodes[at];
        if (node.IsLeaf || (node.CanMerge && spare == 0))
        {
            count += _trie.AddTo(node, chosen.AsSpan(count));
            return;
        }

        var best = Added(at)[spare];
        spare -= node.CanMerge ? 1 : 0;
        ReadOnlySpan<T> lower = Added(node.Left), upper = Added(at - 1);
        var below = Math.Max(0, spare - (upper.Length - 1));
        while (lower[below] + upper[spare - below] != best)
        {
            below++;
        }

        Choose(node.Left, below, chosen, ref count);
        Choose(at - 1, spare - below, chosen, ref count);
    }

    // The start of the table of each node, and the end of the last one. No node gets more prefixes than the root has to spare.
    private static int[] Layout(ReadOnlySpan<CoverNode> nodes, long spare)
    {
        var starts = new int[nodes.Length + 1];
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            var length = 1;
            if (!node.IsLeaf)
            {
                var combinations = starts[node.Left + 1] - starts[node.Left] + starts[i] - starts[i - 1] - (node.CanMerge ? 0 : 1);
                length = (int)Math.Min(combinations, spare + 1);
            }

            starts[i + 1] = checked(starts[i] + length);
        }

        return starts;
    }

    private void Solve(ReadOnlySpan<CoverNode> nodes)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            var added = Added(i);
            if (node.IsLeaf)
            {
                added[0] = T.Zero;
                continue;
            }

            ReadOnlySpan<T> lower = Added(node.Left), upper = Added(i - 1);
            if (node.CanMerge)
            {
                // If a node can be merged, so can its child nodes, and the first entries of their tables are for that.
                added[0] = Size(node.Length) - Size(nodes[node.Left].Length) - Size(nodes[i - 1].Length) + lower[0] + upper[0];
                added = added[1..];
            }

            if (lower.Length < upper.Length)
            {
                Split(lower, upper, added);
            }
            else
            {
                Split(upper, lower, added);
            }
        }
    }

    private Span<T> Added(int node) => _added.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

    // The size of the root may overflow to zero; the differences are correct all the same.
    private T Size(int length)
    {
        var bits = _trie.LongestLength - length;
        return bits == 8 * Unsafe.SizeOf<T>() ? T.Zero : T.One << bits;
    }

    /// <summary>The best split of each number of prefixes between two nodes: the smallest sum of what both add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Split(ReadOnlySpan<T> shorter, ReadOnlySpan<T> longer, Span<T> result)
    {
        result.Fill(T.MaxValue);
        for (var i = 0; i < shorter.Length && i < result.Length; i++)
        {
            var count = Math.Min(longer.Length, result.Length - i);
            var first = shorter[i];
            ref var from = ref MemoryMarshal.GetReference(longer);
            ref var into = ref result[i];
            var j = 0;
            if (Vector<T>.IsSupported)
            {
                var firsts = new Vector<T>(first);
                for (; j <= count - Vector<T>.Count; j += Vector<T>.Count)
                {
                    var sums = firsts + Vector.LoadUnsafe(ref from, (nuint)j);
                    Vector.Min(sums, Vector.LoadUnsafe(ref into, (nuint)j)).StoreUnsafe(ref into, (nuint)j);
                }
            }

            for (; j < count; j++)
            {
                var sum = first + Unsafe.Add(ref from, j);
                if (sum < Unsafe.Add(ref into, j))
                {
                    Unsafe.Add(ref into, j) = sum;
                }
            }
        }
    }
}
