using System.Diagnostics;
using System.Globalization;

namespace FirewallRules.SystemTests.Applying;

/// <summary>Whenever the tool is killed, the former state returns, and until then there is the former or the new one.</summary>
[TestFixtureSource(nameof(Cases))]
[Kernel]
public sealed class ApplyKillTests(ApplyCase @case)
{
    private const int Moments = 20;

    private static readonly string[] s_rules = ["webhooks logs", "webhooks synthetics"];

    private static IEnumerable<ApplyCase> Cases => ApplyCase.All.Where(known => known.Options.Contains("--default-deny", StringComparison.Ordinal)
        || known.Options.EndsWith("ipset", StringComparison.Ordinal));

    [Test]
    public void The_former_state_returns_after_a_kill_at_any_moment()
    {
        @case.Require();
        using var host = new ApplyHost();
        ApplyCase.Prepare(host.Network);
        var clock = new Stopwatch();

        // The second time, each finds the sets that the other one leaves.
        var states = Array.ConvertAll([.. s_rules, .. s_rules], rules =>
        {
            clock.Restart();
            host.Fwrules($"apply {rules} {@case.Options}").MustSucceed();
            clock.Stop();
            return host.State;
        })[s_rules.Length..];
        var loaded = 0;
        for (var moment = 0; moment < Moments; moment++)
        {
            using var apply = host.StartFwrules($"apply {s_rules[0]} {@case.Options}{(moment % 2 == 0 ? " --confirm 1h" : "")}");
            ApplyHost.Await(() => apply.HasExited || new FileInfo($"{host.Current}/decision").LinkTarget is null, "nothing happens");
            Thread.Sleep(clock.Elapsed * (1.3 * moment / Moments));
            apply.Kill();
            AwaitEnd(host, states, $"moment {moment.ToString(CultureInfo.InvariantCulture)}");
            loaded += IsLoadedBy(apply, host) ? 1 : 0;

            // Without --confirm the rules may have been verified before the kill: then they stay.
            if (host.State != states[1])
            {
                Assert.That((moment % 2, host.State), Is.EqualTo((1, states[0])), $"moment {moment.ToString(CultureInfo.InvariantCulture)}");
                host.Fwrules($"apply {s_rules[1]} {@case.Options}").MustSucceed();
            }
        }

        Assert.That(loaded, Is.GreaterThan(3), "No kill came after the rules were loaded.");
    }

    private static bool IsLoadedBy(Process apply, ApplyHost host)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"process={apply.Id} ");
        return File.Exists($"{host.Current}/apply.output") && File.ReadAllText($"{host.Current}/watchdog.sh").Contains(name, StringComparison.Ordinal);
    }

    // The state of iptables has several parts, which are replaced one after the other.
    private void AwaitEnd(ApplyHost host, string[] states, string what)
        => ApplyHost.Await(
            () =>
            {
                var decision = new FileInfo($"{host.Current}/decision").LinkTarget;
                if (@case.IsNftables)
                {
                    Assert.That(host.State, Is.AnyOf([.. states]), what);
                }

                return decision switch
                {
                    // Nothing is loaded before the watchdog is at work.
                    null => !File.Exists($"{host.Current}/armed"),
                    "confirmed" => true,
                    _ => File.Exists($"{host.Current}/result"),
                };
            },
            what);
}
