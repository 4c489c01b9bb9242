namespace FirewallRules.SystemTests;

/// <summary>The packet tests are meaningful only if every probe is answered without a firewall.</summary>
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
