namespace FirewallRules.Tests.Rules;

/// <summary>Exceptions carry the details of an error as properties, so that a program can write its own message.</summary>
public sealed class TypedErrorTests
{
    private static readonly IpRangesDocument Document = IpRangesDocument.Parse(
        """{"version":3,"synthetics":{"prefixes_ipv4_by_location":{"aws:b":["192.0.2.0/24"],"aws:a":[]}},"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""");

    [Test]
    public void A_missing_section_is_reported_with_the_known_ones()
    {
        foreach (var error in new[]
        {
            Assert.Throws<SectionNotFoundException>(() => RuleSet.For(Document, Section.Apm))!,
            Assert.Throws<SectionNotFoundException>(() => _ = Document[Section.Apm])!,
        })
        {
            Assert.That((error.Section, error.Document), Is.EqualTo((Section.Apm, Document.Provenance)));
            Assert.That(error.KnownSections, Is.EqualTo(new[] { Section.Logs, Section.Synthetics }));
        }

        var neither = Assert.Throws<SectionNotFoundException>(
            () => IpRangesDiff.Between(Document, Document, new IpRangesDiffOptions { Sections = [Section.Apm] }))!;
        Assert.That((neither.Section, neither.Document), Is.EqualTo((Section.Apm, (Provenance?)null)));
        Assert.That(neither.KnownSections, Is.EqualTo(new[] { Section.Logs, Section.Synthetics }));
        Assert.That(neither.Message, Is.EqualTo("None of the documents has a section 'apm'; the sections are logs, synthetics."));
    }

    [Test]
    public void A_missing_location_is_reported_with_the_known_ones()
    {
        var error = Assert.Throws<LocationNotFoundException>(() => RuleSet.For(Document, Section.Synthetics.At("aws:c")))!;
        var none = Assert.Throws<LocationNotFoundException>(() => RuleSet.For(Document, Section.Logs.At("aws:c")))!;

        Assert.That((error.Section, error.Location), Is.EqualTo((Section.Synthetics, "aws:c")));
        Assert.That(error.KnownLocations, Is.EqualTo(new[] { "aws:a", "aws:b" }));
        Assert.That(none.KnownLocations, Is.Empty);
        Assert.That(none.Message, Is.EqualTo("Section 'logs' has no location 'aws:c': it is not published by location."));
    }

    [Test]
    public void An_empty_selection_comes_with_section_and_locations()
    {
        var error = Assert.Throws<EmptySelectionException>(() => RuleSet.For(Document, Section.Synthetics.At("aws:a")))!;

        Assert.That((error.Section, error.Locations.Single()), Is.EqualTo((Section.Synthetics, "aws:a")));
    }

    [Test]
    public void An_unknown_section_without_ports_is_reported_by_name()
    {
        var document = IpRangesDocument.Parse("""{"new":{"prefixes_ipv4":["192.0.2.0/24"]}}""");
        var error = Assert.Throws<UnknownTrafficException>(() => RuleSet.For(document, Section.Parse("new")))!;

        Assert.That((error.Section.Name, error.ParamName), Is.EqualTo(("new", "selection")));
    }

    [Test]
    public void A_missing_family_is_reported_with_the_rule()
    {
        var error = Assert.Throws<MissingFamilyException>(() => RuleSet.For(Document, Section.Logs).Only(IpFamily.IPv6))!;

        Assert.That((error.Family, error.Rule.Labels.Single(), error.Rule.Direction), Is.EqualTo((IpFamily.IPv6, "logs", Direction.Egress)));
    }

    [Test]
    public void An_entire_address_space_is_reported_with_its_family()
    {
        var half = Rule.Egress(AddressSet.Parse("0.0.0.0/1"), Protocol.Tcp, 443);
        var other = Rule.Egress(AddressSet.Parse("128.0.0.0/1"), Protocol.Tcp, 443);

        Assert.That(Assert.Throws<EntireAddressSpaceException>(() => RuleSet.Of(half, other))!.Family, Is.EqualTo(IpFamily.IPv4));
        Assert.That(Assert.Throws<EntireAddressSpaceException>(() => Remote.Of(AddressSet.AllIPv6))!.Family, Is.EqualTo(IpFamily.IPv6));
    }

    [Test]
    public void A_prefix_that_is_too_wide_is_reported_with_the_limit()
    {
        var error = Assert.Throws<PrefixTooWideException>(() => RuleSet.ForPrivateLink(AddressSet.Parse("10.0.0.0/7")))!;

        Assert.That((error.Prefix.ToString(), error.ShortestPrefixLength), Is.EqualTo(("10.0.0.0/7", 8)));
    }

    [Test]
    public void Documents_of_two_sites_come_with_both()
    {
        var (us, eu) = (Read(Site.Us1), Read(Site.Eu1));
        var error = Assert.Throws<SiteMismatchException>(() => IpRangesDiff.Between(us, eu))!;

        Assert.That((error.Old, error.New, error.ParamName), Is.EqualTo((Site.Us1, Site.Eu1, "updated")));

        static IpRangesDocument Read(Site site) => IpRangesDocument.Parse("""{"logs":{}}""", new IpRangesReadOptions { Site = site });
    }

    [Test]
    public void A_null_element_is_reported_by_its_index()
    {
        var rule = Rule.Egress(AddressSet.Parse("192.0.2.0/24"), Protocol.Tcp, 443);

        Assert.That(
            () => RuleSet.Of(rule, rule, null!),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("rules").And.Message.StartsWith("rules[2] is null"));
        Assert.That(() => RuleSet.For(Document, null!, Section.Logs), Throws.ArgumentException.With.Message.StartsWith("sections[0] is null"));
    }
}
