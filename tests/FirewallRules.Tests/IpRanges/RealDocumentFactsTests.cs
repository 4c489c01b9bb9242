namespace FirewallRules.Tests.IpRanges;

public sealed class RealDocumentFactsTests
{
    [TestCase(27, "2019-10-31-20-00-00", "2019-10-31")]
    [TestCase(36, "2020-12-24-15-00-00", "2020-12-24")]
    [TestCase(40, "2021-04-02-17-00-00", "2021-04-02")]
    [TestCase(47, "2022-01-25-20-00-00", "2022-01-25")]
    [TestCase(59, "2024-10-17T00:00:00", "2024-10-17")]
    public void Version_and_day_are_read(int version, string modified, string day)
    {
        var document = RealDocuments.Parse(version);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Version, Is.EqualTo(version));
            Assert.That(document.Modified, Is.EqualTo(modified));
            Assert.That(document.Provenance.ToShortString(), Is.EqualTo($"us1 v{version} {day}"));
            Assert.That(document.ToString(), Is.EqualTo($"us1 version {version}, modified {day} (v{version})"));
        }
    }

    [TestCase(27, 8, 0)]
    [TestCase(36, 9, 15)]
    [TestCase(40, 9, 15)]
    [TestCase(47, 9, 16)]
    [TestCase(59, 11, 29)]
    public void Sections_and_locations_are_counted(int version, int sections, int locations)
    {
        var document = RealDocuments.Parse(version);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Sections, Has.Count.EqualTo(sections));
            Assert.That(document[Section.Synthetics].Locations, Has.Count.EqualTo(locations).And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        }
    }

    [Test]
    public void A_missing_section_is_reported_with_the_available_ones()
    {
        var oldest = RealDocuments.Parse(27);
        Assert.That(
            () => oldest[Section.RemoteConfiguration],
            Throws.TypeOf<SectionNotFoundException>().With.Message.Contains("'remote-configuration'").And.Message.Contains("agents, api, apm")
                .And.Message.Contains("us1 version 27"));
    }

    [Test]
    public void A_missing_location_is_reported_with_the_available_ones()
    {
        var (newest, oldest) = (RealDocuments.Parse(59), RealDocuments.Parse(27));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => newest[Section.Synthetics].AddressesAt("aws:moon-1"),
                Throws.TypeOf<LocationNotFoundException>().With.Message.Contains("'aws:moon-1'").And.Message.Contains("aws:eu-central-1"));
            Assert.That(
                () => oldest[Section.Synthetics].AddressesAt("aws:eu-central-1"),
                Throws.TypeOf<LocationNotFoundException>().With.Message.Contains("not published by location"));
        }
    }
}
