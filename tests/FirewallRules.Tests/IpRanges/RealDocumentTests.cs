using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

[TestFixtureSource(typeof(RealDocuments), nameof(RealDocuments.Versions))]
public sealed class RealDocumentTests(int version)
{
    private IpRangesDocument _document = null!;

    [SetUp]
    public void Parse() => _document = RealDocuments.Parse(version);

    [Test]
    public void Is_written_back_with_equal_content()
    {
        var published = JsonNode.Parse(RealDocuments.Bytes(version));
        var written = JsonNode.Parse(_document.ToJson());

        Assert.That(JsonNode.DeepEquals(published, written), Is.True, _document.ToJson());
    }

    [Test]
    public void Has_nothing_that_is_not_known()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_document.UnknownKeys, Is.Empty);
            Assert.That(_document.Sections.SelectMany(section => section.UnknownKeys), Is.Empty);
            Assert.That(_document.Sections.Select(section => section.Section), Is.SubsetOf(Section.Known));
        }
    }

    [Test]
    public void Sections_hold_what_their_lists_say()
    {
        var published = JsonNode.Parse(RealDocuments.Bytes(version))!.AsObject();
        foreach (var section in _document.Sections)
        {
            var lists = published[section.Section.Name]!;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(section.IPv4Prefixes.Select(prefix => prefix.ToString()), Is.EqualTo(Strings(lists["prefixes_ipv4"]!)));
                Assert.That(section.IPv6Prefixes.Select(prefix => prefix.ToString()), Is.EqualTo(Strings(lists["prefixes_ipv6"]!)));
                Assert.That(section.Addresses, Is.EqualTo(Sets.Of([.. section.IPv4Prefixes, .. section.IPv6Prefixes])));
            }
        }
    }

    [Test]
    public void Locations_lie_in_the_section()
    {
        var synthetics = _document[Section.Synthetics];
        foreach (var location in synthetics.Locations)
        {
            var addresses = synthetics.AddressesAt(location);
            Assert.That(addresses.IsEmpty, Is.False, location);
            Assert.That(synthetics.Addresses.Contains(addresses), Is.True, location);
        }
    }

    [Test]
    public void Is_read_the_same_with_a_byte_order_mark()
        => Assert.That(IpRangesDocument.Parse([0xEF, 0xBB, 0xBF, .. RealDocuments.Bytes(version)]).ToJson(), Is.EqualTo(_document.ToJson()));

    private static IEnumerable<string> Strings(JsonNode list) => list.AsArray().Select(item => item!.GetValue<string>());
}
