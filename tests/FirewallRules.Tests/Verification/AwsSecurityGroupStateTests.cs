using FirewallRules.Tests.Catalogs;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.Tests.Verification;

public sealed class AwsSecurityGroupStateTests
{
    private const string Ours = "fwrules:datadog us1 version 1: logs";

    private static readonly AwsSecurityGroupOptions Raised = new() { MaxRules = 1000 };
    private static readonly AwsSecurityGroupOptions Closing = Raised with { RevokeDefaultEgress = true };

    private static readonly RuleSet Both = RuleSet.Of(
        Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32"), Protocol.Tcp, 443, "out"),
        Rule.Ingress(Sets.Of("198.51.100.0/25"), Protocol.Udp, new PortRange(8000, 8010), "in"));

    private static IEnumerable<TestCaseData> Outputs()
    {
        AwsSecurityGroupOptions[] options =
        [
            Raised,
            new() { OnOverflow = OnOverflow.Summarize },
            new() { OnOverflow = OnOverflow.Split, MaxRules = 100 },
            Raised with { OnOverflow = OnOverflow.PrefixList },
            Raised with { NamePrefix = "other" },
        ];
        return from sample in SampleRules.All.Concat(CatalogSamples.All)
               from given in options
               from output in new[] { AwsSecurityGroupOutput.Cli, AwsSecurityGroupOutput.CloudFormation, AwsSecurityGroupOutput.Terraform }
               let used = given with { Output = output }
               where !AwsCases.IsTooMuch(new AwsSecurityGroupEmitter(used), sample.Rules)
               select new TestCaseData(sample.Rules, used) { TestName = $"{sample.Name}, {given.OnOverflow}, {given.NamePrefix}, {output}" };
    }

    [TestCaseSource(nameof(Outputs))]
    public void What_was_written_is_equal(RuleSet rules, AwsSecurityGroupOptions options)
    {
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(options), rules);

        Assert.That(rules.Verify(listing.Read(options)).Findings, Is.Empty);
    }

    [TestCaseSource(nameof(Outputs))]
    public void What_was_written_is_equal_where_nothing_else_is_allowed(RuleSet rules, AwsSecurityGroupOptions options)
    {
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(options), rules, hasDefaultEgress: false);

        Assert.That(rules.Verify(listing.Read(options, isExclusive: true)).Findings, Is.Empty);
    }

    [Test]
    public void In_an_empty_group_everything_is_missing()
    {
        var listing = new Ec2Listing();
        listing.AddGroup("sg-1", hasDefaultEgress: true);

        AssertFindings(
            Both.Verify(listing.Read()),
            "missing: egress tcp 443 to 192.0.2.0/24",
            "missing: egress tcp 443 to 2001:db8::/32",
            "missing: ingress udp 8000-8010 from 198.51.100.0/25");
    }

    private static IEnumerable<TestCaseData> Drifts()
    {
        yield return Case("a removed prefix", groups => groups.Rules.RemoveAll(rule => rule.Remote == "192.0.2.0/24"),
            "missing: egress tcp 443 to 192.0.2.0/24");
        yield return Case("a narrower prefix", groups => Edit(groups, "192.0.2.0/24", rule => rule with { Remote = "192.0.2.128/25" }),
            "missing: egress tcp 443 to 192.0.2.0/25");
        yield return Case("a wider prefix", groups => Edit(groups, "192.0.2.0/24", rule => rule with { Remote = "192.0.2.0/23" }),
            "extra: egress tcp 443 to 192.0.3.0/24");
        yield return Case("host bits", groups => Edit(groups, "192.0.2.0/24", rule => rule with { Remote = "192.0.2.9/24" }));
        yield return Case("a further prefix", groups => groups.Rules.Add(new("sg-1", Direction.Egress, "tcp", 443, 443, "203.0.113.0/24", Ours)),
            "extra: egress tcp 443 to 203.0.113.0/24");
        yield return Case("more ports", groups => Edit(groups, "198.51.100.0/25", rule => rule with { To = 8012 }),
            "extra: ingress udp 8011-8012 from 198.51.100.0/25");
        yield return Case("all ports", groups => Edit(groups, "198.51.100.0/25", rule => rule with { From = 0, To = 65535 }),
            "extra: ingress udp 1-7999, 8011-65535 from 198.51.100.0/25");
        yield return Case("all ports as -1", groups => Edit(groups, "198.51.100.0/25", rule => rule with { From = -1, To = -1 }),
            "extra: ingress udp 1-7999, 8011-65535 from 198.51.100.0/25");
        yield return Case("fewer ports", groups => Edit(groups, "198.51.100.0/25", rule => rule with { From = 8002 }),
            "missing: ingress udp 8000-8001 from 198.51.100.0/25");
        yield return Case("another protocol", groups => Edit(groups, "2001:db8::/32", rule => rule with { Protocol = "17" }),
            "missing: egress tcp 443 to 2001:db8::/32", "extra: egress udp 443 to 2001:db8::/32");
        yield return Case("no ports of TCP or UDP", groups => Edit(groups, "2001:db8::/32", rule => rule with { Protocol = "icmpv6" }),
            "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("a number of another protocol", groups => Edit(groups, "2001:db8::/32", rule => rule with { Protocol = "47" }),
            "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("every protocol", groups => Edit(groups, "2001:db8::/32", rule => rule with { Protocol = "-1", From = null, To = null }),
            "extra: egress tcp 1-442, 444-65535 to 2001:db8::/32", "extra: egress udp 1-65535 to 2001:db8::/32");
        yield return Case("the other direction", groups => Edit(groups, "198.51.100.0/25", rule => rule with { Direction = Direction.Egress }),
            "missing: ingress udp 8000-8010 from 198.51.100.0/25", "extra: egress udp 8000-8010 to 198.51.100.0/25");
        yield return Case("another description", groups => Edit(groups, "192.0.2.0/24", rule => rule with { Description = "mine" }));
        yield return Case("another description and prefix",
            groups => Edit(groups, "192.0.2.0/24", rule => rule with { Description = "mine", Remote = "192.0.0.0/16" }),
            "missing: egress tcp 443 to 192.0.2.0/24");
        yield return Case("a prefix of another output",
            groups => Edit(groups, "192.0.2.0/24", rule => rule with { Description = "fwrules:datadog-2 us1", Remote = "192.0.0.0/16" }),
            "missing: egress tcp 443 to 192.0.2.0/24");
        yield return Case("rules of others", groups => groups.Rules.Add(new("sg-1", Direction.Ingress, "tcp", 22, 22, "203.0.113.0/24", "office")));
        yield return Case("a group of ours", groups => groups.Rules.Add(new("sg-1", Direction.Ingress, "tcp", 22, 22, "sg-9", Ours)),
            "unknown: ingress tcp 22 from 0.0.0.0/0 (sg-1 ingress: tcp 22 from sg-9 \"fwrules:datadog us1 version 1: logs\")",
            "unknown: ingress tcp 22 from ::/0 (sg-1 ingress: tcp 22 from sg-9 \"fwrules:datadog us1 version 1: logs\")");
    }

    [TestCaseSource(nameof(Drifts))]
    public void Drift_is_named_exactly(Delegate drift, string[] findings)
    {
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(Raised), Both);
        ((Action<Ec2Listing>)drift)(listing);

        AssertFindings(Both.Verify(listing.Read(Raised)), findings);
    }

    [Test]
    public void The_default_egress_overrides_the_denial_that_was_asked_for()
    {
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(Closing), Both);

        AssertFindings(
            Both.Verify(listing.Read(Closing)),
            "overridden: deny of egress tcp 1-442, 444-65535 to 0.0.0.0/0 (sg-1 egress: all traffic to 0.0.0.0/0)",
            $"overridden: deny of egress tcp 443 to {AddressSet.AllIPv4.Except(Sets.Of("192.0.2.0/24"))} (sg-1 egress: all traffic to 0.0.0.0/0)",
            "overridden: deny of egress udp 1-65535 to 0.0.0.0/0 (sg-1 egress: all traffic to 0.0.0.0/0)");
        Assert.That(Both.Verify(listing.Read(Raised)).Findings, Is.Empty, "nobody asked to revoke it");
    }

    [Test]
    public void What_others_allow_counts_where_nothing_else_should_be_allowed()
    {
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(Raised), Both, hasDefaultEgress: false);
        listing.Rules.Add(new("sg-1", Direction.Ingress, "tcp", 22, 22, "203.0.113.0/24", "office"));
        listing.Rules.Add(new("sg-1", Direction.Ingress, "tcp", 5432, 5432, "sg-9", ""));
        listing.Rules.Add(new("sg-1", Direction.Ingress, "udp", 8005, 8005, "0.0.0.0/0", ""));

        Assert.That(Both.Verify(listing.Read(Raised)).Findings, Is.Empty);
        AssertFindings(
            Both.Verify(listing.Read(Raised, isExclusive: true)),
            "overridden: deny of ingress tcp 22 from 203.0.113.0/24 (sg-1 ingress: tcp 22 from 203.0.113.0/24 \"office\")",
            $"overridden: deny of ingress udp 8005 from {AddressSet.AllIPv4.Except(Sets.Of("198.51.100.0/25"))} (sg-1 ingress: udp 8005 from 0.0.0.0/0)",
            "unknown: deny of ingress tcp 5432 from 0.0.0.0/0 (sg-1 ingress: tcp 5432 from sg-9)",
            "unknown: deny of ingress tcp 5432 from ::/0 (sg-1 ingress: tcp 5432 from sg-9)");
        Assert.That(RuleSet.Of([.. Both.Rules.Where(rule => rule.Direction == Direction.Egress)]).Verify(listing.Read(Raised, isExclusive: true))
            .Findings.Where(finding => finding.IsDeny), Is.Empty, "the rules say nothing of the other direction");
    }

    [Test]
    public void Each_group_has_all_rules_unless_they_share_them()
    {
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(Raised), Both);
        listing.AddGroup("sg-2", hasDefaultEgress: true);
        listing.Rules.AddRange([.. listing.Rules.Where(rule => rule.Direction == Direction.Ingress).Select(rule => rule with { Group = "sg-2" })]);

        AssertFindings(
            Both.Verify(listing.Read(Raised)),
            "missing: egress tcp 443 to 192.0.2.0/24 on sg-2",
            "missing: egress tcp 443 to 2001:db8::/32 on sg-2");
        Assert.That(Both.Verify(listing.Read(Raised with { OnOverflow = OnOverflow.Split })).Findings, Is.Empty);
    }

    [Test]
    public void A_prefix_list_allows_its_entries()
    {
        var options = Raised with { OnOverflow = OnOverflow.PrefixList };
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24", "198.51.100.0/24"), Protocol.Tcp, 443, "list"));
        var listing = Ec2Listing.Of(new AwsSecurityGroupEmitter(options), rules);

        AssertFindings(
            rules.Verify(listing.Read(options, withLists: false)),
            "unknown: egress tcp 443 to 0.0.0.0/0 (sg-1 egress: tcp 443 to pl-1 \"fwrules:datadog list\")",
            "unknown: egress tcp 443 to ::/0 (sg-1 egress: tcp 443 to pl-1 \"fwrules:datadog list\")");

        Edit(listing, "pl-1", rule => rule with { Description = "the same list" });
        Assert.That(rules.Verify(listing.Read(options)).Findings, Is.Empty, "AWS refuses the same rule with our description");

        Edit(listing, "pl-1", rule => rule with { Description = "fwrules:datadog", Remote = listing.List(Sets.Of("192.0.2.0/24", "203.0.113.0/24")) });
        AssertFindings(
            rules.Verify(listing.Read(options)),
            "missing: egress tcp 443 to 198.51.100.0/24",
            "extra: egress tcp 443 to 203.0.113.0/24");
    }

    [TestCase("""[{"Cidr":"192.0.2.0/24"}]""")]
    [TestCase("""["192.0.2.0/24"]""")]
    [TestCase("""{"Entries":[{"Cidr":"192.0.2.0/24","Description":"x"}]}""")]
    public void Entries_are_accepted_as_the_CLI_prints_them(string entries)
    {
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443));
        var json = $$"""
            {"PrefixLists":{"pl-1":{{entries}}},"SecurityGroups":[{"GroupId":"sg-1","IpPermissions":[],"IpPermissionsEgress":[
              {"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"pl-1","Description":"fwrules:datadog"}]}]}]}
            """;

        Assert.That(rules.Verify(AwsSecurityGroupState.Parse(json)).Outcome, Is.EqualTo(LiveVerificationOutcome.Equal));
    }

    [Test]
    public void Rules_that_the_options_cannot_express_are_refused()
        => Assert.That(
            () => SampleRules.AllSections.Verify(Ec2Listing.Of(new AwsSecurityGroupEmitter(Raised), Both).Read(new() { MaxRules = 10 })),
            Throws.TypeOf<LimitExceededException>());

    private static TestCaseData Case(string name, Action<Ec2Listing> drift, params string[] findings) => new TestCaseData(drift, findings) { TestName = name };

    private static void Edit(Ec2Listing groups, string remote, Func<Ec2Rule, Ec2Rule> edit)
    {
        var index = groups.Rules.FindIndex(rule => rule.Remote == remote);
        groups.Rules[index] = edit(groups.Rules[index]);
    }

    private static void AssertFindings(LiveVerification verification, params string[] findings)
        => Assert.That(verification.Findings.Select(finding => finding.ToString()), Is.EqualTo(findings));
}
