namespace FirewallRules.SystemTests;

/// <summary>The packet tests mean something only if without a firewall every knock is answered.</summary>
[TestFixture]
[Kernel]
public sealed class ProbeableAddressesTests
{
    [Test]
    public void Without_a_firewall_every_knock_is_answered()
    {
        Tool.Require("ip");
        foreach (var rules in new[] { PacketTests.Own, RuleSet.For([.. Section.Known]) })
        {
            var knocks = Knocks.At(rules);
            using var street = new Street(knocks);

            Assert.That(street.Wrong(knocks, _ => true), Is.Empty);
        }
    }
}
