using FirewallRules.Cli.Applying;

namespace FirewallRules.Tests.Cli.Applying;

public sealed class ApplyPlanTests
{
    private static readonly NftablesOptions Options = new() { Mode = NftablesMode.Table, DefaultDeny = new DefaultDeny() };

    [Test]
    public void What_opens_and_closes_is_written_prefix_by_prefix()
    {
        var (old, updated) = (Rules("192.0.2.0/25 198.51.100.0/24"), Rules("192.0.2.0/24"));
        var state = NftablesState.Parse(old.ToNftables(Options with { Output = NftablesOutput.Json }), Options);

        Assert.That(Write(updated.Verify(state), "nft insert rule x y"), Is.EqualTo(
            """
            + egress tcp 443 to 192.0.2.128/25
            - egress tcp 443 to 198.51.100.0/24
            + nft insert rule x y
            plan: opens 1 prefix, closes 1 prefix

            """));
    }

    [Test]
    public void No_difference_is_said()
    {
        var rules = Rules("192.0.2.0/24");
        var state = NftablesState.Parse(rules.ToNftables(Options with { Output = NftablesOutput.Json }), Options);
        Assert.That(Write(rules.Verify(state)), Is.EqualTo("plan: no change: the firewall does exactly what it should\n"));
    }

    private static RuleSet Rules(string prefixes)
        => RuleSet.Of(Rule.Egress(AddressSet.Parse(prefixes.Replace(' ', '\n')), Protocol.Tcp, 443, "a"));

    private static string Write(LiveVerification verification, params string[] jumps)
    {
        using var writer = new StringWriter();
        ApplyPlan.Write(writer, verification, jumps);
        return writer.ToString();
    }
}
