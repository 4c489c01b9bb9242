using System.Net.Sockets;

namespace FirewallRules.SystemTests.Applying;

/// <summary>A connection that is open, like that of whoever is logged in, goes on whatever is applied and taken back.</summary>
[TestFixtureSource(nameof(Cases))]
[Kernel]
public sealed class ApplySessionTests(ApplyCase @case)
{
    private const int Runs = 9;
    private const int Port = 22;

    private static readonly string[] s_rules = ["webhooks logs", "webhooks synthetics"];

    private static IEnumerable<ApplyCase> Cases =>
    [
        new("--format nftables --mode table --default-deny --allow-in 22", "nft"),
        new("--format iptables --default-deny --allow-in 22", "iptables", "ip6tables"),
        new("--format ipset --default-deny --allow-in 22", "iptables", "ip6tables", "ipset"),
    ];

    [Test]
    public void An_open_session_goes_on()
    {
        @case.Require();
        using var wire = new Wire();
        using var host = new ApplyHost(wire.Host);
        using var session = Session.Open(wire.World, new Target(Wire.HostAddress(AddressFamily.InterNetwork), Port), wire.Host);
        for (var run = 0; run < Runs; run++)
        {
            var isTakenBack = run % 3 == 2;
            using var apply = host.StartFwrules($"apply {s_rules[run % 2]} {@case.Options}{(isTakenBack ? " --confirm 1h" : "")}");
            if (isTakenBack)
            {
                host.AwaitWaiting(apply);
                Assert.That(session.Passes(serverFirst: true), $"run {run}, applied");
                ApplyHost.Signal(apply, "INT");
            }

            var ended = ApplyHost.End(apply);
            Assert.That(ended.ExitCode, Is.EqualTo(isTakenBack ? 130 : 0), ended.ToString());
            Assert.That(session.Passes(serverFirst: run % 2 == 0), $"run {run}");
        }
    }
}
