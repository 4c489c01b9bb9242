namespace FirewallRules.Tests.Emitters;

/// <summary>What the platform or the options cannot express is refused with a remedy before anything is written.</summary>
public sealed class RefusalTests
{
    private static readonly DefaultDeny Deny = new();
    private static readonly RuleSet Nothing = RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 443, "nobody"));

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (var output in Enum.GetValues<NftablesOutput>())
        {
            yield return Case("deny in mode include", SampleRules.Logs, Nftables(new() { DefaultDeny = Deny, Output = output }), "requires NftablesMode.Table");
            yield return Case(
                "deny in mode sets",
                SampleRules.Logs,
                Nftables(new() { DefaultDeny = Deny, Mode = NftablesMode.Sets, Output = output }),
                "requires NftablesMode.Table");
            yield return Case(
                "deny of everything",
                Nothing,
                Nftables(new() { DefaultDeny = Deny, Mode = NftablesMode.Table, Output = output }),
                "would block all traffic");
            yield return Case(
                "IPv6 in an ip table",
                SampleRules.Logs,
                Nftables(new() { Table = NftablesTable.Parse("ip/x"), Output = output }),
                "cannot contain IPv6 rules");
            yield return Case(
                "IPv4 in an ip6 table",
                SampleRules.Logs,
                Nftables(new() { Table = NftablesTable.Parse("ip6/x"), Output = output }),
                "cannot contain IPv4 rules");
            yield return Case(
                "any in an ip table",
                RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Tcp, 1)),
                Nftables(new() { Table = NftablesTable.Parse("ip/x"), Output = output }),
                "cannot contain IPv6 rules");
        }

        foreach (var output in Enum.GetValues<IptablesOutput>())
        {
            yield return Case("deny of everything", Nothing, new IptablesEmitter(new() { DefaultDeny = Deny, Output = output }), "would block all traffic");
        }

        yield return Case("deny of no rules", RuleSet.Of(), new IpsetEmitter(new() { DefaultDeny = Deny }), "would block all traffic");
        yield return Case("deny of everything", Nothing, new FirewalldEmitter(new() { DefaultDeny = Deny }), "would block all traffic");
        yield return Case(
            "deny of forwarded traffic",
            SampleRules.Logs,
            new FirewalldEmitter(new() { DefaultDeny = Deny with { Forward = true } }),
            "accepts translated connections before any policy");
        yield return Case("deny with sets only", SampleRules.Logs, new IpsetEmitter(new() { DefaultDeny = Deny, SetsOnly = true }), "requires rules");
        yield return Case(
            "IPv6 only",
            SampleRules.Logs.Only(IpFamily.IPv6),
            new IptablesEmitter(new() { Output = IptablesOutput.RestoreIPv4 }),
            "contains only the other family");
        yield return Case(
            "IPv4 only",
            SampleRules.Logs.Only(IpFamily.IPv4),
            new IptablesEmitter(new() { Output = IptablesOutput.RestoreIPv6 }),
            "contains only the other family");
    }

    [TestCaseSource(nameof(Cases))]
    public void Reports_the_reason_and_writes_nothing(RuleSet rules, IRuleEmitter emitter, string why)
    {
        using var writer = new StringWriter();

        Assert.That(() => rules.Emit(emitter, writer), Throws.InstanceOf<EmitterException>().With.Message.Contains(why));
        Assert.That(writer.ToString(), Is.Empty);
    }

    [Test]
    public void One_family_goes_into_its_own_table()
        => Assert.That(
            SampleRules.Logs.Only(IpFamily.IPv6).ToNftables(new() { Table = NftablesTable.Parse("ip6/x") }),
            Does.Contain("add rule ip6 x datadog_egress ip6 daddr @datadog_logs_ipv6 ").And.Not.Contain("ipv4"));

    [TestCase(-1)]
    [TestCase(1001)]
    public void Log_lines_have_a_limit(int perMinute)
        => Assert.That(() => new DefaultDeny { LogsPerMinute = perMinute }, Throws.TypeOf<ArgumentOutOfRangeException>());

    private static NftablesEmitter Nftables(NftablesOptions options) => new(options);

    private static TestCaseData Case(string name, RuleSet rules, IRuleEmitter emitter, string why)
        => new TestCaseData(rules, emitter, why).SetArgDisplayNames(emitter.Name, name);
}
