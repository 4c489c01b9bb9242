namespace FirewallRules.Tests.Rules;

public sealed class RuleSetForTests
{
    private const string Json = """{"version":3,"logs":{"prefixes_ipv4":["192.0.2.0/24"]},"brand-new":{"prefixes_ipv4":["198.51.100.0/24"]}}""";

    [TestCase("us1", "egress tcp 443, 10516")]
    [TestCase("eu1", "egress tcp 443")]
    [TestCase("us3", "egress tcp 443")]
    [TestCase("us1-fed", "egress tcp 443")]
    [TestCase(null, "egress tcp 443")]
    public void Ports_of_logs_follow_the_site(string? site, string traffic)
    {
        var options = new IpRangesReadOptions { Site = site is null ? null : Site.Parse(site) };

        Assert.That(RuleSet.For(IpRangesDocument.Parse(Json, options), Section.Logs).ToString(), Does.StartWith(traffic + " to 192.0.2.0/24 "));
    }

    [Test]
    public void The_first_sentence_gives_one_rule()
        => Assert.That(
            RuleSet.For(Section.Logs).ToString(),
            Is.EqualTo($"egress tcp 443, 10516 to 3.233.144.0/20, 2600:1f18:24e6:b900::/56 ({IpRangesSnapshot.Us1.Provenance.ToShortString()}: logs)"));

    [Test]
    public void Nine_sections_of_one_network_are_one_prefix_on_443()
    {
        Section[] nine =
        [
            Section.Agents, Section.Api, Section.Apm, Section.Global, Section.Logs, Section.Orchestrator, Section.Process,
            Section.RemoteConfiguration, Section.SyntheticsPrivateLocations,
        ];
        var rules = RuleSet.For([.. nine.Select(section => (SectionSelection)section)]).Rules;

        Assert.That(rules, Has.Count.EqualTo(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules[0].Ports, Is.EqualTo(new PortRange[] { 443 }));
            Assert.That(rules[0].Remote.Addresses.Select(prefix => prefix.ToString()), Is.EqualTo(new[] { "3.233.144.0/20", "2600:1f18:24e6:b900::/56" }));
            Assert.That(rules[0].Labels, Is.EqualTo(nine.Order().Select(section => section.Name)));
            Assert.That(rules[1].Ports, Is.EqualTo(new PortRange[] { 10516 }));
            Assert.That(rules[1].Remote, Is.EqualTo(rules[0].Remote));
            Assert.That(rules[1].Labels, Is.EqualTo(new[] { "logs" }));
        }
    }

    [Test]
    public void An_unknown_section_needs_its_traffic()
    {
        var (document, name) = (IpRangesDocument.Parse(Json), Section.Parse("brand-new"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => RuleSet.For(document, name),
                Throws.TypeOf<UnknownTrafficException>().With.Message.Contains("'brand-new'").And.Message.Contains("ports"));
            Assert.That(() => RuleSet.For(document, name.OnPort(443)), Throws.TypeOf<UnknownTrafficException>());
            Assert.That(
                RuleSet.For(document, name.With(Direction.Ingress, Protocol.Udp, 53)).ToString(),
                Is.EqualTo("ingress udp 53 from 198.51.100.0/24 (unknown site v3 unknown: brand-new)"));
        }
    }

    [Test]
    public void What_the_document_lacks_is_an_error()
        => Assert.That(
            () => RuleSet.For(IpRangesDocument.Parse(Json), Section.Apm),
            Throws.TypeOf<SectionNotFoundException>().With.Message.Contains("brand-new, logs"));

    [Test]
    public void An_empty_request_is_an_error()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => RuleSet.For(), Throws.ArgumentException.With.Message.Contains("At least one"));
            Assert.That(() => RuleSet.For(Section.Logs, null!), Throws.ArgumentException.With.Message.Contains("sections[1] is null"));
            Assert.That(() => RuleSet.For((IpRangesDocument)null!, Section.Logs), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void A_repeated_section_is_used_once()
        => Assert.That(RuleSet.For(Section.Logs, Section.Logs), Is.EqualTo(RuleSet.For(Section.Logs)));

    [Test]
    public void The_documents_are_named_once()
        => Assert.That(RuleSet.For(Section.Logs, Section.Webhooks).Sources, Is.EqualTo(new[] { IpRangesSnapshot.Us1.Provenance }));
}
