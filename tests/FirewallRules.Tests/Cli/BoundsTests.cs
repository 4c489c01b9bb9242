using System.Globalization;
using FirewallRules.Cli;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Cli;

/// <summary>Input of any size is read, or refused with a sentence, in bounded memory and time.</summary>
[Platform("Linux")]
[Long]
public sealed class BoundsTests : IDisposable
{
    private const int MaxDocumentBytes = 16 * 1024 * 1024;

    // As the runtime reads it: hexadecimal.
    private const string SmallHeap = "10000000";
    private const string LargeHeap = "30000000";
    private const string HugeHeap = "60000000";

    private static readonly string Program = typeof(FwrulesApp).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("aggregate -", "the line is too long to hold an address")]
    [TestCase("aggregate - --skip-invalid", "")]
    [TestCase("generate logs --format nftables --site us1 --document -", "the document is larger than 16 MiB")]
    [TestCase("verify logs --format nftables --live -", "is larger than 256 MiB")]
    public void A_line_of_a_gigabyte_is_refused(string line, string reason)
    {
        var heap = line.StartsWith("verify", StringComparison.Ordinal) ? HugeHeap : SmallHeap;
        var (exitCode, _, error) = Run(line, "head -c 1000000000 /dev/zero | tr '\\0' 1 |", heap);

        Assert.That((exitCode, error), Is.EqualTo((reason.Length > 0 ? 3 : 0, error)), error);
        Assert.That(error, Does.Contain(reason));
    }

    [Test]
    public void Ten_million_addresses_are_merged()
    {
        var path = _folder["addresses"];
        using (var writer = new StreamWriter(path))
        {
            for (var i = 0; i < 10_000_000; i++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{11 + (i >> 22)}.{(i >> 14) & 255}.{(i >> 6) & 255}.{(i & 63) * 4}\n"));
            }
        }

        Assert.That(Run("aggregate - | wc -l", $"cat {path} |", LargeHeap).Output.Trim(), Is.EqualTo("10000000"));
        Assert.That(Run($"aggregate {path} | wc -l", "", LargeHeap).Output.Trim(), Is.EqualTo("10000000"));
        File.Delete(path);
    }

    [Test]
    public void A_document_at_the_limit_is_read_and_one_above_is_refused()
    {
        const int Count = 750_000;
        var list = string.Join(",", Enumerable.Range(0, Count).Select(i => $"\"{20 + (i >> 22)}.{(i >> 14) & 255}.{(i >> 6) & 255}.{(i & 63) * 4}/32\""));
        var text = $"{{\"version\":99,\"modified\":\"2026-06-18-00-00-00\",\"agents\":{{\"prefixes_ipv4\":[{list}]}}}}";
        var full = _folder.Write("full.json", text.PadRight(MaxDocumentBytes));
        var tooLarge = _folder.Write("too-large.json", text.PadRight(MaxDocumentBytes + 1));

        Assert.That(Run($"generate agents --format lines --site us1 --document {full} | grep -c /32").Output, Is.EqualTo($"{Count}\n"));
        Assert.That(Run($"diff {full} {full} --site us1").ExitCode, Is.Zero);
        var refused = Run($"generate agents --format lines --site us1 --document {tooLarge}");
        Assert.That((refused.ExitCode, refused.Output), Is.EqualTo((3, "")));
        Assert.That(refused.Error, Does.Contain("the document is larger than 16 MiB"));
    }

    [Test]
    public void A_hundred_thousand_sections_are_read()
    {
        string Document(string head, string length) => $"{{{head},{string.Join(",", Enumerable.Range(0, 100_000).Select(i => Section(i, length)))}}}";
        string Section(int i, string length) => $"\"s{i}\":{{\"prefixes_ipv4\":[\"20.{(i >> 8) & 255}.{i & 255}.0/{(i == 5 ? length : "24")}\"]}}";
        var old = _folder.Write("old.json", Document("\"version\":99,\"modified\":\"2026-06-18-00-00-00\"", "24"));
        var updated = _folder.Write("new.json", Document("\"version\":100,\"modified\":\"2026-06-19-00-00-00\"", "25"));
        const string Question = "--site us1 --direction egress --port 443";

        Assert.That(Run($"sections --document {old} --site us1 | grep -c '^s[0-9]'").Output, Is.EqualTo("100000\n"));
        Assert.That(Run($"generate s5 --format nftables --document {old} {Question}").Output, Does.Contain("20.0.5.0/24"));
        Assert.That(Run($"which 20.0.5.1 --document {old} --site us1").Output, Does.Contain("s5"));
        Assert.That(Run($"update {old} {updated} s5 --format nftables {Question}").Output, Does.Contain("20.0.5.0/25"));
        var changed = Run($"diff {old} {updated} --site us1");
        Assert.That((changed.ExitCode, changed.Output.Contains("s5", StringComparison.Ordinal)), Is.EqualTo((1, true)), changed.Error);
    }

    private static (int ExitCode, string Output, string Error) Run(string line, string before = "", string heap = SmallHeap)
        => DotNet.Run("/", "timeout", "--signal=KILL", "300", "sh", "-c", $"{before} DOTNET_GCHeapHardLimit={heap} dotnet '{Program}' {line}");
}
