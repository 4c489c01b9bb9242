using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Cli;

public class CatalogTests
{
    [Test]
    public void Sections_lists_counts_direction_and_ports()
    {
        var lines = CliRun.Of("sections").Output.Split('\n');

        Assert.That(lines[0], Is.EqualTo("SECTION                       IPV4  IPV6  DIRECTION  PORTS          LOCATIONS"));
        Assert.That(lines, Does.Contain("logs                          1     1     egress     443,10516/tcp  -"));
        Assert.That(lines, Has.One.Matches(
            $"^synthetics +{IpRangesSnapshot.Us1[Section.Synthetics].IPv4Prefixes.Count} +0     ingress    443/tcp        29$"));
    }

    [Test]
    public void Sections_as_JSON_has_locations_and_merged_counts()
    {
        var rows = JsonNode.Parse(CliRun.Of("sections --json").Output)!.AsArray();
        var synthetics = rows.Single(row => (string?)row!["section"] == "synthetics")!;

        Assert.That(rows, Has.Count.EqualTo(11));
        Assert.That((int)synthetics["ipv4"]!, Is.EqualTo(IpRangesSnapshot.Us1[Section.Synthetics].IPv4Prefixes.Count));
        Assert.That((int)synthetics["mergedIpv4"]!, Is.LessThanOrEqualTo((int)synthetics["ipv4"]!).And.Positive);
        Assert.That(synthetics["locations"]!.AsArray(), Has.Count.EqualTo(29));
        Assert.That((string?)synthetics["direction"], Is.EqualTo("ingress"));
    }

    [Test]
    public void Sections_says_which_document_the_locations_come_from()
        => Assert.That(CliRun.Of("sections").Error, Is.EqualTo(
            $"{CliRun.UsingEmbedded}fwrules: locations come from {IpRangesSnapshot.Us1WithLocations}\n"));

    [Test]
    public void Sections_of_a_document_that_this_version_does_not_know()
    {
        var run = CliRun.Of("sections --document - --site us5", """{"new-one":{"prefixes_ipv6":["2001:db8::/32"]}}""");

        Assert.That(run.Output, Does.Contain("new-one  0     1     -          -      -"));
    }

    [Test]
    public void Sites_lists_all_nine()
    {
        Assert.That(CliRun.Of("sites").Output.Split('\n'), Has.Length.EqualTo(11));
        Assert.That(CliRun.Of("sites").Output,
            Does.Contain("eu1      EU1      datadoghq.eu       https://ip-ranges.datadoghq.eu/       443       -"));
        Assert.That(JsonNode.Parse(CliRun.Of("sites --json").Output)!.AsArray(), Has.Count.EqualTo(9));
    }

    [TestCase("--help", "generate")]
    [TestCase("generate --help", "fwrules generate logs --format nftables")]
    [TestCase("aggregate --help", "fwrules aggregate blocklist.txt")]
    [TestCase("sections --help", "fwrules sections --json")]
    [TestCase("sites --help", "fwrules sites --json")]
    public void Help_has_examples_and_exit_codes(string line, string example)
    {
        var run = CliRun.Of(line);

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain(example).And.Contain("130  interrupted"));
        Assert.That(run.Error, Is.Empty);
    }

    [Test]
    public void Version_is_the_library_version() => Assert.That(CliRun.Of("--version").Output, Does.Match(@"^\d+\.\d+\.\d+\n$"));

    [TestCase("", "--help")]
    [TestCase("generat", "generat")]
    [TestCase("sites --jsn", "--jsn")]
    public void Refuses_what_it_does_not_know(string line, string part) => Assert.That(CliRun.Of(line).Refused(2), Does.Contain(part));
}
