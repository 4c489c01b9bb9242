namespace FirewallRules.Tests.Rules;

public sealed class SectionSelectionTests
{
    [Test]
    public void A_section_converts_to_a_selection_of_all_its_addresses()
    {
        SectionSelection selection = Section.Logs;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(selection.Section, Is.EqualTo(Section.Logs));
            Assert.That(selection.Locations, Is.Empty);
            Assert.That(selection.Direction, Is.Null);
            Assert.That(selection.Protocol, Is.Null);
            Assert.That(selection.Ports, Is.Null);
            Assert.That((SectionSelection?)(Section?)null, Is.Null);
        }
    }

    [Test]
    public void Selections_do_not_change()
    {
        var one = Section.Synthetics.At("aws:eu-central-1");
        var two = one.At("aws:eu-west-1").OnPort(8443);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Locations, Is.EqualTo(new[] { "aws:eu-central-1" }));
            Assert.That(one.Ports, Is.Null);
            Assert.That(two.Locations, Is.EqualTo(new[] { "aws:eu-central-1", "aws:eu-west-1" }));
            Assert.That(two.Ports, Is.EqualTo(new PortRange[] { 8443 }));
        }
    }

    [Test]
    public void Locations_together_give_their_union()
    {
        var synthetics = IpRangesSnapshot.Us1WithLocations[Section.Synthetics];
        var rule = RuleSet.For(Section.Synthetics.At("aws:eu-central-1", "aws:eu-west-1").OnPort(8443, 443)).Rules.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.Remote.Addresses, Is.EqualTo(synthetics.AddressesAt("aws:eu-central-1").Union(synthetics.AddressesAt("aws:eu-west-1"))));
            Assert.That(rule.Direction, Is.EqualTo(Direction.Ingress));
            Assert.That(rule.Ports, Is.EqualTo(new PortRange[] { 443, 8443 }));
            Assert.That(rule.Labels, Is.EqualTo(new[] { "synthetics at aws:eu-central-1 aws:eu-west-1" }));
        }
    }

    [Test]
    public void With_overrides_the_traffic_of_the_section()
        => Assert.That(
            RuleSet.For(Section.Logs.With(Direction.Ingress, Protocol.Udp, new PortRange(1, 2), 3)).ToString(),
            Does.StartWith("ingress udp 1-3 from 3.233.144.0/20, 2600:1f18:24e6:b900::/56"));

    [Test]
    public void No_port_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Section.Logs.OnPort(), Throws.ArgumentException);
            Assert.That(() => Section.Logs.OnPort(default(PortRange)), Throws.ArgumentException);
            Assert.That(() => Section.Logs.With(Direction.Egress, Protocol.Tcp), Throws.ArgumentException);
            Assert.That(() => Section.Logs.At(null!), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void An_empty_list_of_locations_is_refused_and_never_the_whole_section()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Section.Synthetics.At(), Throws.ArgumentException);
            Assert.That(() => Section.Synthetics.At("aws:eu-west-1").At([]), Throws.ArgumentException);
            Assert.That(() => Section.Synthetics.At([null!]), Throws.ArgumentException);
        }
    }

    [Test]
    public void An_unknown_location_is_an_error()
        => Assert.That(() => RuleSet.For(Section.Synthetics.At("aws:moon-1")), Throws.TypeOf<LocationNotFoundException>().With.Message.Contains("aws:moon-1"));

    [Test]
    public void A_location_without_addresses_is_an_error()
    {
        var document = IpRangesDocument.Parse("""{"synthetics":{"prefixes_ipv4_by_location":{"a":[],"b":["192.0.2.0/24"]}}}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => RuleSet.For(document, Section.Synthetics.At("a")),
                Throws.TypeOf<EmptySelectionException>().With.Message.Contains("no addresses at 'a'"));
            Assert.That(RuleSet.For(document, Section.Synthetics.At("a", "b")).Has(IpFamily.IPv4), Is.True);
        }
    }
}
