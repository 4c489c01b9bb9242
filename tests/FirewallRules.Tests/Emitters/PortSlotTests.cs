using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters;

/// <summary>An iptables match has at most 15 ports, and a port range counts as two.</summary>
public sealed class PortSlotTests
{
    [TestCase(1, 0, 1)]
    [TestCase(15, 0, 1)]
    [TestCase(16, 0, 2)]
    [TestCase(30, 0, 2)]
    [TestCase(31, 0, 3)]
    [TestCase(0, 1, 1)]
    [TestCase(0, 7, 1)]
    [TestCase(1, 7, 1)]
    [TestCase(0, 8, 2)]
    [TestCase(14, 1, 2)]
    [TestCase(13, 1, 1)]
    public void More_are_split_over_several_rules(int ports, int runs, int rules)
    {
        var all = Enumerable.Range(0, ports).Select(i => (PortRange)(100 + (2 * i)))
            .Concat(Enumerable.Range(0, runs).Select(i => new PortRange(1000 + (10 * i), 1005 + (10 * i))));
        var set = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, all));
        var output = set.ToIptables(new IptablesOptions { Output = IptablesOutput.RestoreIPv4 });

        Assert.That(output.Split('\n').Count(line => line.StartsWith("-A ", StringComparison.Ordinal)), Is.EqualTo(rules), output);
        Assert.That(OutputReader.Read("iptables-restore", output).DifferenceFrom(Allowed.By(set)), Is.Null);
    }
}
