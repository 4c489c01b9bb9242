using System.Text;
using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>One million prefixes to a stream in each format, against writing the same prefixes line by line with the framework's types.</summary>
public class EmitBenchmarks
{
    private const int Count = 1_000_000;

    private readonly IRuleEmitter _iptablesWithoutSets = new IptablesEmitter(new IptablesOptions { IpsetThreshold = int.MaxValue });
    private System.Net.IPNetwork[] _networks = [];
    private RuleSet _rules = RuleSet.Of();

    [Params(IpFamily.IPv4, IpFamily.IPv6)]
    public IpFamily Family { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var addresses = Prefixes.Unmergeable(Count, Family);
        _rules = RuleSet.Of(Rule.Egress(addresses, Protocol.Tcp, 443, "a million"));
        _networks = [.. addresses.Select(prefix => prefix.ToIPNetwork())];
    }

    [Benchmark(Baseline = true, Description = "IPNetwork.ToString() a line")]
    public void Baseline() => Write(writer =>
    {
        foreach (var network in _networks)
        {
            writer.Write(network.ToString());
            writer.Write('\n');
        }
    });

    [Benchmark]
    public void Nftables() => Emit("nftables");

    [Benchmark]
    public void NftablesJson() => Emit("nftables-json");

    [Benchmark]
    public void Ipset() => Emit("ipset");

    [Benchmark(Description = "Windows (PowerShell)")]
    public void Windows() => Emit("windows");

    [Benchmark(Description = "Iptables, a rule a prefix")]
    public void IptablesWithoutSets() => Write(writer => _rules.Emit(_iptablesWithoutSets, writer));

    private void Emit(string name) => Write(writer => _rules.Emit(BuiltInEmitters.All.First(emitter => emitter.Name == name), writer));

    private static void Write(Action<TextWriter> write)
    {
        using var writer = new StreamWriter(Stream.Null, new UTF8Encoding(false), 64 * 1024);
        write(writer);
    }
}
