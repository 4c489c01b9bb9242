using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>Forwarded connections from before a default deny, and what passes between containers.</summary>
[TestFixtureSource(nameof(Forms))]
[Kernel]
public sealed class ForwardedSessionTests(OutputForm form)
{
    private const int Https = 443;
    private const int Ssh = 22;

    private static readonly RuleSet s_rules = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Https, "out"));
    private static readonly IPAddress[] s_elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];

    internal static IEnumerable<OutputForm> Forms => OutputForms.Enforcing.Where(form => form.ToString() is "iptables script nft" or "ipset script legacy");

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Sessions_from_before_continue_and_no_new_one_is_made([Values("Docker", "router", "libvirt")] string name)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var bridge = new Bridge(wire);
        var host = new[] { ForwardingHost.Docker, ForwardingHost.Router, ForwardingHost.Libvirt }.Single(host => host.ToString() == name);
        host.Load(wire.Host, ((ScriptForm)form).Variant);
        var sessions = Open(wire, bridge, published: host == ForwardingHost.Docker);
        using var outside = Listeners.Open(wire.World, Https);
        using var inside = Listeners.Open(bridge.First, Ssh);
        form.Apply(wire.Host, s_rules, new DefaultDeny { Forward = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Task.WhenAll(sessions.Select(one => Task.Run(() => one.Session.Passes(one.ServerFirst)))).Result, Has.All.True);
            Assert.That(Probe.Connect(bridge.First, [.. s_elsewhere.Select(address => new Target(address, Https))]), Has.All.False);
            Assert.That(
                Probe.Connect(wire.World, [.. s_elsewhere.Select(source => new Target(Bridge.FirstAddress(source.AddressFamily), Ssh, source))]),
                Has.All.False);
        }

        foreach (var (session, _) in sessions)
        {
            session.Dispose();
        }
    }

    [Test]
    public void Traffic_between_containers_is_judged_where_bridges_pass_the_firewall([Values] bool filtered)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var bridge = new Bridge(wire);
        using var inside = Listeners.Open(bridge.First, Ssh, Https);
        var neighbours = RuleSet.Of(Rule.Egress(AddressSet.Parse($"{Bridge.Network4}\n{Bridge.Network6}"), Protocol.Tcp, Ssh, "neighbours"));
        form.Apply(wire.Host, s_rules, new DefaultDeny { Forward = true, Allow = neighbours });
        bridge.FilterBridged(filtered);
        Target[] targets =
        [
            .. from family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 }
               from port in new[] { Ssh, Https }
               select new Target(Bridge.FirstAddress(family), port),
        ];

        Assert.That(Probe.Connect(bridge.Second, targets), Is.EqualTo(targets.Select(target => !filtered || target.Port == Ssh)));
    }

    // In both directions, of each family, and for each side that may be the first to send.
    private static List<(Session Session, bool ServerFirst)> Open(Wire wire, Bridge bridge, bool published) =>
    [
        .. from serverFirst in new[] { false, true }
           from address in s_elsewhere
           from outgoing in new[] { false, true }
           select (outgoing
               ? Session.Open(bridge.First, new Target(address, Https), wire.World)
               : published
                   ? Session.Open(
                       wire.World,
                       new Target(Wire.HostAddress(address.AddressFamily), ForwardingHost.PublishedPort, address),
                       bridge.First,
                       ForwardingHost.ContainerPort)
                   : Session.Open(wire.World, new Target(Bridge.FirstAddress(address.AddressFamily), Ssh, address), bridge.First), serverFirst),
    ];
}
