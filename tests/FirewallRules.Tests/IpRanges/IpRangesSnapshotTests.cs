using System.Globalization;
using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

public sealed class IpRangesSnapshotTests
{
    [Test]
    public void Holds_what_was_published()
    {
        Assert.That(Same(IpRangesSnapshot.Us1, TestData.Read("ip-ranges", $"us1-{Name(IpRangesSnapshot.Us1.Provenance)}.json")), Is.True);
        Assert.That(Same(IpRangesSnapshot.Us1WithLocations, RealDocuments.Bytes((int)IpRangesSnapshot.Us1WithLocations.Version!.Value)), Is.True);

        static bool Same(IpRangesDocument embedded, byte[] published)
            => JsonNode.DeepEquals(JsonNode.Parse(published), JsonNode.Parse(embedded.ToJson()));
    }

    [Test]
    public void Text_has_site_date_and_origin_and_says_that_there_is_no_version()
        => Assert.That(IpRangesSnapshot.Us1.ToString(), Is.EqualTo("us1 as of 2026-06-18, version not recorded (embedded snapshot)"));

    [Test]
    public void The_document_with_locations_says_what_it_lacks()
    {
        var (newest, located) = (IpRangesSnapshot.Us1, IpRangesSnapshot.Us1WithLocations);
        var missing = newest[Section.Synthetics].IPv4Prefixes.Except(located[Section.Synthetics].IPv4Prefixes).Count();

        Assert.That(missing, Is.Positive);
        Assert.That(located.ToString(), Is.EqualTo(
            $"us1 version 59, modified 2024-10-17 (embedded snapshot of locations, lacks {missing} synthetics prefixes added later)"));
    }

    [Test]
    public void Locations_come_from_the_document_that_has_them_and_the_header_names_it()
    {
        var narrowed = RuleSet.For(Section.Synthetics.At("aws:eu-central-1"), Section.Webhooks);
        var text = narrowed.ToNftables();

        Assert.That(narrowed.Rules.Single(rule => rule.Labels is ["synthetics at aws:eu-central-1"]).Remote.Addresses,
            Is.EqualTo(IpRangesSnapshot.Us1WithLocations[Section.Synthetics].AddressesAt("aws:eu-central-1")));
        Assert.That(narrowed.Rules.Single(rule => rule.Labels is ["webhooks"]).Remote.Addresses,
            Is.EqualTo(IpRangesSnapshot.Us1[Section.Webhooks].Addresses));
        Assert.That(
            new[] { IpRangesSnapshot.Us1, IpRangesSnapshot.Us1WithLocations }
                .Where(source => !text.Contains($"# Datadog IP ranges: {source}\n", StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public void Every_older_document_is_older_than_the_snapshot_and_a_later_one_is_newer()
    {
        foreach (var version in RealDocuments.Versions)
        {
            Assert.That(RealDocuments.Parse(version).IsOlderThan(IpRangesSnapshot.Us1), Is.True, $"version {version}");
            Assert.That(IpRangesSnapshot.Us1.IsOlderThan(RealDocuments.Parse(version)), Is.False, $"version {version}");
        }

        var later = Document("""{"version":60,"modified":"2026-09-01-00-00-00","logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""");
        var undated = Document("""{"version":60,"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""");

        Assert.That(new[] { later, undated }.Select(IpRangesSnapshot.Us1.IsOlderThan), Is.All.True);
        Assert.That(Document("""{"version":58,"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""").IsOlderThan(IpRangesSnapshot.Us1), Is.True);
    }

    [Test]
    public void Is_read_once()
        => Assert.That(IpRangesSnapshot.Of(Site.Us1), Is.SameAs(IpRangesSnapshot.Us1));

    [Test]
    public void Of_another_site_says_what_to_do()
        => Assert.That(
            () => IpRangesSnapshot.Of(Site.Eu1),
            Throws.TypeOf<NotSupportedException>()
                .With.Message.Contains("EU1")
                .And.Message.Contains("https://ip-ranges.datadoghq.eu/")
                .And.Message.Contains("IpRangesDocument.Parse"));

    private static string Name(Provenance snapshot)
        => snapshot.Version is { } version ? $"v{version}" : snapshot.Modified!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IpRangesDocument Document(string json) => IpRangesDocument.Parse(json, new IpRangesReadOptions { Site = Site.Us1 });
}
