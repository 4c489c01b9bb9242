using System.Net;

namespace FirewallRules.SystemTests;

[TestFixture]
[Kernel]
public sealed class WireTests
{
    private const int Open = 443;
    private const int Closed = 444;

    private static readonly Cidr[] s_prefixes = [Cidr.Parse("3.233.144.0/20"), Cidr.Parse("2600:1f18:24e6:b900::/56")];
    private static readonly IPAddress[] s_inside = [.. s_prefixes.SelectMany(Address.Inside)];
    private static readonly IPAddress[] s_outside = [.. s_prefixes.SelectMany(Address.JustOutside)];

    [Test]
    public void Without_a_firewall_every_address_answers_on_the_open_port_and_none_on_a_closed_one()
    {
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.World, Open);

        Assert.That(wire.Egress([.. s_inside, .. s_outside], Open), Has.All.True);
        Assert.That(wire.Egress([.. s_inside, .. s_outside], Closed), Has.All.False);
    }

    [Test]
    public void Without_a_firewall_every_address_can_call()
    {
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.Host, Open);

        Assert.That(wire.Ingress([.. s_inside, .. s_outside], Open), Has.All.True);
        Assert.That(wire.Ingress([.. s_inside, .. s_outside], Closed), Has.All.False);
    }
}
