using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters;

public sealed class DefaultDenyTests
{
    private static readonly DefaultDeny Deny = new() { AllowDhcp = true, AllowDns = true };

    [Test]
    public void Closes_the_family_without_addresses()
    {
        var script = SampleRules.WithEmptySection.ToIptables(new() { DefaultDeny = new() { LogsPerMinute = 0 } });

        Assert.That(script, Does.Contain("-A DATADOG-EGRESS -j REJECT --reject-with icmp6-adm-prohibited\n").And.Contain("(IPv4 and IPv6)."));
    }

    [TestCase(IpFamily.IPv4, "IPv6", " ip6tables")]
    [TestCase(IpFamily.IPv6, "IPv4", " iptables")]
    public void Does_not_touch_a_family_that_is_not_wanted(IpFamily family, string other, string command)
    {
        var script = SampleRules.Logs.Only(family).ToIptables(new IptablesOptions { DefaultDeny = Deny });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script, Does.Contain($"rejected ({family}).").And.Contain($"# Not restricted: {other} traffic, "));
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
            Assert.That(SampleRules.Logs.ToIptables(new() { Output = IptablesOutput.RestoreIPv6, DefaultDeny = Deny }), Does.Contain("rejected (IPv6)."));
        }
    }

    [Test]
    public void Reports_what_it_does_not_restrict()
    {
        var webhooks = RuleSet.For(RealDocuments.Sample, Section.Webhooks.OnPort(8443));
        const string Forwarded = "forwarded traffic (containers, virtual machines, routed hosts)";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SampleRules.Logs.ToIptables(new() { DefaultDeny = Deny }), Does.Contain($"# Not restricted: incoming traffic, {Forwarded}.\n"));
            Assert.That(webhooks.ToIptables(new() { DefaultDeny = Deny }), Does.Contain($"# Not restricted: outgoing traffic, {Forwarded}.\n"));
            Assert.That(
                SampleRules.Mix.ToIptables(new() { DefaultDeny = Deny }),
                Does.Contain("# All other outgoing and incoming traffic is rejected (IPv4 and IPv6).\n"
                    + $"# Always allowed: loopback, replies, IPv6 neighbor discovery, DHCP, DNS queries to any server.\n# Not restricted: {Forwarded}.\n"));
            Assert.That(
                SampleRules.Mix.ToIptables(new() { DefaultDeny = Deny with { Forward = true } }),
                Does.Contain("# All other outgoing, incoming and forwarded traffic is rejected").And.Not.Contain("Not restricted"));
        }
    }

    [Test]
    public void Reports_what_else_is_allowed_where_it_has_an_effect()
    {
        var deny = new DefaultDeny { Allow = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 22, "office")) };
        const string Line = "# Allows ingress tcp 22 (1 IPv4 prefix, 0 IPv6 prefixes): office\n";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SampleRules.Mix.ToIptables(new() { DefaultDeny = deny }), Does.Contain(Line));
            Assert.That(SampleRules.Logs.ToIptables(new() { DefaultDeny = deny }), Does.Not.Contain(Line));
            Assert.That(SampleRules.Logs.ToIptables(new() { DefaultDeny = deny with { Forward = true } }), Does.Contain(Line));
            Assert.That(SampleRules.Mix.ToIptables(new() { DefaultDeny = deny, Remove = true }), Does.Not.Contain(Line));
        }
    }

    [Test]
    public void Never_prevents_a_removal()
    {
        var nothing = RuleSet.Of(Rule.Ingress(AddressSet.Empty, Protocol.Tcp, 443, "nobody"));
        var restore = nothing.ToIptables(new() { DefaultDeny = Deny, Remove = true, Output = IptablesOutput.RestoreIPv4 });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(restore, Does.Contain("-X DATADOG-EGRESS\n").And.Contain("-X DATADOG-INGRESS\n").And.Contain("-X DATADOG-FORWARD\n"));
            Assert.That(() => nothing.ToIptables(new() { DefaultDeny = Deny, Remove = true }), Throws.Nothing);
            Assert.That(() => nothing.ToIpset(new() { DefaultDeny = Deny, Remove = true }), Throws.Nothing);
        }
    }

    [Test]
    public void Adopts_connections_only_where_the_time_can_be_computed()
    {
        var script = SampleRules.Mix.ToIptables(new() { DefaultDeny = Deny });
        var file = SampleRules.Mix.ToIptables(new() { DefaultDeny = Deny, Output = IptablesOutput.RestoreIPv4 });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script, Does.Contain("--datestop ").And.Contain("TCP connections that exist when it is run continue"));
            Assert.That(file, Does.Not.Contain("--datestop").And.Contain("before you insert them"));
        }
    }

    [Test]
    public void Judges_forwarded_traffic_by_the_port_before_translation_and_leaves_the_verdict_to_others()
    {
        var deny = new DefaultDeny { Forward = true, AllowDns = true };
        var lines = SampleRules.Mix.ToIptables(new() { DefaultDeny = deny, Output = IptablesOutput.RestoreIPv4 }).Split('\n')
            .Where(line => line.StartsWith("-A DATADOG-FORWARD ", StringComparison.Ordinal)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Some.Contains("-s 203.0.113.0/25 -p tcp -m conntrack --ctorigdstport 8000:8100 --ctdir ORIGINAL "));
            Assert.That(lines, Has.Some.Contains("-d 192.0.2.0/24 -p udp -m multiport --dports 123,3478:3481 "));
            Assert.That(lines, Has.Some.EqualTo("-A DATADOG-FORWARD -p udp -m udp --dport 53 -j RETURN"));
            Assert.That(lines, Has.None.Contains("ACCEPT").And.None.Contains(" lo ").And.None.Matches("-s .* --dports?"));
            Assert.That(lines[^1], Is.EqualTo("-A DATADOG-FORWARD -j REJECT --reject-with icmp-admin-prohibited"));
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
