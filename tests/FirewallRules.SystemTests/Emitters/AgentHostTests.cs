using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>
/// A host with the Agent and a default deny: the traffic of the Agent leaves the host, its services answer the host,
/// and other hosts reach only the services that were opened to them.
/// </summary>
[TestFixtureSource(nameof(Forms))]
[Kernel]
public sealed class AgentHostTests(OutputForm form)
{
    private const int DogStatsD = 8125;
    private const int ApmReceiver = 8126;
    private const int Https = 443;
    private const int Ntp = 123;

    private static readonly IPAddress[] s_loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];
    private static readonly IPAddress[] s_applications = [Address.Of("10.1.2.3"), Address.Of("fd00::1234")];
    private static readonly IPAddress[] s_neighbours = [Address.Of("192.0.2.9"), Address.Of("2001:db8::9")];
    private static readonly IPAddress[] s_datadog = [Address.Of("3.233.144.1"), Address.Of("2600:1f18:24e6:b900::1")];
    private static readonly IPAddress[] s_elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];

    private static IEnumerable<OutputForm> Forms
        => OutputForms.Enforcing.Where(form => form.ToString() is "nft Table Script" or "iptables script nft" or "ipset script legacy");

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void What_the_agent_needs_passes_and_nothing_else()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var traces = Listeners.Open(wire.Host, ApmReceiver);
        using var metrics = Listeners.OpenUdp(wire.Host, DogStatsD);
        using var intake = Listeners.Open(wire.World, Https);
        using var clock = Listeners.OpenUdp(wire.World, Ntp);

        Apply(wire);
        CheckHostAndOutside(wire);
        Assert.That(Callers(wire, s_applications), Has.All.False, "a neighbour before the service is opened");

        Apply(wire, AgentService.DogStatsD.OpenTo(Samples.Set("10.0.0.0/8 fd00::/8")));
        CheckHostAndOutside(wire);
        Assert.That(Callers(wire, s_applications), Has.All.True, "a neighbour to whom the service is open");

        Apply(wire);
        Assert.That(Callers(wire, s_applications), Has.All.False, "a neighbour when the service is closed again");
    }

    private void Apply(Wire wire, params AgentServiceSelection[] services)
        => form.Apply(wire.Host, RuleSet.ForAgent(AgentVersion.V7, IpRangesSnapshot.Us1, new AgentOptions { Services = services }), new DefaultDeny());

    private static void CheckHostAndOutside(Wire wire)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Probe.Echo(wire.Host, Targets(s_loopback, DogStatsD)), Has.All.True, "metrics of the host itself");
            Assert.That(wire.Egress(s_loopback, ApmReceiver), Has.All.True, "traces of the host itself");
            Assert.That(Callers(wire, s_neighbours), Has.All.False, "metrics of strangers");
            Assert.That(wire.Ingress([.. s_applications, .. s_neighbours], ApmReceiver), Has.All.False, "traces of others");
            Assert.That(wire.Egress(s_datadog, Https), Has.All.True, "data to Datadog");
            Assert.That(wire.Egress(s_elsewhere, Https), Has.All.False, "data to others");
            Assert.That(Probe.Echo(wire.Host, Targets(s_elsewhere, Ntp)), Has.All.True, "time");
        }
    }

    private static bool[] Callers(Wire wire, IPAddress[] sources)
        => Probe.Echo(wire.World, [.. sources.Select(source => new Target(Wire.HostAddress(source.AddressFamily), DogStatsD, source))]);

    private static Target[] Targets(IPAddress[] addresses, int port) => [.. addresses.Select(address => new Target(address, port))];
}
