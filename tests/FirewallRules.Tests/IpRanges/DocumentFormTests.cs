using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

/// <summary>The whole document, the document of one section, and the bare section object.</summary>
public sealed class DocumentFormTests
{
    private const string OneSection = """{"version":59,"modified":"2024-10-17T00:00:00","logs":{"prefixes_ipv4":["3.233.144.0/20"],"prefixes_ipv6":[]}}""";
    private const string Bare = """{"prefixes_ipv4":["3.233.144.0/20"],"prefixes_ipv6":["2600:1f18:24e6:b900::/56"]}""";

    private static readonly IpRangesReadOptions Logs = new() { Section = Section.Logs };

    [Test]
    public void The_document_of_one_section_is_a_document()
    {
        var document = IpRangesDocument.Parse(OneSection);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Sections.Select(section => section.Section), Is.EqualTo(new[] { Section.Logs }));
            Assert.That(document[Section.Logs].Addresses, Is.EqualTo(Sets.Of("3.233.144.0/20")));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(document.ToJson()), JsonNode.Parse(OneSection)), Is.True);
        }
    }

    [Test]
    public void The_document_of_one_section_needs_no_name_and_ignores_it()
        => Assert.That(IpRangesDocument.Parse(OneSection, new IpRangesReadOptions { Section = Section.Apm }).TryGetSection(Section.Apm, out _), Is.False);

    [Test]
    public void A_bare_section_takes_the_name_it_is_given()
    {
        var document = IpRangesDocument.Parse(Bare, Logs);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Version, Is.Null);
            Assert.That(document.Modified, Is.Null);
            Assert.That(document[Section.Logs].Addresses, Is.EqualTo(Sets.Of("3.233.144.0/20", "2600:1f18:24e6:b900::/56")));
            Assert.That(document.ToString(), Is.EqualTo("unknown site version unknown, modified unknown (given document)"));
        }
    }

    [Test]
    public void A_bare_section_may_have_a_version()
        => Assert.That(IpRangesDocument.Parse("""{"version":7,"prefixes_ipv6":[]}""", Logs).Version, Is.EqualTo(7));

    [Test]
    public void A_bare_section_without_a_name_is_refused()
        => Assert.That(() => IpRangesDocument.Parse(Bare), Refused.At("$", "a single section without a name"));

    [Test]
    public void Lists_next_to_sections_are_refused()
        => Assert.That(() => IpRangesDocument.Parse("""{"logs":{"prefixes_ipv4":[]},"prefixes_ipv4":[]}""", Logs), Refused.At("$", "outside of sections"));

    [Test]
    public void A_list_missing_in_the_document_is_not_written()
    {
        const string json = """{"logs":{"prefixes_ipv6":["2600:1f18:24e6:b900::/56"]}}""";

        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(IpRangesDocument.Parse(json).ToJson()), JsonNode.Parse(json)), Is.True);
    }

    [Test]
    public void Lists_by_location_only_are_the_section()
    {
        var section = IpRangesDocument.Parse(
            """{"synthetics":{"prefixes_ipv4_by_location":{"aws:a":["192.0.2.0/25"],"b":["192.0.2.128/25"]}"""
            + ""","prefixes_ipv6_by_location":{"c":["2001:db8::/32"]}}}""")[Section.Synthetics];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(section.Addresses, Is.EqualTo(Sets.Of("192.0.2.0/24", "2001:db8::/32")));
            Assert.That(section.Locations, Is.EqualTo(new[] { "aws:a", "b", "c" }));
            Assert.That(section.AddressesAt("c"), Is.EqualTo(Sets.Of("2001:db8::/32")));
            Assert.That(section.IPv4Prefixes, Is.Empty);
        }
    }
}
