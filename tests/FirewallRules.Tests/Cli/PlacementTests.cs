namespace FirewallRules.Tests.Cli;

/// <summary>Where the rules stand among others: the position of the jump, and the priority of a base chain.</summary>
public sealed class PlacementTests
{
    [TestCase("iptables")]
    [TestCase("ipset")]
    public void A_jump_has_a_position(string format)
    {
        var logs = RuleSet.For(Section.Logs);
        var expected = format == "iptables" ? logs.ToIptables(new() { JumpPosition = 3 }) : logs.ToIpset(new() { JumpPosition = 3 });

        Assert.That(CliRun.Of($"generate logs --format {format} --jump-position 3").Output, Is.EqualTo(expected));
    }

    [TestCase("-10", -10)]
    [TestCase("400", 400)]
    [TestCase("mangle", -150)]
    [TestCase("dstnat", -100)]
    [TestCase("filter", 0)]
    [TestCase("security", 50)]
    [TestCase("srcnat", 100)]
    public void A_base_chain_has_a_priority(string text, int priority)
    {
        var run = CliRun.Of($"generate logs --format nftables --mode table --priority={text}");

        Assert.That(run.Output, Is.EqualTo(RuleSet.For(Section.Logs).ToNftables(new() { Mode = NftablesMode.Table, Priority = priority })), run.Error);
    }

    [Test]
    public void A_policy_of_firewalld_has_a_priority()
    {
        var run = CliRun.Of("generate logs --format firewalld --priority=-32768");

        Assert.That(run.Output, Is.EqualTo(RuleSet.For(Section.Logs).ToFirewalld(new() { Priority = -32768 })), run.Error);
    }

    [TestCase("generate logs --format nftables --jump-position 2", "--jump-position does not apply to --format nftables: it applies to iptables and ipset.")]
    [TestCase("generate logs --format iptables-restore --jump-position 2", "--jump-position does not apply to --format iptables-restore")]
    [TestCase("generate logs --format ipset --mode sets --jump-position 2", "--mode sets, which writes no jump")]
    [TestCase("generate logs --format iptables --jump-position 0", "--jump-position: '0' is not a whole number from 1 to 1000")]
    [TestCase("generate logs --format iptables --priority 1", "--priority applies to --format firewalld, and to nftables and nftables-json with --mode table")]
    [TestCase("generate logs --format nftables --priority 1", "--priority applies to --format firewalld, and to nftables and nftables-json with --mode table")]
    [TestCase("generate logs --format firewalld --priority 0", "--priority: '0' is not a priority of a firewalld policy: write a number from -32768 to -1.")]
    [TestCase("generate logs --format firewalld --priority filter", "'filter' is not a priority of a firewalld policy")]
    [TestCase("generate logs --format firewalld --priority=-32769", "'-32769' is not a priority of a firewalld policy")]
    [TestCase(
        "generate logs --format nftables --mode table --priority raw",
        "--priority: 'raw' is not a priority: write a number from -199 to 400, or mangle, ")]
    [TestCase("generate logs --format nftables --mode table --priority=-200", "Below that, connections are not tracked yet.")]
    [TestCase("generate logs --format nftables --mode table --priority 401", "is not a priority")]
    public void Is_refused_where_it_has_no_effect(string line, string part) => Assert.That(CliRun.Of(line).Refused(2), Does.Contain(part));
}
