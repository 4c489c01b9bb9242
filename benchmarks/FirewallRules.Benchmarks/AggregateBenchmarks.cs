using BenchmarkDotNet.Attributes;
using FirewallRules.Networks;

namespace FirewallRules.Benchmarks;

/// <summary>Parsing and merging 100,000 IPv4 prefixes, against the obvious way: the framework's parser, a sort, a list.</summary>
public class AggregateBenchmarks
{
    private readonly string[] _lines = Prefixes.RoutingTable(100_000);
    private byte[] _utf8 = [];

    [GlobalSetup]
    public void Setup() => _utf8 = Prefixes.ToUtf8(_lines);

    [Benchmark(Baseline = true, Description = "IPNetwork.Parse, sort, merge")]
    public int Naive()
    {
#pragma warning disable RS0030 // The banned parser is what is measured against.
        var networks = _lines.Select(line => System.Net.IPNetwork.Parse(line)).ToList();
#pragma warning restore RS0030
        var ranges = networks.Select(network => (First: Value(network.BaseAddress), Length: network.PrefixLength))
            .Select(network => (network.First, Last: network.First | (uint)((1UL << (32 - network.Length)) - 1)))
            .Order()
            .ToList();
        var merged = new List<(uint First, uint Last)>();
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.First <= (ulong)merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged.Count;
    }

    [Benchmark(Description = "AddressSet.Parse")]
    public int Parse() => AddressSet.Parse(_utf8).RangeCount;

    private static uint Value(System.Net.IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
