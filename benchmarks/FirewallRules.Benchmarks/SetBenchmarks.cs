using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>
/// One million prefixes with the length mix of the routing tables: to a set, and two such sets combined. The baseline is what one writes with
/// the framework's types: lists of ranges that are sorted and merged.
/// </summary>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
public class SetBenchmarks
{
    private const int Count = 1_000_000;

    private string[] _lines = [];
    private byte[] _utf8 = [];
    private Cidr[] _prefixes = [];
    private (AddressSet A, AddressSet B) _sets = (AddressSet.Empty, AddressSet.Empty);
    private (List<NaiveRange> A, List<NaiveRange> B) _naive = ([], []);

    [Params(IpFamily.IPv4, IpFamily.IPv6)]
    public IpFamily Family { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_lines, _utf8, _prefixes) = Prefixes.RoutingTableInForms(Count, Family);
        string[] other = Prefixes.RoutingTable(Count, Family, Prefixes.Seed + 1);
        _sets = (AddressSet.Parse(_utf8), AddressSet.Parse(Prefixes.ToUtf8(other)));
        _naive = (NaiveRange.Merge(_lines), NaiveRange.Merge(other));
    }

    [BenchmarkCategory("parse"), Benchmark(Baseline = true, Description = "IPNetwork.Parse, sort, merge")]
    public int NaiveParse() => NaiveRange.Merge(_lines).Count;

    [BenchmarkCategory("parse"), Benchmark(Description = "AddressSet.Parse")]
    public int Parse() => AddressSet.Parse(_utf8).RangeCount;

    [BenchmarkCategory("parse"), Benchmark(Description = "AddressSetBuilder")]
    public int Build() => new AddressSetBuilder(Count).AddRange(_prefixes).ToAddressSet().RangeCount;

    [BenchmarkCategory("union"), Benchmark(Baseline = true, Description = "sort, merge")]
    public int NaiveUnion() => NaiveRange.Merge(_naive.A.Concat(_naive.B)).Count;

    [BenchmarkCategory("union"), Benchmark]
    public int Union() => _sets.A.Union(_sets.B).RangeCount;

    [BenchmarkCategory("intersection"), Benchmark(Baseline = true, Description = "two lists side by side")]
    public int NaiveIntersect() => NaiveRange.Intersect(_naive.A, _naive.B).Count;

    [BenchmarkCategory("intersection"), Benchmark]
    public int Intersect() => _sets.A.Intersect(_sets.B).RangeCount;

    [BenchmarkCategory("difference"), Benchmark(Baseline = true, Description = "two lists side by side")]
    public int NaiveExcept() => NaiveRange.Intersect(_naive.A, NaiveRange.Complement(_naive.B)).Count;

    [BenchmarkCategory("difference"), Benchmark]
    public int Except() => _sets.A.Except(_sets.B).RangeCount;
}
