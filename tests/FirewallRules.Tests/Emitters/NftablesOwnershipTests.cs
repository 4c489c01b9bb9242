namespace FirewallRules.Tests.Emitters;

/// <summary>Which tables, chains and sets of nftables an output changes, and which it leaves alone.</summary>
public sealed class NftablesOwnershipTests
{
    private static readonly NftablesOptions TableMode = new() { Mode = NftablesMode.Table };
    private static readonly NftablesTable Office = NftablesTable.Parse("inet/office");

    private static readonly string[] Foreign =
    [
        "inet/filter", "ip/filter", "ip6/nat", "inet/nat", "ip/mangle", "ip6/mangle", "ip6/security", "inet/firewalld", "inet/fw4", "inet/ufw",
        "ip/libvirt_network", "inet/netavark", "ip/crowdsec", "ip6/crowdsec6", "inet/lxd", "inet/incus", "ip/vyos_filter", "inet/mullvad",
    ];

    private static IEnumerable<NftablesOutput> Outputs => Enum.GetValues<NftablesOutput>();

    [Test]
    public void A_table_of_its_own_and_its_chains_have_the_name_prefix()
    {
        var script = SampleRules.AllSections.ToNftables(TableMode with { NamePrefix = "other" });

        Assert.That(Commands(script), Has.All.Match("^(add|flush|delete) (table inet other$|(set|element|chain|rule) inet other other_)|^[\\t}]"));
        Assert.That(script, Does.Contain("chain inet other other_output").And.Contain("chain inet other other_input"));
    }

    [Test]
    public void Two_prefixes_share_no_chain_and_no_set([Values] NftablesMode mode)
    {
        var options = new NftablesOptions { Mode = mode, Table = Office, DefaultDeny = mode == NftablesMode.Table ? new() : null };
        var (one, two) = (SampleRules.Mix.ToNftables(options with { NamePrefix = "one" }), SampleRules.Mix.ToNftables(options with { NamePrefix = "two" }));

        Assert.That(Commands(one), Has.None.Match(" two_"));
        Assert.That(Commands(two), Has.None.Match(" one_"));
    }

    [TestCaseSource(nameof(Foreign))]
    public void Base_chains_are_not_added_to_the_table_of_another_program(string table)
    {
        var rules = table.StartsWith("inet", StringComparison.Ordinal) ? SampleRules.Logs
            : SampleRules.Logs.Only(table.StartsWith("ip6", StringComparison.Ordinal) ? IpFamily.IPv6 : IpFamily.IPv4);
        var options = TableMode with { Table = NftablesTable.Parse(table) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => rules.ToNftables(options),
                Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.TableIsShared).And.Message.Contains(table));
            Assert.That(rules.ToNftables(options with { AllowSharedTable = true }), Does.Contain("_output { type filter hook output"));
            Assert.That(rules.ToNftables(options with { Mode = NftablesMode.Include }), Does.Contain("_egress"));
            Assert.That(rules.ToNftables(options with { Mode = NftablesMode.Sets }), Does.Not.Contain("chain"));
            Assert.That(rules.ToNftables(options with { Remove = true }), Does.Not.Contain("delete table"));
        }
    }

    [Test]
    public void A_prefix_that_is_the_name_of_such_a_table_is_refused_and_never_removes_it()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => SampleRules.Logs.ToNftables(TableMode with { NamePrefix = "filter" }),
                Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.TableIsShared));
            Assert.That(SampleRules.Logs.ToNftables(TableMode with { NamePrefix = "filter", Remove = true }), Does.Not.Contain("delete table"));
            Assert.That(
                SampleRules.Logs.ToNftables(TableMode with { NamePrefix = "filter", Remove = true, AllowSharedTable = true }),
                Does.Not.Contain("delete table"));
            Assert.That(SampleRules.Logs.ToNftables(new() { NamePrefix = "filter" }), Does.Contain("add table inet filter"), "mode include");
        }
    }

    [Test]
    public void A_prefix_that_is_a_keyword_cannot_be_the_name_of_a_table([Values] bool remove)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => SampleRules.Logs.ToNftables(TableMode with { NamePrefix = "limit", Remove = remove }),
                Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.TableNameIsKeyword));
            Assert.That(
                SampleRules.Logs.ToNftables(TableMode with { NamePrefix = "limit", Table = Office, Remove = remove }),
                Does.Contain("chain inet office limit_output"));
        }
    }

    [Test]
    public void Only_its_own_table_is_deleted([ValueSource(nameof(Outputs))] NftablesOutput output)
    {
        var remove = TableMode with { Remove = true, Output = output };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SampleRules.Logs.ToNftables(remove), Does.Match("delete table inet datadog|\"delete\":\\{\"table\""));
            Assert.That(
                SampleRules.Logs.ToNftables(remove with { Table = NftablesTable.InetDatadog }),
                Does.Not.Match("delete table|\"delete\":\\{\"table\"").And.Contain("datadog_forward").And.Contain("datadog_adopt"));
        }
    }

    [Test]
    public void Removal_depends_on_names_only([Values] NftablesMode mode, [ValueSource(nameof(Outputs))] NftablesOutput output)
    {
        var options = new NftablesOptions { Mode = mode, Output = output, Remove = true };
        var full = Of("192.0.2.0/24", "2001:db8::/32");
        RuleSet[] others = [Of("198.51.100.0/24"), Of("2001:db8::/32").Only(IpFamily.IPv6), Of("192.0.2.0/24").Only(IpFamily.IPv4), Of()];
        foreach (var other in others)
        {
            Assert.That(Commands(other.ToNftables(options)), Is.EqualTo(Commands(full.ToNftables(options))));
        }

        static RuleSet Of(params string[] prefixes) => RuleSet.Of(
            Rule.Egress(Sets.Of(prefixes), Protocol.Tcp, 443, "out"), Rule.Ingress(AddressSet.Empty, Protocol.Tcp, 443, "in"));
    }

    [Test]
    public void Removal_ignores_the_default_deny_and_the_priority()
    {
        var nothing = RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 443, "nobody"));
        foreach (var table in new[] { null, Office })
        {
            var remove = TableMode with { Remove = true, Table = table };
            Assert.That(
                nothing.ToNftables(remove with { DefaultDeny = new() { Forward = true }, Priority = 10 }),
                Is.EqualTo(nothing.ToNftables(remove)));
        }

        Assert.That(
            SampleRules.Logs.ToNftables(new() { Remove = true, Table = NftablesTable.Parse("ip/office"), DefaultDeny = new() }),
            Does.Contain("delete set ip office datadog_logs_ipv4").And.Not.Contain("delete set ip office datadog_logs_ipv6"));
    }

    [TestCase(-199)]
    [TestCase(0)]
    [TestCase(400)]
    public void The_priority_is_that_of_every_base_chain(int priority)
    {
        var options = TableMode with { Priority = priority, DefaultDeny = new() { Forward = true } };
        var script = Commands(SampleRules.AllSections.ToNftables(options)).Where(line => line.Contains(" hook ", StringComparison.Ordinal)).ToList();
        var json = Commands(SampleRules.AllSections.ToNftables(options with { Output = NftablesOutput.Json }))
            .Where(line => line.Contains("\"hook\"", StringComparison.Ordinal)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script, Has.Count.EqualTo(3).And.All.Contain($" priority {priority}; policy drop; }}"));
            Assert.That(json, Has.Count.EqualTo(3).And.All.Contain($"\"prio\":{priority},"));
        }
    }

    [TestCase(-200)]
    [TestCase(401)]
    public void A_priority_has_limits(int priority)
        => Assert.That(() => new NftablesOptions { Priority = priority }, Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Connections_are_adopted_only_with_a_default_deny()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SampleRules.Logs.ToNftables(TableMode), Does.Not.Contain("adopt"));
            Assert.That(SampleRules.Logs.ToNftables(TableMode with { DefaultDeny = new() }), Does.Contain("datadog_adopt { tcp timeout 10m }"));
        }
    }

    private static IEnumerable<string> Commands(string output)
        => output.TrimEnd('\n').Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#') && !line.Contains("metainfo", StringComparison.Ordinal));
}
