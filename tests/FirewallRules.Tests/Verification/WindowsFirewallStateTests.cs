using System.Text;
using FirewallRules.Tests.Catalogs;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.Tests.Verification;

public sealed class WindowsFirewallStateTests
{
    private static readonly WindowsFirewallOptions Plain = new();
    private static readonly WindowsFirewallOptions Netsh = new() { Output = WindowsFirewallOutput.Netsh };

    private static readonly RuleSet Both = RuleSet.Of(
        Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32"), Protocol.Tcp, [443, 10516], "out"),
        Rule.Ingress(Sets.Of("198.51.100.0/25"), Protocol.Udp, new PortRange(8000, 8010), "in"));

    private static IEnumerable<TestCaseData> Outputs()
    {
        (string Name, WindowsFirewallOptions Options)[] options =
        [
            ("plain", Plain),
            ("netsh", Netsh),
            ("small", new() { AddressesPerRule = 1, NamePrefix = "other", Group = "Our.own_group - 2" }),
        ];
        return from sample in SampleRules.All.Concat(CatalogSamples.All)
               from given in options
               let form = Enum.GetValues<WindowsForm>()[(sample.Name.Length + given.Name.Length) % 3]
               select new TestCaseData(sample.Rules, given.Options, form) { TestName = $"{sample.Name}, {given.Name}, {form}" };
    }

    [TestCaseSource(nameof(Outputs))]
    public void What_was_written_is_equal(RuleSet rules, WindowsFirewallOptions options, WindowsForm form)
        => Assert.That(rules.Verify(WindowsListing.Of(rules, options).Read(options, form)).Findings, Is.Empty);

    [Test]
    public void On_a_new_host_everything_is_missing([Values] WindowsForm form)
        => AssertFindings(
            Both.Verify(new WindowsListing().Read(Plain, form)),
            "missing: egress tcp 443, 10516 to 192.0.2.0/24",
            "missing: egress tcp 443, 10516 to 2001:db8::/32",
            "missing: ingress udp 8000-8010 from 198.51.100.0/25");

    private static IEnumerable<TestCaseData> Drifts()
    {
        const string Out = "datadog-out";
        const string In = "datadog-in";
        yield return Case("a removed rule", host => host.Rules.Remove(host.Rule(In)), "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("a disabled rule", host => host.Rule(In)["Enabled"] = ["False"], "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("another group", host => host.Rule(In)["Group"] = ["Mine"], "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("another name", host => host.Rule(In)["Name"] = ["datadog-mine"], "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("a renamed group", host => host.Rules.ForEach(rule => rule["Group"] = ["Datadog"]),
            "missing: egress tcp 443, 10516 to 192.0.2.0/24",
            "missing: egress tcp 443, 10516 to 2001:db8::/32",
            "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("a removed prefix", host => host.Rule(Out)["RemoteAddress"] = ["2001:db8::/32"], "missing: egress tcp 443, 10516 to 192.0.2.0/24");
        yield return Case("a wider prefix", host => host.Rule(Out)["RemoteAddress"] = ["192.0.2.0/255.255.254.0", "2001:db8::/32"],
            "extra: egress tcp 443, 10516 to 192.0.3.0/24");
        yield return Case("a range", host => host.Rule(Out)["RemoteAddress"] = ["192.0.2.0-192.0.2.254", "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
            "missing: egress tcp 443, 10516 to 192.0.2.255/32");
        yield return Case("any address", host => host.Rule(In)["RemoteAddress"] = ["Any"],
            $"extra: ingress udp 8000-8010 from {AddressSet.AllIPv4.Except(Sets.Of("198.51.100.0/25"))}",
            "extra: ingress udp 8000-8010 from ::/0");
        yield return Case("a keyword", host => host.Rule(In)["RemoteAddress"] = ["198.51.100.0/255.255.255.128", "LocalSubnet4"],
            $"unknown: ingress udp 8000-8010 from {AddressSet.AllIPv4.Except(Sets.Of("198.51.100.0/25"))} "
                + "(inbound rules: datadog-in: Allow UDP 8000-8010 from 198.51.100.0/255.255.255.128, LocalSubnet4)");
        yield return Case("more ports", host => host.Rule(Out)["RemotePort"] = ["443", "8443-8444", "10516"],
            "extra: egress tcp 8443-8444 to 192.0.2.0/24", "extra: egress tcp 8443-8444 to 2001:db8::/32");
        yield return Case("fewer ports", host => host.Rule(In)["LocalPort"] = ["8000-8009"], "missing: ingress udp 8010 from 198.51.100.0/25");
        yield return Case("any port", host => host.Rule(In)["LocalPort"] = ["Any"], "extra: ingress udp 1-7999, 8011-65535 from 198.51.100.0/25");
        yield return Case("a source port", host => host.Rule(In)["RemotePort"] = ["53"],
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (inbound rules: datadog-in: Allow UDP 8000-8010 from 198.51.100.0/255.255.255.128)");
        yield return Case("another protocol", host => host.Rule(In)["Protocol"] = ["TCP"],
            "missing: ingress udp 8000-8010 from 198.51.100.0/25", "extra: ingress tcp 8000-8010 from 198.51.100.0/25");
        yield return Case("the number of a protocol", host => host.Rule(In)["Protocol"] = ["17"]);
        yield return Case("no protocol with ports", host => host.Rule(In)["Protocol"] = ["ICMPv4"], "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("every protocol", host => (host.Rule(In)["Protocol"], host.Rule(In)["LocalPort"]) = (["Any"], ["Any"]),
            "extra: ingress tcp 1-65535 from 198.51.100.0/25", "extra: ingress udp 1-7999, 8011-65535 from 198.51.100.0/25");
        yield return Case("the other direction", host => host.Rule(In)["Direction"] = ["Outbound"],
            "missing: ingress udp 8000-8010 from 198.51.100.0/25",
            "unknown: egress udp 1-65535 to 198.51.100.0/25 (outbound rules: datadog-in: Allow UDP Any to 198.51.100.0/255.255.255.128)");
        yield return Case("blocked instead", host => host.Rule(In)["Action"] = ["Block"], "missing: ingress udp 8000-8010 from 198.51.100.0/25");
        yield return Case("another profile", host => host.Rule(In)["Profile"] = ["Domain"],
            "missing: ingress udp 8000-8010 from 198.51.100.0/25 on profile Private",
            "missing: ingress udp 8000-8010 from 198.51.100.0/25 on profile Public");
        yield return Case("two profiles", host => host.Rule(In)["Profile"] = ["Domain, Private"],
            "missing: ingress udp 8000-8010 from 198.51.100.0/25 on profile Public");
        yield return Case("a program", host => host.Rule(In)["Program"] = ["C:\\agent.exe"],
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (inbound rules: datadog-in: Allow UDP 8000-8010 from 198.51.100.0/255.255.255.128)");
        yield return Case("a local address", host => host.Rule(In)["LocalAddress"] = ["10.0.0.1"],
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (inbound rules: datadog-in: Allow UDP 8000-8010 from 198.51.100.0/255.255.255.128)");
        yield return Case("another platform", host => host.Rule(In)["Platform"] = ["10.0+"],
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (inbound rules: datadog-in: Allow UDP 8000-8010 from 198.51.100.0/255.255.255.128)");
        yield return Case("every platform", host => host.Rule(In)["Platform"] = ["6.2+"]);
        yield return Case("a status", host => host.Rule(In)["EnforcementStatus"] = ["CategoryOff"],
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (inbound rules: datadog-in: Allow UDP 8000-8010 from 198.51.100.0/255.255.255.128)");
        yield return Case("a further rule of ours", host =>
            {
                var more = host.Add("more", Direction.Egress, "TCP", ["80"], ["203.0.113.0/24"]);
                (more["Group"], more["Name"]) = (["FirewallRules Datadog"], ["datadog-more-0123456789abcdef"]);
            },
            "extra: egress tcp 80 to 203.0.113.0/24");
        yield return Case("a rule that somebody put into the group", host =>
            host.Add("theirs", Direction.Egress, "TCP", ["80"], ["203.0.113.0/24"])["Group"] = ["FirewallRules Datadog"]);
        yield return Case("what others allow", host => host.Add("theirs", Direction.Ingress, "Any", ["Any"], ["Any"]));
        yield return Case("what others block", host => Block(host, Direction.Egress, "TCP", "443", "192.0.2.0/25"),
            "overridden: egress tcp 443 to 192.0.2.0/25 (outbound rules: theirs: Block TCP 443 to 192.0.2.0/25)");
        yield return Case("what others block everywhere", host => Block(host, Direction.Egress, "Any", "Any", "Any"),
            "overridden: egress tcp 443, 10516 to 192.0.2.0/24 (outbound rules: theirs: Block Any Any to Any)",
            "overridden: egress tcp 443, 10516 to 2001:db8::/32 (outbound rules: theirs: Block Any Any to Any)");
        yield return Case("what others block in a profile", host => Block(host, Direction.Egress, "TCP", "443", "192.0.2.0/25")["Profile"] = ["Public"],
            "overridden: egress tcp 443 to 192.0.2.0/25 on profile Public (outbound rules: theirs: Block TCP 443 to 192.0.2.0/25)");
        yield return Case("what others block on other ports", host => Block(host, Direction.Egress, "TCP", "444-10515", "Any"));
        yield return Case("what a disabled rule blocks", host => Block(host, Direction.Egress, "TCP", "443", "Any")["Enabled"] = ["False"]);
        yield return Case("what others block for a program", host => Block(host, Direction.Ingress, "UDP", "Any", "Any")["Program"] = ["C:\\x.exe"],
            "unknown: ingress udp 8000-8010 from 198.51.100.0/25 (inbound rules: theirs: Block UDP Any from Any)");
        yield return Case("a port by keyword", host => Block(host, Direction.Ingress, "UDP", "RPC", "198.51.100.0/30"),
            "unknown: ingress udp 8000-8010 from 198.51.100.0/30 (inbound rules: theirs: Block UDP RPC from 198.51.100.0/30)");
        yield return Case("authenticated connections before a block", host =>
            {
                Block(host, Direction.Ingress, "UDP", "Any", "198.51.100.0/30");
                host.Add("bypass", Direction.Ingress, "Any", ["Any"], ["Any"])["OverrideBlockRules"] = ["True"];
            },
            "unknown: ingress udp 8000-8010 from 198.51.100.0/30 (inbound rules: bypass: Allow Any Any from Any)");
        yield return Case("a profile without rules for incoming connections", host => host.Profiles["Public"]["AllowInboundRules"] = ["False"],
            "overridden: ingress udp 8000-8010 from 198.51.100.0/25 on profile Public "
                + "(inbound rules: profile Public: rules that allow incoming connections do not apply)");
        yield return Case("a profile with rules of group policies only", host => host.Profiles["Domain"]["AllowLocalFirewallRules"] = ["False"],
            "missing: egress tcp 443, 10516 to 192.0.2.0/24 on profile Domain",
            "missing: egress tcp 443, 10516 to 2001:db8::/32 on profile Domain",
            "missing: ingress udp 8000-8010 from 198.51.100.0/25 on profile Domain");
        yield return Case("rules of a group policy", host =>
        {
            host.Profiles["Domain"]["AllowLocalFirewallRules"] = ["False"];
            host.Rules.ForEach(rule => rule["PolicyStoreSourceType"] = ["GroupPolicy"]);
        });
        yield return Case("a firewall that is off", host =>
        {
            host.Profiles["Public"]["Enabled"] = ["False"];
            Block(host, Direction.Egress, "TCP", "443", "Any")["Profile"] = ["Public"];
        });
        yield return Case("default actions", host =>
        {
            host.Profiles["Public"]["DefaultOutboundAction"] = ["Block"];
            host.Profiles["Domain"]["DefaultInboundAction"] = ["NotConfigured"];
        });
    }

    [TestCaseSource(nameof(Drifts))]
    public void Drift_is_named_exactly(Delegate drift, string[] findings)
    {
        var host = WindowsListing.Of(Both, Plain);
        ((Action<WindowsListing>)drift)(host);

        foreach (var form in Enum.GetValues<WindowsForm>())
        {
            AssertFindings(Both.Verify(host.Read(Plain, form)), findings);
        }
    }

    [Test]
    public void Rules_of_netsh_have_its_name()
    {
        var host = WindowsListing.Of(Both, Netsh);
        Assert.That(Both.Verify(host.Read(Netsh)).Findings, Is.Empty);

        host.Rules.ForEach(rule => rule["DisplayName"] = [rule["DisplayName"][0] + " (new)"]);
        Assert.That(Both.Verify(host.Read(Netsh)).Findings, Is.Empty, "a run was interrupted while the old rules were replaced");

        host.Rules.ForEach(rule => rule["DisplayName"] = ["mine"]);
        Assert.That(Both.Verify(host.Read(Netsh)).Findings, Has.Count.EqualTo(3));
        Assert.That(Both.Verify(WindowsListing.Of(Both, Netsh).Read(Plain)).Findings, Has.Count.EqualTo(3), "they are not those of the script");
    }

    [Test]
    public void Two_stores_can_have_a_rule_with_one_name()
    {
        var host = WindowsListing.Of(Both, Plain);
        host.Rules.Add(new(host.Rule("datadog-in"), StringComparer.Ordinal) { ["PolicyStoreSourceType"] = ["GroupPolicy"] });
        Assert.That(Both.Verify(host.Read(Plain)).Findings, Is.Empty, "they have the same filters");

        host.Rules[^1]["RemoteAddress"] = ["203.0.113.7"];
        Assert.That(
            Both.Verify(host.Read(Plain)).Findings.Select(finding => finding.Kind),
            Is.Not.Empty.And.All.EqualTo(LiveFindingKind.Unknown), "the filters are not told apart");
    }

    [Test]
    public void Filters_that_are_not_in_the_listing_are_unknown()
    {
        var json = WindowsListing.Of(Both, Plain).ToJson().Replace("\"SecurityFilters\"", "\"Other\"", StringComparison.Ordinal);

        Assert.That(
            Both.Verify(WindowsFirewallState.Parse(json)).Findings.Select(finding => finding.Kind),
            Is.Not.Empty.And.All.EqualTo(LiveFindingKind.Unknown));
    }

    [Test]
    public void UTF16_is_what_Windows_PowerShell_writes_to_a_file()
    {
        var json = WindowsListing.Of(Both, Plain).ToJson();

        Assert.That(Both.Verify(WindowsFirewallState.Parse((byte[])[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(json)])).Findings, Is.Empty);
    }

    [Test]
    public void The_command_is_ASCII()
        => Assert.That(WindowsFirewallState.Command.All(c => c is '\n' or (>= ' ' and <= '~')), Is.True);

    private static Dictionary<string, string[]> Block(WindowsListing host, Direction direction, string protocol, string port, string address)
    {
        var rule = host.Add("theirs", direction, protocol, [port], [address]);
        rule["Action"] = ["Block"];
        return rule;
    }

    private static TestCaseData Case(string name, Action<WindowsListing> drift, params string[] findings)
        => new TestCaseData(drift, findings) { TestName = name };

    private static void AssertFindings(LiveVerification verification, params string[] findings)
        => Assert.That(verification.Findings.Select(finding => finding.ToString()), Is.EqualTo(findings));
}
