using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>What a default deny allows in addition to the rules, and what it blocks.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.Enforcing))]
[Kernel]
public sealed class DefaultDenyTests(OutputForm form)
{
    private const int Port = 443;
    private const int Dns = 53;

    private static readonly RuleSet s_outgoing = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Port, "out"));
    private static readonly RuleSet s_incoming = RuleSet.Of(Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, Port, "in"));
    private static readonly IPAddress[] s_allowed = [Address.Of("1.0.0.1"), Address.Of("2600::1")];
    private static readonly IPAddress[] s_elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Loopback_stays_open([Values] bool outgoing)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.Host, Port);
        form.Apply(wire.Host, outgoing ? s_outgoing : s_incoming, new DefaultDeny());
        IPAddress[] own =
        [
            IPAddress.Loopback, IPAddress.IPv6Loopback,
            Wire.HostAddress(AddressFamily.InterNetwork), Wire.HostAddress(AddressFamily.InterNetworkV6),
        ];

        Assert.That(wire.Egress(own, Port), Has.All.True);
    }

    [Test]
    public void Replies_pass_and_the_direction_without_rules_stays_open([Values] bool outgoing)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(outgoing ? wire.Host : wire.World, Port);
        form.Apply(wire.Host, outgoing ? s_outgoing : s_incoming, new DefaultDeny());

        Assert.That(outgoing ? wire.Ingress(s_elsewhere, Port) : wire.Egress(s_elsewhere, Port), Has.All.True);
    }

    [Test]
    public void Names_resolve_only_where_that_is_asked_for([Values] bool allowed)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var tcp = Listeners.Open(wire.World, Dns);
        using var udp = Listeners.OpenUdp(wire.World, Dns);
        form.Apply(wire.Host, s_outgoing, new DefaultDeny { AllowDns = allowed });
        Target[] servers = [.. s_allowed.Concat(s_elsewhere).Select(address => new Target(address, Dns))];

        Assert.That(Probe.Connect(wire.Host, servers), Has.All.EqualTo(allowed));
        Assert.That(Probe.Echo(wire.Host, servers), Has.All.EqualTo(allowed));
    }

    [TestCase(IpFamily.IPv4)]
    [TestCase(IpFamily.IPv6)]
    public void Rules_of_one_family_close_the_other_only_in_a_table_of_both(IpFamily family)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        form.Apply(wire.Host, s_outgoing.Only(family), new DefaultDeny());

        var own = new[] { family == IpFamily.IPv4, family == IpFamily.IPv6 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wire.Egress(s_allowed, Port), Is.EqualTo(form is ScriptForm ? [true, true] : own));
            Assert.That(wire.Egress(s_elsewhere, Port), Is.EqualTo(form is ScriptForm ? own.Select(denied => !denied) : [false, false]));
        }
    }

    [TestCase(DenyAction.Reject)]
    [TestCase(DenyAction.Drop)]
    public void A_rejected_connection_fails_at_once_and_a_dropped_one_times_out(DenyAction action)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        form.Apply(wire.Host, s_outgoing, new DefaultDeny { Action = action });
        var patience = TimeSpan.FromSeconds(action == DenyAction.Reject ? 20 : 0.7);

        // One after the other, so that a family that has to wait shows. Timers may ring a little early.
        foreach (var address in s_elsewhere)
        {
            var clock = Stopwatch.StartNew();
            Assert.That(wire.Egress([address], Port, patience), Has.All.False);
            Assert.That(clock.Elapsed, action == DenyAction.Reject ? Is.LessThan(patience / 4) : Is.AtLeast(patience * 0.9));
        }
    }

    [Test]
    public void Callers_are_rejected_at_once_too()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.Host, Port);
        form.Apply(wire.Host, s_incoming, new DefaultDeny());
        var patience = TimeSpan.FromSeconds(20);

        var clock = Stopwatch.StartNew();
        Assert.That(wire.Ingress(s_elsewhere, Port, patience), Has.All.False);
        Assert.That(clock.Elapsed, Is.LessThan(patience / 4));
    }
}
