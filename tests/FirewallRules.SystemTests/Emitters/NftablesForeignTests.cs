using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>In a table that belongs to others, chains and sets that are not the project's stay exactly as they are.</summary>
[TestFixture(NftablesOutput.Script)]
[TestFixture(NftablesOutput.Json)]
[Kernel]
public sealed partial class NftablesForeignTests(NftablesOutput output)
{
    private const string Office = """
        table inet office {
        	set mine {
        		type ipv4_addr
        		flags interval
        		elements = { 192.0.2.0/24 }
        	}

        	chain input {
        		type filter hook input priority filter; policy accept;
        		ip saddr @mine drop
        	}

        	chain output {
        		type filter hook output priority filter; policy accept;
        		tcp dport 25 reject with icmp port-unreachable
        	}

        	chain forward {
        		type filter hook forward priority filter; policy drop;
        	}
        }

        """;

    private static readonly NftablesOptions s_options = new()
    {
        Mode = NftablesMode.Table,
        Table = NftablesTable.Parse("inet/office"),
        DefaultDeny = new() { Forward = true },
    };

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [Test]
    public void Loading_and_removing_leaves_them([Values] NftablesMode mode)
    {
        using var network = new NetworkNamespace();
        network.Nft(Office);
        var before = NetworkState.Of(network).ToString();
        var options = s_options with { Mode = mode, DefaultDeny = mode == NftablesMode.Table ? s_options.DefaultDeny : null };

        foreach (var rules in new[] { Samples.Old, Samples.New, Samples.Old })
        {
            Load(network, rules, options);
            Assert.That(Foreign(network), Is.EqualTo(before));
        }

        for (var time = 0; time < 2; time++)
        {
            Load(network, Samples.New, options with { Remove = true });
            Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before));
        }
    }

    [Test]
    public void Two_prefixes_in_one_table_do_not_change_each_other([Values] NftablesMode mode, [Values] bool ownTables)
    {
        using var network = new NetworkNamespace();
        var one = s_options with
        {
            Mode = mode,
            Table = ownTables ? null : s_options.Table,
            DefaultDeny = mode == NftablesMode.Table ? s_options.DefaultDeny : null,
        };
        var two = one with { NamePrefix = "two" };
        Load(network, Samples.Old, one);
        var first = UsedState.OfAll(network);

        Load(network, Samples.Unrelated, two);
        Load(network, RuleSet.Of(Samples.Old.Rules[0]), two);
        Load(network, Samples.Unrelated, two with { Remove = true });
        Load(network, Samples.Old, two with { Remove = true });

        Assert.That(UsedState.OfAll(network), Is.EqualTo(first));
    }

    [TestCase("chain datadog_output { type nat hook output priority 0; policy accept; }")]
    [TestCase("chain datadog_output { type filter hook input priority 0; policy accept; }")]
    [TestCase("chain datadog_output { type filter hook output priority 10; policy accept; }")]
    [TestCase("chain datadog_output { tcp dport 25 accept; }")]
    [TestCase("chain datadog_input { type nat hook input priority 0; policy accept; }")]
    [TestCase("chain datadog_forward { type filter hook forward priority -5; policy drop; }")]
    [TestCase("set datadog_adopt { type ipv4_addr; }")]
    [TestCase("set datadog_one_ipv4 { type inet_service; }")]
    public void A_foreign_one_with_the_same_name_and_another_type_makes_the_load_fail(string foreign)
    {
        using var network = new NetworkNamespace();
        network.Nft($"table inet office {{\n{foreign}\n}}\n");
        var before = NetworkState.Of(network).ToString();

        var result = new NftablesForm(NftablesMode.Table, output).Load(network, Samples.Old.ToNftables(s_options with { Output = output }));

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Is.Not.Empty);
        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before));
    }

    [Test]
    public void Another_priority_needs_a_removal_first()
    {
        using var network = new NetworkNamespace();
        foreach (var options in new[] { s_options, s_options with { Table = null } })
        {
            Load(network, Samples.Old, options);
            var before = NetworkState.Of(network).ToString();
            var other = options with { Priority = 50, Output = output };

            var result = new NftablesForm(NftablesMode.Table, output).Load(network, Samples.Old.ToNftables(other));
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before));

            Load(network, Samples.Old, other with { Remove = true });
            Load(network, Samples.Old, other);
            Assert.That(NetworkState.Of(network).ToString(), Does.Contain("hook output priority security; policy drop"));
        }
    }

    private static string Foreign(NetworkNamespace network) => OwnBlock().Replace(NetworkState.Of(network).ToString(), "");

    [GeneratedRegex(
        @"^\t(chain|set) datadog_\S+ \{\n(\t\t.*\n)*\t\}\n",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OwnBlock();

    private void Load(NetworkNamespace network, RuleSet rules, NftablesOptions options)
        => new NftablesForm(options.Mode, output).Load(network, rules.ToNftables(options with { Output = output })).MustSucceed();
}
