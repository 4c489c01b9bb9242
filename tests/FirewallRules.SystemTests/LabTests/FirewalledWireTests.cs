using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>With rules written by hand, whose meaning is beyond doubt: the probes must tell a prefix from its neighbours.</summary>
[TestFixture]
[Kernel]
public sealed class FirewalledWireTests
{
    private const int Allowed = 443;
    private const int Forbidden = 8443;

    private static readonly Cidr[] s_prefixes = [Cidr.Parse("3.233.144.0/20"), Cidr.Parse("2600:1f18:24e6:b900::/56")];
    private static readonly IPAddress[] s_inside = [.. s_prefixes.SelectMany(Address.Inside)];
    private static readonly IPAddress[] s_outside = [.. s_prefixes.SelectMany(Address.JustOutside)];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft");

    [Test]
    public void Egress_passes_inside_the_prefixes_on_the_port_and_nowhere_else()
    {
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.World, Allowed, Forbidden);
        wire.Host.Nft(OnlyThePrefixes("output", "daddr", "tcp"));

        Assert.That(wire.Egress(s_inside, Allowed), Has.All.True);
        Assert.That(wire.Egress(s_outside, Allowed), Has.All.False);
        Assert.That(wire.Egress(s_inside, Forbidden), Has.All.False);
    }

    [Test]
    public void Ingress_passes_from_inside_the_prefixes_on_the_port_and_from_nowhere_else()
    {
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.Host, Allowed, Forbidden);
        wire.Host.Nft(OnlyThePrefixes("input", "saddr", "tcp"));

        Assert.That(wire.Ingress(s_inside, Allowed), Has.All.True);
        Assert.That(wire.Ingress(s_outside, Allowed), Has.All.False);
        Assert.That(wire.Ingress(s_inside, Forbidden), Has.All.False);
    }

    [Test]
    public void Datagrams_pass_to_the_prefixes_on_the_port_and_nowhere_else()
    {
        using var wire = new Wire();
        using var listeners = Listeners.OpenUdp(wire.World, Allowed, Forbidden);
        wire.Host.Nft(OnlyThePrefixes("output", "daddr", "udp"));

        Assert.That(Probe.Echo(wire.Host, [.. s_inside.Select(address => new Target(address, Allowed))]), Has.All.True);
        Assert.That(Probe.Echo(wire.Host, [.. s_outside.Select(address => new Target(address, Allowed))]), Has.All.False);
        Assert.That(Probe.Echo(wire.Host, [.. s_inside.Select(address => new Target(address, Forbidden))]), Has.All.False);
    }

    [Test]
    public void One_blocked_response_does_not_stop_the_echo()
    {
        using var wire = new Wire();
        using var listeners = Listeners.OpenUdp(wire.Host, Allowed);
        wire.Host.Nft($"table ip no {{\n chain c {{\n type filter hook output priority 0;\n ip daddr 192.0.2.1 drop\n }}\n}}\n");

        Assert.That(Echo("192.0.2.1"), Has.All.False);
        Assert.That(Echo("192.0.2.2"), Has.All.True);

        bool[] Echo(string source) =>
            Probe.Echo(wire.World, [new Target(Wire.HostAddress(AddressFamily.InterNetwork), Allowed, Address.Of(source))]);
    }

    [TestCase(Neighbours.Pinned, true)]
    [TestCase(Neighbours.Discovered, false)]
    public void A_firewall_that_forgets_neighbour_discovery_cuts_IPv6_off_only_where_it_is_used(Neighbours neighbours, bool reachable)
    {
        using var wire = new Wire(neighbours);
        using var listeners = Listeners.Open(wire.World, Allowed);
        wire.Host.Nft(OnlyThePrefixes("output", "daddr", "tcp"));

        Assert.That(wire.Egress([s_prefixes[0].FirstAddress], Allowed), Has.All.True);
        Assert.That(wire.Egress([s_prefixes[1].FirstAddress], Allowed), Has.All.EqualTo(reachable));
    }

    private static string OnlyThePrefixes(string hook, string side, string protocol) => $$"""
        table inet by_hand {
            chain only {
                type filter hook {{hook}} priority filter; policy drop;
                ct state established accept
                ip {{side}} {{s_prefixes[0]}} {{protocol}} dport {{Allowed}} accept
                ip6 {{side}} {{s_prefixes[1]}} {{protocol}} dport {{Allowed}} accept
            }
        }

        """;
}
