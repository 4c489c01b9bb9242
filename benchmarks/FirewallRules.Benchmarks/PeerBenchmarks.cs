using System.Net;
using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>The same million prefixes as in <see cref="SetBenchmarks"/>, merged by IPNetwork2, a package that other C# programs have for it.</summary>
/// <remarks>It takes seconds for each, so it is run less often.</remarks>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[WarmupCount(1)]
[IterationCount(3)]
public class PeerBenchmarks
{
    private const int Count = 1_000_000;

    private string[] _lines = [];
    private byte[] _utf8 = [];
    private Cidr[] _prefixes = [];
    private IPNetwork2[] _networks = [];

    [Params(IpFamily.IPv4, IpFamily.IPv6)]
    public IpFamily Family { get; set; }

    /// <exception cref="InvalidOperationException">The two do not merge the prefixes to equally many.</exception>
    [GlobalSetup]
    public void Setup()
    {
        (_lines, _utf8, _prefixes) = Prefixes.RoutingTableInForms(Count, Family);
        _networks = Array.ConvertAll(_lines, IPNetwork2.Parse);
        if (Supernet() != AddressSet.Parse(_utf8).CountPrefixes())
        {
            throw new InvalidOperationException("The answers differ.");
        }
    }

    [BenchmarkCategory("text"), Benchmark(Baseline = true, Description = "IPNetwork2.Parse, Supernet")]
    public int ParseAndSupernet() => IPNetwork2.Supernet(Array.ConvertAll(_lines, IPNetwork2.Parse)).Length;

    [BenchmarkCategory("text"), Benchmark(Description = "AddressSet.Parse")]
    public int Parse() => AddressSet.Parse(_utf8).RangeCount;

    [BenchmarkCategory("prefixes"), Benchmark(Baseline = true, Description = "IPNetwork2.Supernet")]
    public int Supernet() => IPNetwork2.Supernet(_networks).Length;

    [BenchmarkCategory("prefixes"), Benchmark(Description = "AddressSetBuilder")]
    public int Build() => new AddressSetBuilder(Count).AddRange(_prefixes).ToAddressSet().RangeCount;
}
