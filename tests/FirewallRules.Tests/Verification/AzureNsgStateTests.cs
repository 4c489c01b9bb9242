using System.Text.Json.Nodes;
using FirewallRules.Tests.Catalogs;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.Tests.Verification;

public sealed class AzureNsgStateTests
{
    private static readonly AzureNsgOptions Plain = new();
    private static readonly AzureNsgOptions Deny = new() { DenyOtherTraffic = true };
    private static readonly AzureNsgOptions Subnet = Deny with { LocalAddresses = Sets.Of("10.0.1.0/24", "fd00:1::/64") };
    private static readonly AzureNsgOptions Members = Deny with { LocalSecurityGroup = "app" };

    private static readonly RuleSet Both = RuleSet.Of(
        Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32"), Protocol.Tcp, 443, "out"),
        Rule.Ingress(Sets.Of("198.51.100.0/25"), Protocol.Udp, new PortRange(8000, 8010), "in"));

    private static IEnumerable<TestCaseData> Outputs()
    {
        (string Name, AzureNsgOptions Options)[] options =
        [
            ("plain", Plain),
            ("deny", Deny),
            ("prefix", Deny with { NamePrefix = "other", FirstPriority = 100, AddressesPerRule = 7 }),
            ("summarize", Deny with { OnOverflow = OnOverflow.Summarize, MaxAddresses = 60 }),
            ("full", Deny with { FullNsg = true, Output = AzureNsgOutput.Arm }),
            ("subnet", Subnet with { LocalAddresses = Sets.Of("10.0.1.0/24", "10.0.7.0/24", "fd00:1::/64") }),
            ("group", Members),
        ];
        return from sample in SampleRules.All.Concat(CatalogSamples.All)
               from given in options
               let form = Enum.GetValues<NsgForm>()[(sample.Name.Length + given.Name.Length) % 5]
               let used = given.Options with { Output = (int)form % 2 == 1 ? AzureNsgOutput.Arm : OutputFor(given.Options) }
               where IsAccepted(sample.Rules, used)
               select new TestCaseData(sample.Rules, used, form) { TestName = $"{sample.Name}, {given.Name}, {form}" };
    }

    [TestCaseSource(nameof(Outputs))]
    public void What_was_written_is_equal(RuleSet rules, AzureNsgOptions options, NsgForm form)
        => Assert.That(rules.Verify(NsgListing.Of(rules, options).Read(options, form)).Findings, Is.Empty);

    [Test]
    public void A_template_of_this_project_is_read_as_it_is([Values] bool isFull)
    {
        var options = Deny with { FullNsg = isFull };

        Assert.That(Both.Verify(AzureNsgState.Parse(Both.ToAzureNsg(options), options)).Findings, Is.Empty);
    }

    [Test]
    public void In_an_empty_NSG_everything_is_missing([Values] NsgForm form)
    {
        if (form != NsgForm.CliRules)
        {
            AssertFindings(
                Both.Verify(new NsgListing().Read(Plain, form)),
                "missing: egress tcp 443 to 192.0.2.0/24",
                "missing: egress tcp 443 to 2001:db8::/32",
                "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        }
    }

    private static IEnumerable<TestCaseData> Drifts()
    {
        const string Ipv4 = "datadog-egress-tcp-443-ipv4";
        const string Ipv6 = "datadog-egress-tcp-443-ipv6";
        const string Ingress = "datadog-ingress-udp-8000-8010-ipv4";
        yield return Case("a removed rule", Deny, nsg => nsg.Rules.Remove(nsg.Rule(Ipv4)), "missing: egress tcp 443 to 192.0.2.0/24");
        yield return Case("a narrower prefix", Deny, nsg => nsg.Rule(Ipv4)["destinationAddressPrefix"] = "192.0.2.128/25",
            "missing: egress tcp 443 to 192.0.2.0/25");
        yield return Case("a wider prefix", Deny, nsg => nsg.Rule(Ipv4)["destinationAddressPrefix"] = "192.0.2.0/23", "extra: egress tcp 443 to 192.0.3.0/24");
        yield return Case("a further prefix", Deny,
            nsg =>
            {
                nsg.Rule(Ipv4).Remove("destinationAddressPrefix");
                nsg.Rule(Ipv4)["destinationAddressPrefixes"] = new JsonArray("192.0.2.0/24", "203.0.113.9");
            },
            "extra: egress tcp 443 to 203.0.113.9/32");
        yield return Case("any address", Plain, nsg => nsg.Rule(Ingress)["sourceAddressPrefix"] = "*",
            $"extra: ingress udp 8000-8010 from {AddressSet.AllIPv4.Except(Sets.Of("198.51.100.0/25"))}",
            "extra: ingress udp 8000-8010 from ::/0");
        yield return Case("more ports", Deny, nsg => nsg.Rule(Ingress)["destinationPortRange"] = "8000-8012",
            "extra: ingress udp 8011-8012 from 198.51.100.0/25");
        yield return Case("other ports", Deny,
            nsg =>
            {
                nsg.Rule(Ingress).Remove("destinationPortRange");
                nsg.Rule(Ingress)["destinationPortRanges"] = new JsonArray("8002-8010", "9000");
            },
            "missing: ingress udp 8000-8001 from 198.51.100.0/25",
            "extra: ingress udp 9000 from 198.51.100.0/25");
        yield return Case("all ports", Deny, nsg => nsg.Rule(Ingress)["destinationPortRange"] = "*",
            "extra: ingress udp 1-7999, 8011-65535 from 198.51.100.0/25");
        yield return Case("a source port", Deny, nsg => nsg.Rule(Ingress)["sourcePortRange"] = "53",
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (web inbound: datadog-ingress-udp-8000-8010-ipv4 (priority 1464): Allow Udp 8000-8010 from "
                + "198.51.100.0/25)");
        yield return Case("another protocol", Deny, nsg => nsg.Rule(Ipv6)["protocol"] = "UDP",
            "missing: egress tcp 443 to 2001:db8::/32", "extra: egress udp 443 to 2001:db8::/32");
        yield return Case("every protocol", Deny, nsg => nsg.Rule(Ipv6)["protocol"] = "*", "extra: egress udp 443 to 2001:db8::/32");
        yield return Case("no protocol with ports", Deny, nsg => nsg.Rule(Ipv6)["protocol"] = "Icmp", "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("the other direction", Plain, nsg => nsg.Rule(Ipv6)["direction"] = "Inbound",
            "missing: egress tcp 443 to 2001:db8::/32",
            "extra: ingress tcp 443 from ::/0 on local addresses 2001:db8::/32");
        yield return Case("denied instead", Plain, nsg => nsg.Rule(Ipv6)["access"] = "deny",
            "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("another description", Deny, nsg => nsg.Rule(Ipv6)["description"] = "mine", "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("another name", Plain, nsg => nsg.Rule(Ipv6)["name"] = "datadog-mine", "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("no denial", Deny, nsg => nsg.Rules.Remove(nsg.Rule("datadog-ingress-deny")),
            "missing: deny of ingress tcp 1-65535 from 0.0.0.0/0",
            "missing: deny of ingress tcp 1-65535 from ::/0",
            "missing: deny of ingress udp 1-7999, 8011-65535 from 0.0.0.0/0",
            $"missing: deny of ingress udp 8000-8010 from {AddressSet.AllIPv4.Except(Sets.Of("198.51.100.0/25"))}",
            "missing: deny of ingress udp 1-65535 from ::/0");
        yield return Case("the denial first", Deny, nsg => nsg.Rule("datadog-egress-deny")["priority"] = 100,
            "missing: egress tcp 443 to 192.0.2.0/24", "missing: egress tcp 443 to 2001:db8::/32");
        yield return Case("a denial of others before", Deny, nsg => nsg.Add("theirs", 200, """{"destinationAddressPrefix":"192.0.2.0/25","protocol":"Tcp"}"""),
            "overridden: egress tcp 443 to 192.0.2.0/25 (web outbound: theirs (priority 200): Deny Tcp * to 192.0.2.0/25)");
        yield return Case("a denial of others behind", Deny,
            nsg => nsg.Add("theirs", 4000, """{"destinationAddressPrefix":"192.0.2.0/25","protocol":"Tcp"}"""));
        yield return Case("a denial of other ports", Deny,
            nsg => nsg.Add("theirs", 200, """{"destinationPortRanges":["1-442","444-65535"],"destinationPortRange":null}"""));
        yield return Case("a denial for other sources", Deny, nsg => nsg.Add("theirs", 200, """{"sourceAddressPrefix":"10.9.0.0/16"}"""),
            "unknown: egress tcp 443 to 192.0.2.0/24 (web outbound: theirs (priority 200): Deny * * to *)");
        yield return Case("an allowance of others before", Deny,
            nsg => nsg.Add("theirs", 200, """{"access":"Allow","destinationAddressPrefix":"203.0.113.0/24"}"""),
            "overridden: deny of egress tcp 1-65535 to 203.0.113.0/24 (web outbound: theirs (priority 200): Allow * * to 203.0.113.0/24)",
            "overridden: deny of egress udp 1-65535 to 203.0.113.0/24 (web outbound: theirs (priority 200): Allow * * to 203.0.113.0/24)");
        yield return Case("an allowance of others where nothing is denied", Plain,
            nsg => nsg.Add("theirs", 200, """{"access":"Allow","destinationAddressPrefix":"203.0.113.0/24"}"""));
        yield return Case("a tag", Deny,
            nsg => nsg.Add("theirs", 200, """{"destinationAddressPrefix":"Storage.WestUS","protocol":"tcp","destinationPortRange":"443"}"""),
            "unknown: egress tcp 443 to 192.0.2.0/24 (web outbound: theirs (priority 200): Deny tcp 443 to Storage.WestUS)",
            "unknown: egress tcp 443 to 2001:db8::/32 (web outbound: theirs (priority 200): Deny tcp 443 to Storage.WestUS)");
        yield return Case("health probes", Deny,
            nsg => nsg.Add("theirs", 200, """{"direction":"Inbound","access":"Allow","sourceAddressPrefix":"AzureLoadBalancer","protocol":"Tcp"}"""),
            "unknown: deny of ingress tcp 1-65535 from 168.63.129.16/32 (web inbound: theirs (priority 200): Allow Tcp * from AzureLoadBalancer)",
            "unknown: deny of ingress tcp 1-65535 from fe80::1234:5678:9abc/128 (web inbound: theirs (priority 200): Allow Tcp * from AzureLoadBalancer)");
        yield return Case("a condition of a later version", Deny,
            nsg => nsg.Add("theirs", 200, """{"destinationFoo":["x"],"destinationAddressPrefix":"192.0.2.7"}"""),
            "unknown: egress tcp 443 to 192.0.2.7/32 (web outbound: theirs (priority 200): Deny * * to 192.0.2.7)");
        yield return Case("everything belongs to a full NSG", Deny with { FullNsg = true, Output = AzureNsgOutput.Arm },
            nsg => nsg.Add("theirs", 200, """{"access":"Allow","destinationAddressPrefix":"203.0.113.0/24","protocol":"Tcp"}"""),
            "extra: egress tcp 1-65535 to 203.0.113.0/24");
        yield return Case("a wider subnet", Subnet, nsg => nsg.Rule(Ipv4)["sourceAddressPrefix"] = "10.0.0.0/23",
            "extra: egress tcp 443 to 192.0.2.0/24 on local addresses 10.0.0.0/24");
        yield return Case("a narrower subnet", Subnet, nsg => nsg.Rule(Ipv4)["sourceAddressPrefix"] = "10.0.1.0/25",
            "missing: egress tcp 443 to 192.0.2.0/24 on local addresses 10.0.1.128/25, fd00:1::/64");
        yield return Case("no rule for the subnet", Subnet, nsg => nsg.Rules.Remove(nsg.Rule(Ipv4)),
            "missing: egress tcp 443 to 192.0.2.0/24 on local addresses 10.0.1.0/24, fd00:1::/64");
        yield return Case("a denial for the subnet", Subnet,
            nsg => nsg.Add("theirs", 200, """{"sourceAddressPrefix":"10.0.1.0/24","destinationAddressPrefix":"192.0.2.0/30"}"""),
            "overridden: egress tcp 443 to 192.0.2.0/30 on local addresses 10.0.1.0/24, fd00:1::/64 "
                + "(web outbound: theirs (priority 200): Deny * * to 192.0.2.0/30)");
        yield return Case("a denial for other subnets", Subnet, nsg => nsg.Add("theirs", 200, """{"sourceAddressPrefix":"10.0.2.0/24"}"""));
        yield return Case("another group", Members, nsg => nsg.Rule(Ipv4)["sourceApplicationSecurityGroups"] = NsgListing.Groups("web"),
            "missing: egress tcp 443 to 192.0.2.0/24 on application security group app",
            "unknown: egress tcp 443 to 192.0.2.0/24 on what is outside of application security group app "
                + "(web outbound: datadog-egress-tcp-443-ipv4 (priority 1229): Allow Tcp 443 to 192.0.2.0/24)");
        yield return Case("no group", Members,
            nsg =>
            {
                nsg.Rule(Ipv4).Remove("sourceApplicationSecurityGroups");
                nsg.Rule(Ipv4)["sourceAddressPrefix"] = "VirtualNetwork";
            },
            "extra: egress tcp 443 to 192.0.2.0/24 on what is outside of application security group app");
        yield return Case("a denial for another group", Members, nsg =>
            {
                nsg.Add("theirs", 200, """{"destinationAddressPrefix":"192.0.2.0/30","sourceAddressPrefix":null}""");
                nsg.Rule("theirs")["sourceApplicationSecurityGroups"] = NsgListing.Groups("web");
            },
            "unknown: egress tcp 443 to 192.0.2.0/30 on application security group app (web outbound: theirs (priority 200): Deny * * to 192.0.2.0/30)");
    }

    [TestCaseSource(nameof(Drifts))]
    public void Drift_is_named_exactly(AzureNsgOptions options, Delegate drift, string[] findings)
    {
        var listing = NsgListing.Of(Both, options with { Output = OutputFor(options) });
        ((Action<NsgListing>)drift)(listing);
        var verification = Both.Verify(listing.Read(options));

        AssertFindings(verification, findings);
        foreach (var form in Enum.GetValues<NsgForm>())
        {
            Assert.That(Both.Verify(listing.Read(options, form)).Findings.Select(Nameless), Is.EqualTo(verification.Findings.Select(Nameless)), $"{form}");
        }

        // A listing of rules does not name their NSG, and a template has an expression for the name.
        static string Nameless(LiveFinding finding) => $"{finding with { Cause = null }}{finding.Cause?.Split(':')[^1]}";
    }

    [Test]
    public void Of_several_NSGs_the_named_one_is_read()
    {
        var (one, other) = (JsonNode.Parse(NsgListing.Of(Both, Plain).ToJson())!, JsonNode.Parse(new NsgListing().ToJson())!);
        (one["name"], other["name"]) = ("one", "other");
        var json = new JsonArray(one, other).ToJsonString();

        Assert.That(Both.Verify(AzureNsgState.Parse(json, Plain with { NsgName = "One" })).Findings, Is.Empty);
        Assert.That(Both.Verify(AzureNsgState.Parse($$"""{"value":{{json}}}""", Plain with { NsgName = "other" })).Findings, Has.Count.EqualTo(3));
        Assert.That(
            () => AzureNsgState.Parse(json),
            Throws.TypeOf<LiveStateFormatException>().With.Message.EndsWith("$ has 2 network security groups, and 0 of them are named 'datadog'."));
    }

    [Test]
    public void Rules_that_Azure_does_not_take_are_refused()
        => Assert.That(
            () => SampleRules.AllSections.Verify(new NsgListing().Read(new() { MaxAddresses = 10 })), Throws.TypeOf<LimitExceededException>());

    // The reader of scripts does not know groups.
    private static AzureNsgOutput OutputFor(AzureNsgOptions options)
        => options.FullNsg || options.LocalSecurityGroup is not null ? AzureNsgOutput.Arm : AzureNsgOutput.Cli;

    private static bool IsAccepted(RuleSet rules, AzureNsgOptions options)
    {
        try
        {
            rules.Emit(new AzureNsgEmitter(options), TextWriter.Null);
            return true;
        }
        catch (EmitterException)
        {
            return false;
        }
    }

    private static TestCaseData Case(string name, AzureNsgOptions options, Action<NsgListing> drift, params string[] findings)
        => new TestCaseData(options, drift, findings) { TestName = name };

    private static void AssertFindings(LiveVerification verification, params string[] findings)
        => Assert.That(verification.Findings.Select(finding => finding.ToString()), Is.EqualTo(findings));
}
