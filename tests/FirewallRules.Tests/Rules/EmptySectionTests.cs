namespace FirewallRules.Tests.Rules;

/// <summary>Sections that are published empty are kept, reported and allow nothing; filtering to an empty set is an error.</summary>
public sealed class EmptySectionTests
{
    private static readonly IpRangesDocument Document = IpRangesDocument.Parse(
        """
        {
          "apm": {"prefixes_ipv4": [], "prefixes_ipv6": []},
          "logs": {"prefixes_ipv4": ["192.0.2.0/24"]},
          "process": {"prefixes_ipv4": ["192.0.2.0/24"], "prefixes_ipv6": ["2001:db8::/32"]},
          "webhooks": {}
        }
        """);

    [Test]
    public void Empty_sections_are_reported()
    {
        var rules = RuleSet.For(Document, Section.Webhooks, Section.Apm, Section.Logs);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.EmptyLabels, Is.EqualTo(new[] { "apm", "webhooks" }));
            Assert.That(RuleSet.For(Document, Section.Logs).EmptyLabels, Is.Empty);
            Assert.That(rules.Rules.Where(rule => rule.Remote.IsEmpty).SelectMany(rule => rule.Labels), Is.EqualTo(new[] { "webhooks" }));
        }
    }

    [Test]
    public void Empty_user_rules_are_reported()
        => Assert.That(
            RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 1, "mine"), Rule.Egress(AddressSet.Empty, Protocol.Tcp, 1)).EmptyLabels,
            Is.EqualTo(new[] { "mine" }));

    [Test]
    public void An_empty_rule_adds_no_addresses_to_another_on_the_same_port()
        => Assert.That(RuleSet.For(Document, Section.Apm, Section.Logs).Rules.Single().Remote, Is.EqualTo(Remote.Of(Sets.Of("192.0.2.0/24"))));

    [Test]
    public void Filtering_to_empty_is_an_error()
        => Assert.That(
            () => RuleSet.For(Document, Section.Logs).Only(IpFamily.IPv6),
            Throws.TypeOf<MissingFamilyException>().With.Message.Contains("'logs'").And.Message.Contains("no IPv6 address"));

    [Test]
    public void Filtering_what_is_empty_anyway_is_not()
    {
        var rules = RuleSet.For(Document, Section.Apm).Only(IpFamily.IPv6);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.EmptyLabels, Is.EqualTo(new[] { "apm" }));
            Assert.That(rules.Families, Is.EqualTo(new[] { IpFamily.IPv6 }));
            Assert.That(rules.Has(IpFamily.IPv4) || rules.Has(IpFamily.IPv6), Is.False);
        }
    }

    [Test]
    public void Filtering_keeps_the_family_asked_for()
    {
        var rules = RuleSet.For(Document, Section.Process).Only(IpFamily.IPv6);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.Rules.Single().Remote.Addresses, Is.EqualTo(Sets.Of("2001:db8::/32")));
            Assert.That(rules.Only(IpFamily.IPv6), Is.EqualTo(rules));
            Assert.That(() => rules.Only(IpFamily.IPv4), Throws.TypeOf<MissingFamilyException>());
            Assert.That(rules, Is.Not.EqualTo(RuleSet.Of([.. rules.Rules])), "the families that a set speaks of are part of it");
        }
    }

    [Test]
    public void Any_is_filtered_to_any_of_the_family()
        => Assert.That(RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Tcp, 1)).Only(IpFamily.IPv6).Rules.Single().Remote, Is.EqualTo(Remote.AnyIPv6));
}
