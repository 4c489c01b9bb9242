using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>Reading a document of the real size and of 1000 times that, against the framework's JSON reader, which checks no prefix.</summary>
public class DocumentBenchmarks
{
    private byte[] _json = [];

    [Params(1, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _json = Documents.Write(Size, 0);

    [Benchmark(Baseline = true, Description = "JsonDocument.Parse")]
    public int Json()
    {
        using var document = JsonDocument.Parse(_json);
        return document.RootElement.GetProperty("version").GetInt32();
    }

    [Benchmark(Description = "IpRangesDocument.Parse")]
    public int Parse() => IpRangesDocument.Parse(_json).Sections.Count;
}
