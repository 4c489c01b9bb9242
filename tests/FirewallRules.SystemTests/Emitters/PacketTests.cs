namespace FirewallRules.SystemTests;

/// <summary>With a default deny, packets pass exactly where the model says so, whatever the form of the output.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.Enforcing))]
[Kernel]
public sealed class PacketTests(OutputForm form)
{
    // Adjacent and nested prefixes, odd ranges, the first and last addresses that a packet can reach, single addresses, port ranges.
    internal static RuleSet Own { get; } = RuleSet.Of(
        Rule.Egress(
            Set("1.0.0.0-1.0.0.2", "5.5.5.5-5.5.9.1", "198.51.100.0/25", "198.51.100.128/25", "223.255.255.255", "240.0.0.0-255.255.255.255")
                .Union(Set("100::1", "2600:1f18::-2600:1f18::ffff:0", "2a00::/16", "2a01::/17", "fdff:ffff::/32", "ff00::/8")),
            Protocol.Tcp,
            [443, .. Enumerable.Range(0, 20).Select(step => (PortRange)(2000 + (3 * step))), new PortRange(8000, 8100), 65535],
            "odd ranges"),
        Rule.Egress(Set("0.0.0.0/5", "64.0.0.0/2", "2000::/6"), Protocol.Udp, [new PortRange(5000, 5003), 6000], "datagrams"),
        Rule.Egress(Remote.AnyIPv6, Protocol.Tcp, 4433, "any IPv6"),
        Rule.Ingress(Set("44.0.0.0-44.0.0.6", "203.0.113.7", "2620:fe::/48"), Protocol.Tcp, [1, new PortRange(9000, 9002)], "callers"),
        Rule.Ingress(Set("192.0.2.0/30", "2620:fe::fe"), Protocol.Udp, 5353, "calling datagrams"));

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [TestCaseSource(nameof(Cases))]
    public void Exactly_what_the_rules_allow_passes(string title, RuleSet rules, DenyAction action)
    {
        var knocks = Knocks.At(rules);
        Assert.That(knocks.Select(knock => knock.IsAllowedBy(rules)).Distinct().Count(), Is.EqualTo(2), title);
        using var street = new Street(knocks);
        form.Apply(street.Host, rules, new DefaultDeny { Action = action });

        Assert.That(street.Wrong(knocks, knock => knock.IsAllowedBy(rules)), Is.Empty);
    }

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("logs", RuleSet.For(Section.Logs), DenyAction.Reject);
        yield return Case("logs", RuleSet.For(Section.Logs), DenyAction.Drop);
        yield return Case("webhooks and synthetics", RuleSet.For(Section.Webhooks, Section.Synthetics), DenyAction.Drop);
        yield return Case("all sections", RuleSet.For([.. Section.Known]), DenyAction.Reject);
        yield return Case("DataKit", RuleSet.ForDataKit(Set("10.0.0.0/8", "192.168.7.9", "fd00::/8"), [.. DataKitInput.Known]), DenyAction.Reject);
        yield return Case("DataKit for any", RuleSet.ForDataKit(Remote.Any, DataKitInput.Graphite, DataKitInput.Http.OnPort(9999)), DenyAction.Drop);
        yield return Case("proxy", RuleSet.ForProxy(Set("10.1.2.3", "10.1.2.5", "fd00::3128"), 3128), DenyAction.Drop);
        yield return Case("PrivateLink", RuleSet.ForPrivateLink(Set("10.20.0.0/16", "172.31.128.0/17")), DenyAction.Reject);
        yield return Case("our own", Own, DenyAction.Reject);
        yield return Case("our own", Own, DenyAction.Drop);

        static TestCaseData Case(string title, RuleSet rules, DenyAction action) =>
            new TestCaseData(title, rules, action).SetArgDisplayNames(title, action.ToString());
    }

    private static AddressSet Set(params string[] ranges) => AddressSet.Parse(string.Join('\n', ranges));
}
