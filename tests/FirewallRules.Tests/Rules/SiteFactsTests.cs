namespace FirewallRules.Tests.Rules;

/// <summary>The sites as the vendor documents them.</summary>
public sealed class SiteFactsTests
{
    [Test]
    public void Sites_are_those_of_the_documentation()
    {
        var facts = TestData.Facts("sites");

        Assert.That(Site.Known.Select(site => site.Name), Is.EquivalentTo(facts.Select(fact => (string)fact!["name"]!)));
        foreach (var fact in facts)
        {
            var site = Site.Parse((string)fact!["key"]!);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(site.Name, Is.EqualTo((string)fact["name"]!));
                Assert.That(site.Domain, Is.EqualTo((string)fact["ddSite"]!));
                Assert.That(site.IpRangesUri, Is.EqualTo(new Uri((string)fact["ipRangesUrl"]!)));
                Assert.That(site.LogsTcpPort, Is.EqualTo((int?)fact["logsTcpPort"]));
            }
        }
    }
}
