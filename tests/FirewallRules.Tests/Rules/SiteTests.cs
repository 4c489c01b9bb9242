namespace FirewallRules.Tests.Rules;

public sealed class SiteTests
{
    [TestCase("us1")]
    [TestCase("US1")]
    [TestCase("Us1")]
    [TestCase("us")]
    [TestCase("DATADOGHQ.COM")]
    public void Key_name_alias_and_domain_mean_the_site_in_any_case(string text) => Assert.That(Site.Parse(text), Is.SameAs(Site.Us1));

    [Test]
    public void Every_site_is_parsed_from_its_own_text()
    {
        foreach (var site in Site.Known)
        {
            foreach (var text in new[] { site.Key, site.Name, site.Domain })
            {
                Assert.That(Site.Parse(text), Is.SameAs(site), text);
                Assert.That(Site.Parse(text.ToUpperInvariant()), Is.SameAs(site), text);
            }
        }
    }

    [TestCase("eu", "eu1")]
    [TestCase("EU", "eu1")]
    [TestCase("gov", "us1-fed")]
    [TestCase("gov2", "us2-fed")]
    public void Aliases_are_the_vendors_short_keys(string alias, string key) => Assert.That(Site.Parse(alias).Key, Is.EqualTo(key));

    [TestCase("")]
    [TestCase("us2")]
    [TestCase(" us1")]
    [TestCase("datadoghq.com.")]
    [TestCase("https://ip-ranges.datadoghq.com/")]
    [TestCase("us1\n\u202e")]
    public void An_unknown_site_is_reported_with_the_known_ones(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Site.TryParse(text, out _), Is.False);
            Assert.That(
                () => Site.Parse(text),
                Throws.TypeOf<FormatException>()
                    .With.Message.Contains("us1, us3, us5, eu1, ap1, ap2, uk1, us1-fed, us2-fed")
                    .And.Message.Matches("^[\\x20-\\x7e]*$"));
        }
    }

    [Test]
    public void Null_is_not_a_site() => Assert.That(Site.TryParse(null, out _), Is.False);

    [Test]
    public void Keys_names_and_domains_are_each_their_own()
        => Assert.That(Site.Known.SelectMany(site => new[] { site.Key, site.Domain }), Is.Unique);
}
