namespace FirewallRules.Tests.Emitters;

public sealed class DefaultDenyTests
{
    private static readonly DefaultDeny Deny = new() { AllowDhcp = true, AllowDns = true };

    [Test]
    public void Closes_the_family_without_rules()
    {
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443));
        var script = rules.ToIptables(new IptablesOptions { DefaultDeny = new() { LogsPerMinute = 0 } });

        Assert.That(script, Does.Contain("-A DATADOG-EGRESS -j REJECT --reject-with icmp6-adm-prohibited\n").And.Contain("(IPv4 and IPv6)."));
    }

    [TestCase(IpFamily.IPv4, "IPv6", " ip6tables")]
    [TestCase(IpFamily.IPv6, "IPv4", " iptables")]
    public void Does_not_touch_a_family_that_is_not_wanted(IpFamily family, string other, string command)
    {
        var script = SampleRules.Logs.Only(family).ToIptables(new IptablesOptions { DefaultDeny = Deny });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script, Does.Contain($"rejected ({family}).").And.Contain($"# {other} is not touched and not restricted.\n"));
            Assert.That(script.Split("\n\n", 2)[1], Does.Not.Contain(command + " ").And.Not.Contain(command + "-restore"));
            Assert.That(script, Does.Contain($"say \"only {family} is restricted; {other} was not touched\"\n"));
        }
    }

    [Test]
    public void Reports_the_families_that_it_closes()
    {
        var rules = SampleRules.Logs.Only(IpFamily.IPv4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = Deny }), Does.Contain("rejected (IPv4 and IPv6)."));
            Assert.That(
                rules.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = Deny, Table = NftablesTable.Parse("ip/x") }),
                Does.Contain("rejected (IPv4).").And.Not.Contain("icmpv6").And.Not.Contain("sport 546").And.Contain("reject with icmp type admin-prohibited"));
            Assert.That(rules.ToIptables(new() { Output = IptablesOutput.RestoreIPv4, DefaultDeny = Deny }), Does.Contain("rejected (IPv4)."));
        }
    }

    [Test]
    public void Comes_last_in_its_chain()
    {
        var nft = SampleRules.Mix.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = Deny }).Split('\n');
        var iptables = SampleRules.Mix.ToIptables(new() { DefaultDeny = Deny }).Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                nft.Last(line => line.Contains(" datadog_output ", StringComparison.Ordinal)),
                Is.EqualTo("add rule inet datadog datadog_output reject with icmpx type admin-prohibited"));
            Assert.That(iptables.Last(line => line.StartsWith("-A DATADOG-EGRESS", StringComparison.Ordinal)), Does.Contain("-j REJECT"));
            Assert.That(iptables.Last(line => line.StartsWith("-A DATADOG-INGRESS", StringComparison.Ordinal)), Does.Contain("-j REJECT"));
        }
    }

    [Test]
    public void Changes_no_rule_that_allows()
    {
        var open = Accepting(SampleRules.Mix.ToIptables());
        var closed = Accepting(SampleRules.Mix.ToIptables(new() { DefaultDeny = new() }));

        Assert.That(closed, Is.EqualTo(open));
    }

    [Test]
    public void Asks_no_name_server_into_the_host()
    {
        var ingress = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ingress.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = Deny }), Does.Not.Contain("dport 53 "));
            Assert.That(ingress.ToIptables(new() { DefaultDeny = Deny }), Does.Not.Contain("--dport 53 "));
        }
    }

    private static string[] Accepting(string script)
        => [.. script.Split('\n')
            .Where(line => line.Contains("port", StringComparison.Ordinal) && line.EndsWith("-j ACCEPT", StringComparison.Ordinal))];
}
