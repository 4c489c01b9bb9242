using System.Globalization;

namespace FirewallRules.Tests.Rules;

public sealed class SectionCatalogTests
{
    [Test]
    public void Every_known_section_has_traffic()
    {
        foreach (var section in Section.Known)
        {
            Assert.That(SectionCatalog.TryGetTraffic(section, null, out _), Is.True, section.Name);
        }

        Assert.That(SectionCatalog.TryGetTraffic(Section.Parse("new"), Site.Us1, out var traffic), Is.False);
        Assert.That(traffic, Is.Null);
    }

    [Test]
    public void Directions_and_ports_are_those_of_the_documentation()
    {
        var facts = TestData.Facts("sections");

        Assert.That(facts.Select(fact => (string)fact!["section"]!), Is.EquivalentTo(Section.Known.Select(section => section.Name)));
        foreach (var fact in facts)
        {
            var section = Section.Parse((string)fact!["section"]!);
            Assert.That(SectionCatalog.TryGetTraffic(section, Site.Us1, out var traffic), Is.True);
            using (Assert.EnterMultipleScope())
            {
                // The documentation leaves the direction of "global" open: it is for all endpoints, and the host connects to endpoints.
                var direction = (string)fact["direction"]!;
                Assert.That(traffic!.Direction, Is.EqualTo(direction == "ingress" ? Direction.Ingress : Direction.Egress), section.Name);
                Assert.That(direction, Is.AnyOf("egress", "ingress").Or.EqualTo(section == Section.Global ? "see note" : "egress"));
                Assert.That(traffic.Protocol, Is.EqualTo(Protocol.Tcp));
                foreach (var port in traffic.Ports)
                {
                    var said = string.Create(CultureInfo.InvariantCulture, $"{port.First}/tcp");
                    Assert.That(
                        fact["ports"]!.ToJsonString(),
                        traffic.Direction == Direction.Egress ? Does.Contain(said) : Does.Contain("the port of"),
                        section.Name);
                }
            }
        }
    }
}
