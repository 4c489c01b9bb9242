using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace FirewallRules.Benchmarks;

/// <summary>
/// Comparing two documents that are read, of the real size and of 1000 times that, against sets of strings, which know no addresses,
/// no locations and no moves.
/// </summary>
public class DiffBenchmarks
{
    private IpRangesDocument _old = null!;
    private IpRangesDocument _new = null!;
    private Dictionary<string, string[]> _oldTexts = [];
    private Dictionary<string, string[]> _newTexts = [];

    [Params(1, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var (old, updated) = (Documents.Write(Size, 0), Documents.Write(Size, 1));
        (_old, _new) = (IpRangesDocument.Parse(old), IpRangesDocument.Parse(updated));
        (_oldTexts, _newTexts) = (Texts(old), Texts(updated));
    }

    [Benchmark(Baseline = true, Description = "HashSet<string> for each section")]
    public int Strings()
    {
        var count = 0;
        foreach (var (name, updated) in _newTexts)
        {
            HashSet<string> before = new(_oldTexts[name], StringComparer.Ordinal), after = new(updated, StringComparer.Ordinal);
            after.ExceptWith(_oldTexts[name]);
            before.ExceptWith(updated);
            count += after.Count + before.Count;
        }

        return count;
    }

    [Benchmark(Description = "IpRangesDiff.Between")]
    public int Diff() => IpRangesDiff.Between(_old, _new).Sections.Count;

    [Benchmark(Description = "IpRangesDiff.Between, ToText()")]
    public void DiffAndWrite() => IpRangesDiff.Between(_old, _new).ToText(TextWriter.Null);

    private static Dictionary<string, string[]> Texts(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object).ToDictionary(
            property => property.Name,
            property => new[] { "prefixes_ipv4", "prefixes_ipv6" }.SelectMany(list => property.Value.GetProperty(list).EnumerateArray())
                .Select(item => item.GetString()!)
                .ToArray(),
            StringComparer.Ordinal);
    }
}
