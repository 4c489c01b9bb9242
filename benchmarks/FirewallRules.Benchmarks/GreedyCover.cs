using System.Numerics;

namespace FirewallRules.Benchmarks;

/// <summary>Merges the two IPv4 neighbours around which a prefix adds the fewest addresses, and that hold nothing special, until few enough are left.</summary>
internal static class GreedyCover
{
    private const int None = -1;

    public static AddressSet Of(AddressSet set, int maxPrefixes)
    {
        var forbidden = SpecialPurpose.Addresses.Except(set);
        var nodes = new List<(uint First, uint Last, int Before, int Behind, bool IsGone)>();
        foreach (var prefix in set)
        {
            var (first, last) = (Value(prefix.FirstAddress), Value(prefix.LastAddress));
            nodes.Add((first, last, nodes.Count - 1, nodes.Count + 1, false));
        }

        nodes[^1] = nodes[^1] with { Behind = None };

        var (count, pairs) = (nodes.Count, new PriorityQueue<(int Left, int Right), uint>());
        for (var i = 0; i + 1 < nodes.Count; i++)
        {
            Offer(i, i + 1);
        }

        while (count > maxPrefixes && pairs.TryDequeue(out var pair, out _))
        {
            if (nodes[pair.Left].IsGone || nodes[pair.Right].IsGone)
            {
                continue;
            }

            // The prefix around two neighbours may reach over others.
            var (first, last) = Around(nodes[pair.Left].First, nodes[pair.Right].Last);
            var (before, behind) = (pair.Left, pair.Left);
            while (before != None && nodes[before].First >= first)
            {
                before = nodes[before].Before;
            }

            for (behind = before == None ? First(pair.Left) : nodes[before].Behind; behind != None && nodes[behind].Last <= last; behind = nodes[behind].Behind)
            {
                nodes[behind] = nodes[behind] with { IsGone = true };
                count--;
            }

            nodes.Add((first, last, before, behind, false));
            count++;
            var merged = nodes.Count - 1;
            if (before != None)
            {
                nodes[before] = nodes[before] with { Behind = merged };
                Offer(before, merged);
            }

            if (behind != None)
            {
                nodes[behind] = nodes[behind] with { Before = merged };
                Offer(merged, behind);
            }
        }

        return new AddressSetBuilder().AddRange(nodes.Where(node => !node.IsGone).Select(node => Prefix(node.First, node.Last))).ToAddressSet();

        int First(int node)
        {
            while (nodes[node].Before != None)
            {
                node = nodes[node].Before;
            }

            return node;
        }

        void Offer(int left, int right)
        {
            var (first, last) = Around(nodes[left].First, nodes[right].Last);
            if (!forbidden.Overlaps(Prefix(first, last)))
            {
                pairs.Enqueue((left, right), last - first - (nodes[left].Last - nodes[left].First) - (nodes[right].Last - nodes[right].First));
            }
        }
    }

    private static (uint First, uint Last) Around(uint first, uint last)
    {
        var host = uint.MaxValue >> BitOperations.LeadingZeroCount(first ^ last);
        return (first & ~host, last | host);
    }

    private static Cidr Prefix(uint first, uint last) => new(Prefixes.IpAddress(first), BitOperations.LeadingZeroCount(first ^ last));

    private static uint Value(System.Net.IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
