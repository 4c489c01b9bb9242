using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>The sentence that every user types first, against copying a string of the same length.</summary>
public class RuleSetBenchmarks
{
    private readonly string _text = RuleSet.For(Section.Logs).ToIptables();

    [Benchmark(Baseline = true, Description = "copy a string of that length")]
    public string Copy() => new(_text.AsSpan());

    [Benchmark(Description = "RuleSet.For(Section.Logs).ToIptables()")]
    public string Logs() => RuleSet.For(Section.Logs).ToIptables();

    [Benchmark(Description = "RuleSet.For(all sections).ToNftables()")]
    public string All() => RuleSet.For([.. Section.Known.Select(SectionSelection.FromSection)]).ToNftables();
}
