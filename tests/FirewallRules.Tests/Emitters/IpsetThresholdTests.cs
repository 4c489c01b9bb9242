using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters;

public sealed class IpsetThresholdTests
{
    [TestCase(255, 256, 0)]
    [TestCase(256, 256, 0)]
    [TestCase(257, 256, 1)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, 0)]
    [TestCase(2, 1, 1)]
    [TestCase(2000, int.MaxValue, 0)]
    public void Above_the_threshold_a_rule_uses_a_set(int prefixes, int threshold, int sets)
    {
        var script = Rules(prefixes, 0).ToIptables(new IptablesOptions { IpsetThreshold = threshold });

        Assert.That(Fills(script), Is.EqualTo(sets));
        Assert.That(Count(script, "-A DATADOG-EGRESS "), Is.EqualTo(sets == 1 ? 1 : prefixes));
    }

    [Test]
    public void The_default_is_256()
    {
        Assert.That(Fills(Rules(256, 0).ToIptables()), Is.Zero);
        Assert.That(Fills(Rules(257, 0).ToIptables()), Is.EqualTo(1));
    }

    [Test]
    public void The_threshold_applies_to_each_family()
    {
        var script = Rules(200, 257).ToIptables();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Fills(script), Is.EqualTo(1));
            Assert.That(script, Does.Contain("-v6 inet6 65536 257 '\n"));
            Assert.That(Count(script, "-A DATADOG-EGRESS "), Is.EqualTo(201));
        }
    }

    [Test]
    public void Plain_files_never_use_sets()
        => Assert.That(
            Count(
                Rules(300, 0).ToIptables(new IptablesOptions { IpsetThreshold = 0, Output = IptablesOutput.RestoreIPv4 }),
                "-A DATADOG-EGRESS -d "),
            Is.EqualTo(300));

    [Test]
    public void A_negative_value_is_refused()
        => Assert.That(() => new IptablesOptions { IpsetThreshold = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_set_has_capacity_for_all_its_prefixes()
    {
        var script = Rules(70_000, 0).ToIptables();

        Assert.That(Fills(script), Is.EqualTo(1));
        Assert.That(script, Does.Contain(" inet 70000 70000 '\n"));
    }

    private static RuleSet Rules(int ipv4, int ipv6)
    {
        // Every second address, so that nothing merges.
        var prefixes = Enumerable.Range(0, ipv4).Select(i => Cidr.Parse($"10.{i >> 15}.{(i >> 7) & 255}.{(2 * i) & 255}/32"))
            .Concat(Enumerable.Range(0, ipv6).Select(i => Cidr.Parse($"2001:db8::{2 * i:x}/128")));
        return RuleSet.Of(Rule.Egress(Sets.Of([.. prefixes]), Protocol.Tcp, 443));
    }

    private static int Fills(string script) => script.Split('\n').Count(IpsetReader.IsFill);

    private static int Count(string script, string start) => script.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));
}
