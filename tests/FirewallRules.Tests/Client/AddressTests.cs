using FirewallRules.Client;

namespace FirewallRules.Tests.Client;

/// <summary>Which address is asked for which document.</summary>
public sealed class AddressTests
{
    [Test]
    public void Every_site_is_fetched_from_the_documented_address()
    {
        var published = TestData.Facts("sites")
            .ToDictionary(site => (string)site!["name"]!, site => (string)site!["ipRangesUrl"]!, StringComparer.Ordinal);
        var asked = Site.Known.ToDictionary(
            site => site.Name, site => IpRangesAddress.Of(new IpRangesClientOptions(), site, section: null).AbsoluteUri, StringComparer.Ordinal);

        Assert.That(asked, Is.EquivalentTo(published));
        Assert.That(asked, Has.Count.EqualTo(9));
    }

    [TestCase(null, "https://ip-ranges.datadoghq.eu/", "https://ip-ranges.datadoghq.eu/logs.json")]
    [TestCase("https://mirror.example/", "https://mirror.example/", "https://mirror.example/logs.json")]
    [TestCase("https://mirror.example/dd/", "https://mirror.example/dd/", "https://mirror.example/dd/logs.json")]
    [TestCase("https://mirror.example/dd/all.json", "https://mirror.example/dd/all.json", "https://mirror.example/dd/logs.json")]
    [TestCase(
        "https://mirror.example:8443/{site}/?sig=a%20b",
        "https://mirror.example:8443/eu1/?sig=a%20b",
        "https://mirror.example:8443/eu1/logs.json?sig=a%20b")]
    [TestCase("https://mirror.example/?site={site}", "https://mirror.example/?site=eu1", "https://mirror.example/logs.json?site=eu1")]
    public void The_document_of_a_section_is_next_to_the_whole_document(string? mirror, string whole, string logs)
    {
        var options = new IpRangesClientOptions { Site = Site.Eu1, BaseAddress = mirror is null ? null : new Uri(mirror) };

        Assert.That(IpRangesAddress.Of(options, Site.Eu1, section: null).AbsoluteUri, Is.EqualTo(whole));
        Assert.That(IpRangesAddress.Of(options, Site.Eu1, Section.Logs).AbsoluteUri, Is.EqualTo(logs));
    }

    [TestCase("cloudSiem", "https://ip-ranges.datadoghq.eu/cloudSiem.json")]
    [TestCase("a/../b?c#d e", "https://ip-ranges.datadoghq.eu/a%2F..%2Fb%3Fc%23d%20e.json")]
    [TestCase("..", "https://ip-ranges.datadoghq.eu/...json")]
    public void The_name_of_a_section_is_one_part_of_the_path(string name, string address)
        => Assert.That(
            IpRangesAddress.Of(new IpRangesClientOptions { Site = Site.Eu1 }, Site.Eu1, Section.Parse(name)).AbsoluteUri, Is.EqualTo(address));

    [Test]
    public void A_mirror_of_one_site_is_not_used_for_another()
    {
        using var http = new HttpClient();
        var client = new IpRangesClient(http, new IpRangesClientOptions { Site = Site.Eu1, BaseAddress = new Uri("https://mirror.example/") });

        Assert.That(
            async () => await client.GetAsync(Site.Us1),
            Throws.ArgumentException.With.Message.Contain("is for the document of EU1 only").And.Message.Contain("{site}"));
    }

    [TestCase("https://user:pass@mirror.example/a/b?sig=x#y", "https://mirror.example/a/b")]
    [TestCase("http://[::1]:8080/%20", "http://[::1]:8080/%20")]
    public void What_may_be_secret_is_not_shown(string address, string shown)
        => Assert.That(IpRangesAddress.Public(new Uri(address)).AbsoluteUri, Is.EqualTo(shown));
}
