using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// For each node of a trie the fewest addresses that are added below it by each number of prefixes, from the fewest that there can be to as
/// many as make the exact set, or to a limit. The numbers of a node follow from those of the two nodes below it: the best way to share
/// prefixes among them. With tables no longer than what lies below, this takes nodes times limit steps (the tree knapsack).
/// </summary>
/// <typeparam name="T">Holds the size of the root in the unit that divides all sizes.</typeparam>
internal sealed class CoverTable<T> : ICoverTable
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly CoverTrie _trie;
    private readonly int[] _starts;
    private readonly T[] _added;

    /// <param name="trie">The trie.</param>
    /// <param name="limit">The most prefixes that answers are asked for, at least as many as the root needs.</param>
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

    // As deep as addresses have bits.
    private void Choose(int at, int spare, Cidr[] chosen, ref int count)
    {
        ref readonly var node = ref _trie.Nodes[at];
        if (node.IsLeaf || (node.CanMerge && spare == 0))
        {
            count += _trie.Take(node, chosen.AsSpan(count));
            return;
        }

        var best = Added(at)[spare];
        spare -= node.CanMerge ? 1 : 0;
        ReadOnlySpan<T> lower = Added(node.Left), upper = Added(at - 1);
        var share = Math.Max(0, spare - (upper.Length - 1));
        while (lower[share] + upper[spare - share] != best)
        {
            share++;
        }

        Choose(node.Left, share, chosen, ref count);
        Choose(at - 1, spare - share, chosen, ref count);
    }

    // Where the tables of the nodes start; a last entry says where the last one ends. More than what the root can spare goes to no node.
    private static int[] Layout(ReadOnlySpan<CoverNode> nodes, long spare)
    {
        var starts = new int[nodes.Length + 1];
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            var length = 1;
            if (!node.IsLeaf)
            {
                var ways = starts[node.Left + 1] - starts[node.Left] + starts[i] - starts[i - 1] - (node.CanMerge ? 0 : 1);
                length = (int)Math.Min(ways, spare + 1);
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
                // Then the nodes below can be merged, too, and their first entries are for that.
                added[0] = Size(node.Length) - Size(nodes[node.Left].Length) - Size(nodes[i - 1].Length) + lower[0] + upper[0];
                added = added[1..];
            }

            if (lower.Length < upper.Length)
            {
                Share(lower, upper, added);
            }
            else
            {
                Share(upper, lower, added);
            }
        }
    }

    private Span<T> Added(int node) => _added.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

    // The size of the root may wrap to zero, and the difference to what is below wraps back.
    private T Size(int length)
    {
        var bits = _trie.LongestLength - length;
        return bits == 8 * Unsafe.SizeOf<T>() ? T.Zero : T.One << bits;
    }

    /// <summary>The best way to share each number of prefixes among two nodes: the smallest sum of what each adds with its share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Share(ReadOnlySpan<T> shorter, ReadOnlySpan<T> longer, Span<T> result)
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
