using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>The best cover of a list, against merging the cheapest pair of neighbours again and again, which is fast and not the best.</summary>
public class CoverBenchmarks
{
    private AddressSet _set = AddressSet.Empty;

    /// <summary>A list as long as Amazon's for 60 rules of a security group, and 100,000 prefixes of a routing table for 1000 entries.</summary>
    [Params("1753 to 60", "100000 to 1000")]
    public string Case { get; set; } = "";

    private int MaxPrefixes => int.Parse(Case.Split(' ')[^1]);

    [GlobalSetup]
    public void Setup()
    {
        var count = int.Parse(Case.Split(' ')[0]);
        _set = Prefixes.Public(count, blocks: count < 10_000 ? 16 : 256);
        var (best, greedy) = (_set.CoverWith(MaxPrefixes), GreedyCover.Of(_set, MaxPrefixes));
        Console.WriteLine(
            $"// {_set.CountPrefixes()} prefixes to {best.Prefixes.Count} and {greedy.CountPrefixes()}: "
            + $"the best cover adds {best.AddedCount}, the greedy one {greedy.Except(_set).CountAddresses()}");
    }

    [Benchmark(Baseline = true, Description = "cheapest merge first")]
    public AddressSet Greedy() => GreedyCover.Of(_set, MaxPrefixes);

    [Benchmark(Description = "AddressSet.CoverWith")]
    public AddressCover Best() => _set.CoverWith(MaxPrefixes);

    [Benchmark(Description = "AddressSet.MinCoverPrefixes")]
    public long Least() => _set.MinCoverPrefixes(CoverOptions.Default);
}
