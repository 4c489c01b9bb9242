using System.Text.Json.Nodes;

namespace FirewallRules.Tests.IpRanges;

public sealed class IpRangesSnapshotTests
{
    [Test]
    public void Holds_what_was_published()
    {
        var published = JsonNode.Parse(RealDocuments.Bytes(59));
        var embedded = JsonNode.Parse(IpRangesSnapshot.Us1.ToJson());

        Assert.That(JsonNode.DeepEquals(published, embedded), Is.True);
    }

    [Test]
    public void Text_has_site_version_date_and_origin()
        => Assert.That(IpRangesSnapshot.Us1.ToString(), Is.EqualTo("us1 version 59, modified 2024-10-17 (embedded snapshot)"));

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
}
