using System.Diagnostics;

namespace FirewallRules.SystemTests;

[TestFixture]
[Kernel]
public sealed class ProbeTests
{
    private const int Port = 443;

    private static readonly Cidr s_allowed = Cidr.Parse("203.0.112.0/23");

    [Test]
    public void A_thousand_connects_of_which_half_are_dropped_take_seconds()
    {
        Tool.Require("nft");
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.World, Port);
        wire.Host.Nft($"table ip half {{\n chain c {{\n type filter hook output priority 0;\n ip daddr != {s_allowed} drop\n }}\n}}\n");
        var targets = Enumerable.Range(0, 1000).Select(index => Address.Offset(s_allowed.FirstAddress, index)).ToArray();

        var clock = Stopwatch.StartNew();
        var answers = wire.Egress(targets, Port);

        Assert.That(answers, Is.EqualTo(targets.Select(s_allowed.Contains)));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [TestCase("203.0.112.0")]
    [TestCase("2001:db8::")]
    public void A_thousand_datagrams_come_back_each_from_where_it_went(string first)
    {
        using var wire = new Wire();
        using var listeners = Listeners.OpenUdp(wire.World, Port);
        var targets = Enumerable.Range(0, 1000).Select(index => new Target(Address.Offset(Address.Of(first), index), Port)).ToArray();

        Assert.That(Probe.Echo(wire.Host, targets).Count(came => came), Is.EqualTo(targets.Length));
    }

    [Test]
    public void Datagrams_from_any_source_are_answered()
    {
        using var wire = new Wire();
        using var listeners = Listeners.OpenUdp(wire.Host, Port);
        var sources = Address.Inside(s_allowed).Append(Address.Of("2600:1f18::1"));

        Assert.That(
            Probe.Echo(wire.World, [.. sources.Select(source => new Target(Wire.HostAddress(source.AddressFamily), Port, source))]),
            Has.All.True);
    }

    [Test]
    public void Nobody_answers_a_datagram_where_no_port_is_open()
    {
        using var wire = new Wire();

        Assert.That(Probe.Echo(wire.Host, [new Target(s_allowed.FirstAddress, Port)]), Has.All.False);
    }
}
