using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

public sealed class DiffTests
{
    private static readonly IpRangesDiff Gallery = IpRangesDiff.Between(DiffDocuments.Old, DiffDocuments.New);

    private const string OneSection = """{"version":1,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"]}}""";

    private static readonly string[] GalleryOrder = ["agents", "new-one", "api", "logs", "process", "synthetics", "old-one"];

    private static readonly IpRangesChange[] GalleryChanges =
    [
        IpRangesChange.FormattingOnly, IpRangesChange.New, IpRangesChange.Changed, IpRangesChange.Changed, IpRangesChange.Unchanged,
        IpRangesChange.Changed, IpRangesChange.Removed,
    ];

    private static readonly (string Name, IpRangesChange Change)[] GalleryLocations =
    [
        ("aws:a", IpRangesChange.Removed), ("aws:b", IpRangesChange.Changed), ("aws:c", IpRangesChange.Changed), ("aws:d", IpRangesChange.New),
    ];

    [Test]
    public void Sections_are_in_the_order_of_the_new_document_and_removed_ones_last()
    {
        Assert.That(Gallery.Sections.Select(section => section.Section.Name), Is.EqualTo(GalleryOrder));
        Assert.That(Gallery.Sections.Select(section => section.Change), Is.EqualTo(GalleryChanges));
        Assert.That(Gallery.Sections[5].Locations.Select(location => (location.Name, location.Change)), Is.EqualTo(GalleryLocations));
    }

    [Test]
    public void A_prefix_that_goes_from_one_section_to_another_is_moved()
    {
        var move = Gallery.Moves.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(move.ToString(), Is.EqualTo("198.51.100.0/28: api to new-one"));
            Assert.That(Gallery.Sections[1].MovedIn, Is.EqualTo(new[] { move }));
            Assert.That(Gallery.Sections[2].MovedOut, Is.EqualTo(new[] { move }));
            Assert.That(Gallery.AddedAddresses.Overlaps(move.Prefix), Is.False, "the document as a whole has it as before");
        }
    }

    [Test]
    public void A_prefix_is_not_moved_where_its_addresses_stay()
    {
        var old = DiffDocuments.Parse("""{"logs":{"prefixes_ipv4":["192.0.2.0/24"]},"api":{}}""");
        var updated = DiffDocuments.Parse("""{"logs":{"prefixes_ipv4":["192.0.2.0/25","192.0.2.128/25"]},"api":{"prefixes_ipv4":["192.0.2.0/24"]}}""");

        Assert.That(IpRangesDiff.Between(old, updated).Moves, Is.Empty);
    }

    [Test]
    public void Adding_or_removing_an_empty_section_is_a_difference()
    {
        var (without, with) = (DiffDocuments.Parse("""{"logs":{}}"""), DiffDocuments.Parse("""{"logs":{},"api":{}}"""));

        Assert.That(IpRangesDiff.Between(without, with), Has.Property("IsSame").False.And.Property("HasShrunk").False);
        Assert.That(IpRangesDiff.Between(with, without), Has.Property("IsSame").False.And.Property("HasShrunk").False);
    }

    [Test]
    public void A_prefix_that_is_listed_twice_is_one_prefix()
    {
        var diff = IpRangesDiff.Between(
            DiffDocuments.Logs("192.0.2.0/24"), DiffDocuments.Logs("192.0.2.0/24", "192.0.2.0/24", "198.51.100.0/24", "198.51.100.0/24"));

        Assert.That(diff.Sections.Single().AddedPrefixes, Is.EqualTo(new[] { Cidr.Parse("198.51.100.0/24") }));
    }

    [Test]
    public void Lists_by_location_only_are_compared_as_the_section()
    {
        var old = DiffDocuments.Parse("""{"synthetics":{"prefixes_ipv4_by_location":{"a":["192.0.2.1/32"],"b":["192.0.2.1/32"]}}}""");
        var updated = DiffDocuments.Parse("""{"synthetics":{"prefixes_ipv4_by_location":{"a":["192.0.2.1/32"],"b":["192.0.2.2/32"]}}}""");
        var section = IpRangesDiff.Between(old, updated).Sections.Single();

        Assert.That(section.AddedPrefixes.Select(prefix => prefix.ToString()), Is.EqualTo(new[] { "192.0.2.2/32" }));
        Assert.That(section.RemovedPrefixes, Is.Empty, "the other location still has it");
        Assert.That(section.Locations.Single().RemovedAddresses, Is.EqualTo(Sets.Of("192.0.2.1/32")));
    }

    [TestCase("""{"version":1,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["198.51.100.0/24","192.0.2.0/24"]}}""", TestName = "Order is form")]
    [TestCase(
        """{"version":1,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/25","192.0.2.128/25","198.51.100.0/24"]}}""",
        TestName = "A split is form")]
    [TestCase(
        """{"version":2,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"]}}""",
        TestName = "The version is form")]
    [TestCase("""{"version":1,"modified":"2026-01-02T03:04:06","logs":{"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"]}}""", TestName = "The time is form")]
    [TestCase(
        """{"version":1,"modified":"2026-01-02T03:04:05","x":1,"logs":{"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"]}}""",
        TestName = "A key of the document is form")]
    [TestCase(
        """{"version":1,"modified":"2026-01-02T03:04:05","logs":{"x":1,"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"]}}""",
        TestName = "A key of a section is form")]
    [TestCase(
        """{"version":1,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"],"prefixes_ipv6":[]}}""",
        TestName = "An empty list is form")]
    public void Form_is_distinguished_from_content(string json)
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Parse(OneSection), DiffDocuments.Parse(json));

        Assert.That((diff.IsSame, diff.IsFormattingOnly, diff.IsVersionReused), Is.EqualTo((true, true, false)));
    }

    [Test]
    public void White_space_in_unknown_keys_is_ignored()
    {
        var (compact, spread) = (DiffDocuments.Parse("""{"x":{"a":[1,2]},"logs":{}}"""), DiffDocuments.Parse("""{"x": { "a": [1, 2] },"logs":{}}"""));

        Assert.That(IpRangesDiff.Between(compact, spread), Has.Property("IsSame").True.And.Property("IsFormattingOnly").False);
    }

    [TestCase(1, 2, IpRangesVersionRelation.Newer, false)]
    [TestCase(2, 1, IpRangesVersionRelation.Older, false)]
    [TestCase(1, 1, IpRangesVersionRelation.Same, true)]
    public void The_version_orders_documents(long before, long after, IpRangesVersionRelation relation, bool isReused)
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Logs(["192.0.2.0/24"], [], before), DiffDocuments.Logs(["192.0.3.0/24"], [], after));

        Assert.That((diff.VersionRelation, diff.IsVersionReused), Is.EqualTo((relation, isReused)));
    }

    [TestCase(null, 0, IpRangesVersionRelation.Newer)]
    [TestCase(0, null, IpRangesVersionRelation.Older)]
    [TestCase(null, null, IpRangesVersionRelation.Unknown)]
    public void A_document_without_a_version_is_older_than_one_with(long? before, long? after, IpRangesVersionRelation relation)
    {
        Assert.That(IpRangesDiff.Between(Document(before), Document(after)).VersionRelation, Is.EqualTo(relation));

        static IpRangesDocument Document(long? version)
            => DiffDocuments.Parse(version is null ? """{"logs":{}}""" : $$$"""{"version":{{{version}}},"logs":{}}""");
    }

    [Test]
    public void The_modification_time_does_not_order_documents()
    {
        var old = DiffDocuments.Parse("""{"version":2,"modified":"2026-01-02T03:04:05","logs":{}}""");
        var updated = DiffDocuments.Parse("""{"version":3,"modified":"2020-01-02T03:04:05","logs":{}}""");

        Assert.That(IpRangesDiff.Between(old, updated).VersionRelation, Is.EqualTo(IpRangesVersionRelation.Newer));
        Assert.That(
            IpRangesDiff.Between(old, updated),
            Has.Property("OldModified").EqualTo("2026-01-02T03:04:05").And.Property("NewModified").EqualTo("2020-01-02T03:04:05"));
    }

    [Test]
    public void Documents_of_different_sites_are_refused_and_an_unknown_site_fits_any()
    {
        var eu = IpRangesDocument.Parse(OneSection, new IpRangesReadOptions { Site = Site.Eu1 });

        Assert.That(
            () => IpRangesDiff.Between(DiffDocuments.Parse(OneSection), eu),
            Throws.TypeOf<SiteMismatchException>().With.Message.Contains("US1 and EU1"));
        Assert.That(IpRangesDiff.Between(IpRangesDocument.Parse(OneSection), eu).IsSame, Is.True);
    }

    [Test]
    public void Selected_sections_are_compared()
    {
        var diff = IpRangesDiff.Between(DiffDocuments.Old, DiffDocuments.New, new IpRangesDiffOptions { Sections = [Section.Process, Section.Agents] });

        Assert.That(diff.Sections.Select(section => section.Section), Is.EqualTo(new[] { Section.Agents, Section.Process }));
        Assert.That(diff.IsSame, Is.True);
        Assert.That(
            () => IpRangesDiff.Between(DiffDocuments.Old, DiffDocuments.New, new IpRangesDiffOptions { Sections = [Section.Apm] }),
            Throws.TypeOf<SectionNotFoundException>().With.Message.Contains("'apm'"));
    }

    [Test]
    public void The_gallery_is_as_approved()
    {
        Approved.Verify("diff.txt", Gallery.ToString());
        Approved.Verify("diff.json", Gallery.ToJson());
        Approved.Verify("diff.md", Gallery.ToMarkdown());
    }

    [Test]
    public void Writers_write_what_the_strings_hold()
    {
        var real = IpRangesDiff.Between(RealDocuments.Parse(27), RealDocuments.Parse(59));
        using StringWriter text = new() { NewLine = "\r\n" }, json = new() { NewLine = "\r\n" };
        real.ToText(text);
        real.ToJson(json);

        Assert.That(text.ToString(), Is.EqualTo(real.ToString()).And.Not.Contains('\r'));
        Assert.That(json.ToString(), Is.EqualTo(real.ToJson()).And.Not.Contains('\r'));
    }

    [Test]
    public void Counts_up_to_2_to_the_53rd_are_numbers_and_larger_ones_are_strings()
    {
        var counts = new[] { 75, 74 }.Select(length => JsonNode.Parse(IpRangesDiff.Between(
            DiffDocuments.Logs([], []), DiffDocuments.Logs([], [$"2001:db8::/{length}"])).ToJson())!["addresses"]!["added"]!["ipv6"]!.ToJsonString());

        Assert.That(counts, Is.EqualTo(new[] { "9007199254740992", "\"18014398509481984\"" }));
    }
}
