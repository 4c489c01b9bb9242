using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>Include mode works inside the user's own firewall, and only where it is included.</summary>
[TestFixture]
[Kernel]
public sealed class IncludeModeTests
{
    private const int Port = 443;

    private const string ClosedTable = """
        table inet filter {
            chain output {
                type filter hook output priority 0; policy drop;
                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
            }
        }

        """;

    private static readonly RuleSet s_rules = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Port, Samples.Label));
    private static readonly IPAddress[] s_allowed = [Address.Of("1.0.0.1"), Address.Of("2600::1")];
    private static readonly IPAddress[] s_elsewhere = [Address.Of("1.0.1.0"), Address.Of("2600:1::")];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [Test]
    public void Without_the_jump_nothing_changes([Values] NftablesOutput format)
    {
        using var wire = Load(format, ClosedTable);
        using var listeners = Listeners.Open(wire.World, Port);

        Assert.That(wire.Egress([.. s_allowed, .. s_elsewhere], Port), Has.All.False);
    }

    [Test]
    public void With_the_jump_the_rules_open_a_closed_chain([Values] NftablesOutput format)
    {
        using var wire = Load(format, ClosedTable + "add rule inet filter output jump datadog_egress\n", afterwards: true);
        using var listeners = Listeners.Open(wire.World, Port);

        Assert.That(wire.Egress(s_allowed, Port), Has.All.True);
        Assert.That(wire.Egress(s_elsewhere, Port), Has.All.False);
    }

    [Test]
    public void An_accept_in_another_table_does_not_override_a_drop()
    {
        using var wire = Load(NftablesOutput.Script, ClosedTable.Replace("inet filter", "inet users", StringComparison.Ordinal));
        using var listeners = Listeners.Open(wire.World, Port);
        wire.Host.Nft("""
            add chain inet filter output { type filter hook output priority -10; policy accept; }
            add rule inet filter output jump datadog_egress

            """);

        Assert.That(wire.Egress(s_allowed, Port), Has.All.False);
    }

    [Test]
    public void A_chain_that_is_still_a_jump_target_is_kept_and_nothing_else_is_removed([Values] NftablesOutput format)
    {
        using var wire = Load(format, ClosedTable + "add rule inet filter output jump datadog_egress\n", afterwards: true);
        var before = NetworkState.Of(wire.Host);
        var form = new NftablesForm(NftablesMode.Include, format);

        var result = form.Load(wire.Host, form.Write(s_rules, remove: true));

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(NetworkState.Of(wire.Host).ToString(), Is.EqualTo(before.ToString()));
    }

    [Test]
    public void A_direction_that_is_taken_away_leaves_an_empty_chain_that_can_be_deleted([Values] NftablesOutput format)
    {
        using var wire = Load(format, ClosedTable + "add rule inet filter output jump datadog_egress\n", afterwards: true);
        using var listeners = Listeners.Open(wire.World, Port);
        Assert.That(wire.Egress(s_allowed, Port), Has.All.True);
        var form = new NftablesForm(NftablesMode.Include, format);
        var incoming = form.Write(RuleSet.Of(Rule.Ingress(Samples.Set("44.0.0.0/16"), Protocol.Tcp, Port, "in")));

        form.Load(wire.Host, incoming).MustSucceed();

        Assert.That(wire.Egress(s_allowed, Port), Has.All.False);
        wire.Host.Nft("flush chain inet filter output\n");
        const string Command = "nft delete chain inet filter datadog_egress";
        Assert.That(incoming, Does.Contain($"The chain datadog_egress is empty. To delete it when no rule jumps to it: {Command}"));
        wire.Host.Run("nft", Command.Split(' ')[1..]).MustSucceed();
    }

    private static Wire Load(NftablesOutput format, string usersTable, bool afterwards = false)
    {
        var wire = new Wire(Neighbours.Discovered);
        if (!afterwards)
        {
            wire.Host.Nft(usersTable);
        }

        new NftablesForm(NftablesMode.Include, format).Apply(wire.Host, s_rules);
        if (afterwards)
        {
            wire.Host.Nft(usersTable);
        }

        return wire;
    }
}
