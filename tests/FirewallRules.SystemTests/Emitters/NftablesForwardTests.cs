using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>A default deny for forwarded traffic, on a router and on a host with Docker's chains, by packets.</summary>
[TestFixture(NftablesOutput.Script)]
[TestFixture(NftablesOutput.Json)]
[Kernel]
public sealed class NftablesForwardTests(NftablesOutput output)
{
    private const int Published = 8443;
    private const int Inner = 443;

    private static readonly DefaultDeny s_forward = new() { Forward = true };
    private static readonly IPAddress[] s_datadog = [Address.Of("1.0.0.1"), Address.Of("2600::1")];
    private static readonly IPAddress[] s_callers = [Address.Of("44.0.0.1"), Address.Of("2a05::1")];
    private static readonly IPAddress[] s_elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];
    private static readonly RuleSet s_egress = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Inner, "out"));
    private static readonly RuleSet s_ingress = RuleSet.Of(
        Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, [22, Published, new PortRange(9000, 9100)], "in"),
        Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Udp, new PortRange(8400, 8500), "in, too"));

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft", "iptables-nft-restore", "ip6tables-nft-restore");

    [Test]
    public void Without_it_forwarded_traffic_is_not_restricted([Values] bool docker)
    {
        using var router = Create(docker);
        using var world = Listeners.Open(router.World, Inner);
        using var inner = Listeners.Open(router.Inner, Inner);
        Load(router, s_egress.Combine(s_ingress), new DefaultDeny());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Out(router, s_elsewhere, Inner), Has.All.True);
            Assert.That(In(router, s_elsewhere, docker), Has.All.True);
            Assert.That(router.Wire.Egress(s_elsewhere, Inner), Has.All.False, "the host itself");
        }
    }

    [Test]
    public void Inner_machines_reach_what_the_rules_allow_and_nothing_else([Values] bool docker)
    {
        using var router = Create(docker);
        using var world = Listeners.Open(router.World, Inner, 8080, 53);
        using var inner = Listeners.Open(router.Inner, Inner);
        Load(router, s_egress, s_forward);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Out(router, s_datadog, Inner), Has.All.True);
            Assert.That(Out(router, s_datadog, 8080), Has.All.False, "another port");
            Assert.That(Out(router, s_elsewhere, Inner), Has.All.False);
            Assert.That(Out(router, s_elsewhere, 53), Has.All.False);
            Assert.That(In(router, s_datadog, docker), Has.All.False);
            Assert.That(router.Wire.Egress([.. s_datadog, .. s_elsewhere], Inner), Is.EqualTo(new[] { true, true, false, false }));
        }

        Load(router, s_egress, s_forward with { AllowDns = true });
        Assert.That(Out(router, s_elsewhere, 53), Has.All.True);
    }

    [Test]
    public void Published_ports_are_judged_by_the_port_that_was_called()
    {
        using var router = Create(docker: true);
        using var inner = Listeners.Open(router.Inner, Inner, Published, 22, 9050);
        using var echo = Listeners.OpenUdp(router.Inner, Inner);
        Load(router, s_ingress, s_forward);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(In(router, s_callers, translated: true), Has.All.True);
            Assert.That(In(router, s_elsewhere, translated: true), Has.All.False);
            Assert.That(Udp(router, s_callers), Has.All.True);
            Assert.That(Udp(router, s_elsewhere), Has.All.False);
        }

        // The inner port is allowed, but nobody may call the published one.
        Load(router, RuleSet.Of(Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, Inner, "in")), s_forward);
        Assert.That(In(router, s_callers, translated: true), Has.All.False);
    }

    [Test]
    public void Without_translation_the_port_is_that_of_the_inner_machine()
    {
        using var router = Create(docker: false);
        using var inner = Listeners.Open(router.Inner, 21, 22, 23, 8999, 9000, 9100, 9101);
        Load(router, s_ingress, s_forward);

        foreach (var (port, allowed) in new[] { (21, false), (22, true), (23, false), (8999, false), (9000, true), (9100, true), (9101, false) })
        {
            Assert.That(Direct(router, s_callers, port), Has.All.EqualTo(allowed), $"port {port}");
            Assert.That(Direct(router, s_elsewhere, port), Has.All.False, $"port {port}");
        }
    }

    [Test]
    public void What_is_allowed_besides_applies_to_forwarded_traffic_too()
    {
        using var router = Create(docker: false);
        using var world = Listeners.Open(router.World, 80, 123);
        using var inner = Listeners.Open(router.Inner, 22);
        Load(router, s_egress, s_forward with
        {
            Allow = RuleSet.Of(
                Rule.Egress(Samples.Set("9.9.9.0/24 2620:fe::/48"), Protocol.Tcp, 123, "clock"),
                Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, 22, "office")),
            AllowMetadata = true,
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Out(router, s_elsewhere, 123), Has.All.True);
            Assert.That(Out(router, s_elsewhere, 80), Has.All.False);
            Assert.That(Out(router, [Address.Of("100.100.100.200"), Address.Of("fd00:ec2::254")], 80), Has.All.True, "metadata");
            Assert.That(Direct(router, s_callers, 22), Has.All.True);
            Assert.That(Direct(router, s_elsewhere, 22), Has.All.False);
        }
    }

    [Test]
    public void An_accept_does_not_open_what_another_table_drops()
    {
        using var router = Create(docker: false);
        using var inner = Listeners.Open(router.Inner, 22);
        router.Host.Nft("table inet users {\n chain f {\n type filter hook forward priority 10; policy drop;\n }\n}\n");
        Load(router, s_ingress, s_forward);

        Assert.That(Direct(router, s_callers, 22), Has.All.False);
    }

    [Test]
    public void It_ends_with_the_next_load_and_other_tables_stay_as_they_were()
    {
        using var router = Create(docker: true);
        using var world = Listeners.Open(router.World, Inner);
        var foreign = NetworkState.Of(router.Host).ToString();
        Load(router, s_egress, s_forward);
        Assert.That(Out(router, s_elsewhere, Inner), Has.All.False);

        Load(router, s_egress, new DefaultDeny());
        Assert.That(Out(router, s_elsewhere, Inner), Has.All.True);

        Load(router, s_egress, s_forward);
        Assert.That(Without(NetworkState.Of(router.Host).ToString()), Is.EqualTo(foreign));
        new NftablesForm(NftablesMode.Table, output).Remove(router.Host, s_egress);
        Assert.That(NetworkState.Of(router.Host).ToString(), Is.EqualTo(foreign));

        static string Without(string state)
        {
            var start = state.IndexOf("table inet datadog {\n", StringComparison.Ordinal);
            return state.Remove(start, state.IndexOf("\n}\n", start, StringComparison.Ordinal) + 3 - start);
        }
    }

    private static Router Create(bool docker)
    {
        var router = new Router();
        if (docker)
        {
            router.Publish(Published, Inner);
        }

        return router;
    }

    private static bool[] Out(Router router, IPAddress[] destinations, int port)
        => Probe.Connect(router.Inner, [.. destinations.Select(address => new Target(address, port))]);

    private static bool[] In(Router router, IPAddress[] sources, bool translated)
        => translated ? router.Wire.Ingress(sources, Published) : Direct(router, sources, Inner);

    private static bool[] Direct(Router router, IPAddress[] sources, int port)
        => Probe.Connect(router.World, [.. sources.Select(source => new Target(Router.InnerAddress(source.AddressFamily), port, source))]);

    private static bool[] Udp(Router router, IPAddress[] sources)
        => Probe.Echo(router.World, [.. sources.Select(source => new Target(Wire.HostAddress(source.AddressFamily), Published, source))]);

    private void Load(Router router, RuleSet rules, DefaultDeny deny)
    {
        var form = new NftablesForm(NftablesMode.Table, output);
        form.Load(router.Host, form.Write(rules, deny)).MustSucceed();
    }
}
