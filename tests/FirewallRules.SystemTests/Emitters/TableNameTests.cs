namespace FirewallRules.SystemTests;

/// <summary>A name that the library accepts for a table is one that nft accepts, although its language has some two hundred words.</summary>
[TestFixture]
[Kernel]
public sealed class TableNameTests
{
    private static readonly string[] s_accepted =
    [
        "filter", "firewall", "datadog", "nat", "mangle", "route", "security", "input", "output", "forward", "main", "mine", "users", "office",
        "a", "z9", "T1", "net_out", "fw4", "inet_filter", "ipv4", "ipv6", "accepted", "drops", "sethost", "ip_", "lo", "eth0", "wan", "lan", "dmz",
        "trusted", "public", "docker", "kube", "vpn", "host", "web", "egress_rules", "x012345678901234567890123456789012345678901234567890123456789_ab",
    ];

    private static readonly string[] s_refused =
        ["goto", "icmpv6", "notrack", "ibrname", "obrname", "ibriport", "obriport", "lshift", "not", "filter-1", "1st", ""];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [TestCaseSource(nameof(s_accepted))]
    public void Accepted_names_load(string name) => AssertLoads(Samples.Old, NftablesTable.Parse("inet/" + name));

    [TestCase("ip", IpFamily.IPv4)]
    [TestCase("ip6", IpFamily.IPv6)]
    public void Tables_of_one_family_accept_every_rule(string table, IpFamily family)
    {
        var any = family == IpFamily.IPv4 ? Remote.AnyIPv4 : Remote.AnyIPv6;
        var rules = Samples.Old.Only(family).Combine(RuleSet.Of(Rule.Egress(any, Protocol.Udp, 123, "any")).Only(family));

        AssertLoads(rules, NftablesTable.Parse(table + "/datadog"));
    }

    [TestCaseSource(nameof(s_refused))]
    public void Refused_names_are_refused(string name) => Assert.That(NftablesTable.TryParse("inet/" + name, out _), Is.False);

    [TestCase("goto")]
    [TestCase("icmpv6")]
    [TestCase("notrack")]
    public void What_nft_refuses_in_every_place_is_refused_for_that_reason(string name)
    {
        using var network = new NetworkNamespace();

        Assert.That(network.Run("nft", ["add", "table", "inet", name]).ExitCode, Is.Not.Zero);
    }

    private static void AssertLoads(RuleSet rules, NftablesTable table)
    {
        using var network = new NetworkNamespace();
        var deny = new DefaultDeny { AllowDns = true, AllowDhcp = true };
        foreach (var options in new NftablesOptions[]
        {
            new() { Table = table, Mode = NftablesMode.Include },
            new() { Table = table, Mode = NftablesMode.Include, Remove = true },
            new() { Table = table, Mode = NftablesMode.Table, DefaultDeny = deny, AllowSharedTable = true },
            new() { Table = table, Mode = NftablesMode.Table, Remove = true },
        })
        {
            network.Nft(rules.ToNftables(options));
            network.Run("nft", ["-j", "-f", "-"], rules.ToNftables(options with { Output = NftablesOutput.Json })).MustSucceed();
        }
    }
}
