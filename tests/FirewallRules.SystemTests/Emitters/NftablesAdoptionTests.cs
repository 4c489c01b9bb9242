using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>A default deny that is loaded on a host without connection tracking keeps the TCP connections that exist, and opens none.</summary>
[TestFixture(NftablesOutput.Script)]
[TestFixture(NftablesOutput.Json)]
[Kernel]
public sealed class NftablesAdoptionTests(NftablesOutput output)
{
    private const int Port = 22;

    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(500);
    private static readonly AddressFamily[] s_families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];
    private static readonly RuleSet s_egress = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, 443, "out"));
    private static readonly RuleSet s_ingress = RuleSet.Of(Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, 443, "in"));
    private static readonly RuleSet[] s_selections = [s_egress, s_ingress, s_egress.Combine(s_ingress)];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [Test]
    public void A_session_continues_whoever_sends_next([Values] bool incoming, [Values] bool hostSends)
    {
        foreach (var rules in s_selections)
        {
            using var wire = new Wire(Neighbours.Discovered);
            var sessions = Open(wire, incoming);
            Load(wire.Host, rules);

            // The host is the caller of outgoing sessions and the called end of incoming ones.
            Assert.That(sessions.Select(session => session.Send(fromCaller: hostSends != incoming)), Has.All.True, rules.ToString());
            Assert.That(sessions.Select(session => session.Send(fromCaller: hostSends == incoming)), Has.All.True, rules.ToString());
            Close(sessions);
        }
    }

    [Test]
    public void New_connections_are_denied_all_the_same()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var world = Listeners.Open(wire.World, Port, 443);
        using var host = Listeners.Open(wire.Host, Port, 443);
        Load(wire.Host, s_egress.Combine(s_ingress));
        IPAddress[] elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wire.Egress(elsewhere, Port), Has.All.False);
            Assert.That(wire.Ingress(elsewhere, Port), Has.All.False);
            Assert.That(wire.Egress([Address.Of("1.0.0.1"), Address.Of("2600::1")], 443), Has.All.True);
            Assert.That(wire.Ingress([Address.Of("44.0.0.1"), Address.Of("2a05::1")], 443), Has.All.True);
        }
    }

    [Test]
    public void Later_packets_of_unknown_connections_are_denied([Values] bool incoming)
    {
        using var wire = new Wire(Neighbours.Discovered);
        var (adopted, late) = (Open(wire, incoming), Open(wire, incoming));
        Load(wire.Host, s_egress.Combine(s_ingress));
        Assert.That(adopted.Select(session => session.Send(fromCaller: true)), Has.All.True);

        wire.Host.Nft("delete element inet datadog datadog_adopt { tcp }\n");

        Assert.That(late.Select(session => session.Send(fromCaller: true, s_short)), Has.All.False);
        Assert.That(adopted.Select(session => session.Send(fromCaller: false)), Has.All.True, "tracked by now");

        Load(wire.Host, s_egress.Combine(s_ingress));
        Assert.That(late.Select(session => session.Send(fromCaller: true)), Has.All.True, "the next load adopts again");
        Close([.. adopted, .. late]);
    }

    [Test]
    public void A_session_cannot_be_replaced_by_a_new_one_after_a_reset()
    {
        using var wire = new Wire(Neighbours.Discovered);
        var target = new Target(Wire.HostAddress(AddressFamily.InterNetwork), Port, Elsewhere(AddressFamily.InterNetwork));
        using var session = Session.Open(wire.World, target, wire.Host);
        using var here = Listeners.Open(wire.Host, Port);
        Load(wire.Host, s_ingress, new DefaultDeny { Action = DenyAction.Drop });
        Assert.That(session.Passes(serverFirst: false), Is.True);
        Assert.That(() => session.ReplaceAfterReset(wire.World), Throws.InstanceOf<SocketException>());
    }

    [Test]
    public void The_set_expires_by_itself()
    {
        using var network = new NetworkNamespace();
        Load(network, s_egress);

        Assert.That(network.Run("nft", ["list", "set", "inet", "datadog", "datadog_adopt"]).Output, Does.Match("tcp timeout 10m expires (9m5|10m)"));
    }

    [Test]
    public void A_forwarded_session_continues([Values] bool innerSends)
    {
        foreach (var rules in s_selections)
        {
            using var router = new Router();
            var sessions = s_families.Select(family => new TcpSession(
                router.Inner, new Target(Elsewhere(family), Port), router.World, Port)).ToList();
            Load(router.Host, rules, new DefaultDeny { Forward = true });

            Assert.That(sessions.Select(session => session.Send(fromCaller: innerSends)), Has.All.True, rules.ToString());
            Assert.That(sessions.Select(session => session.Send(fromCaller: !innerSends)), Has.All.True, rules.ToString());
            Close(sessions);
        }
    }

    [Test]
    public void A_session_is_held_through_every_load([Values] bool incoming)
    {
        using var wire = new Wire(Neighbours.Discovered);
        var sessions = Open(wire, incoming);
        var outputs = s_selections.SelectMany(_ => new[] { new DefaultDeny(), new DefaultDeny { Forward = true, Action = DenyAction.Drop }, null }, Write)
            .Append(s_egress.ToNftables(new() { Mode = NftablesMode.Table, Output = output, Remove = true }))
            .ToList();

        for (var time = 0; time < 3; time++)
        {
            foreach (var text in outputs)
            {
                Run(wire.Host, text);
                Assert.That(sessions.Select(session => session.Send(fromCaller: time % 2 == 0)), Has.All.True, text);
            }
        }

        Close(sessions);
    }

    private static IPAddress Elsewhere(AddressFamily family) => Address.Of(family == AddressFamily.InterNetworkV6 ? "2620:fe::fe" : "9.9.9.9");

    private static List<TcpSession> Open(Wire wire, bool incoming) => [.. s_families.Select(family => incoming
        ? new TcpSession(wire.World, new Target(Wire.HostAddress(family), Port, Elsewhere(family)), wire.Host, Port)
        : new TcpSession(wire.Host, new Target(Elsewhere(family), Port), wire.World, Port))];

    private static void Close(List<TcpSession> sessions) => sessions.ForEach(session => session.Dispose());

    private string Write(RuleSet rules, DefaultDeny? deny)
        => rules.ToNftables(new() { Mode = NftablesMode.Table, DefaultDeny = deny, Output = output });

    private void Load(NetworkNamespace network, RuleSet rules, DefaultDeny? deny = null) => Run(network, Write(rules, deny ?? new DefaultDeny()));

    private void Run(NetworkNamespace network, string text) => new NftablesForm(NftablesMode.Table, output).Load(network, text).MustSucceed();
}
