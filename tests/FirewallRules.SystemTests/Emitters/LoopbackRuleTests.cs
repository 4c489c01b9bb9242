using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>Rules for loopback addresses work where nothing else allows loopback traffic.</summary>
[TestFixture]
[Kernel]
public sealed class LoopbackRuleTests
{
    private const string StrictTable = """
        table inet filter {
            chain input {
                type filter hook input priority 0; policy drop;
                ct state established accept
            }
            chain output {
                type filter hook output priority 0; policy accept;
            }
        }

        """;

    [Test]
    public void They_let_the_host_reach_its_own_services_and_no_other_port()
    {
        Tool.Require("nft");
        using var network = new NetworkNamespace();
        using var open = Listeners.Open(network, 8126, 8127);
        using var metrics = Listeners.OpenUdp(network, 8125);
        network.Nft(StrictTable);
        network.Nft(RuleSet.ForAgent(AgentVersion.V6).ToNftables());
        Target[] statsd = [new(IPAddress.Loopback, 8125), new(IPAddress.IPv6Loopback, 8125)];
        Target[] traces = [new(IPAddress.Loopback, 8126), new(IPAddress.IPv6Loopback, 8126)];
        Target[] unknown = [new(IPAddress.Loopback, 8127), new(IPAddress.IPv6Loopback, 8127)];
        Assert.That(Probe.Connect(network, traces), Has.All.False, "before the jump");

        network.Nft("add rule inet filter input jump datadog_ingress\n");

        Assert.That(Probe.Connect(network, traces), Has.All.True);
        Assert.That(Probe.Echo(network, statsd), Has.All.True);
        Assert.That(Probe.Connect(network, unknown), Has.All.False);
    }
}
