using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>A script that is killed leaves each set and each chain as it was or as it should be; the next run completes the work.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.ScriptsOnce))]
[Kernel]
public sealed class KilledRunTests(OutputForm form)
{
    private static readonly string[] s_chains = ["OUTPUT", "INPUT", "DATADOG-EGRESS", "DATADOG-INGRESS"];

    // Other rules have other sets, which the next run must not leave behind.
    private static readonly RuleSet[] s_versions = [Samples.New, Samples.Unrelated];

    private readonly string _variant = ((ScriptForm)form).Variant;

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require([.. form.Tools, "timeout"]);

    [Test]
    public void Nothing_is_ever_incomplete()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        string[] scripts = [.. s_versions.Select(rules => form.Write(rules, form.FullestDeny))];
        var expected = new List<string>();
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var script in scripts)
        {
            form.Load(network, script).MustSucceed();
            expected.Add(UsedState.OfAll(network));
            whole.UnionWith(Parts(network));
        }

        for (var moment = 1; moment <= 20; moment++)
        {
            Kill(network, scripts[moment % 2], moment * 0.012);
            Assert.That(Parts(network).Except(whole, StringComparer.Ordinal), Is.Empty, $"moment {moment}");
            if (moment % 3 == 0)
            {
                form.Load(network, scripts[moment % 2]).MustSucceed();

                // Sets for the user's own rules may be in use without a rule that refers to them.
                Assert.That(form.HasRules ? UsedState.OfAll(network) : expected[moment % 2], Is.EqualTo(expected[moment % 2]), $"moment {moment}");
                Assert.That(NetworkState.Of(network).IpSets, Does.Not.Contain(".new"));
            }
        }
    }

    private void Kill(NetworkNamespace network, string script, double seconds) => network.Run(
        "timeout",
        [
            "--signal=KILL", seconds.ToString(CultureInfo.InvariantCulture),
            "env", Xtables.SearchPath(_variant), "sh", Xtables.WriteScript(network, script),
        ]);

    private IEnumerable<string> Parts(NetworkNamespace network)
    {
        // A command that the script has started may still be at work; it holds the lock.
        network.Run("flock", [Xtables.LockOf(network), "true"]).MustSucceed();
        foreach (var command in new[] { "iptables", "ip6tables" })
        {
            foreach (var chain in s_chains)
            {
                yield return $"{command} {StateText.OfIptables(Xtables.Run(network, _variant, command, "-w", "5", "-S", chain).Output)}";
            }
        }

        var sets = NetworkState.Of(network).IpSets.Split('\n').Where(line => line.Length > 0).ToLookup(line => line.Split(' ')[1], StringComparer.Ordinal);
        foreach (var set in sets.Where(set => !set.Key.EndsWith(".new", StringComparison.Ordinal)))
        {
            yield return string.Join('\n', set);
        }
    }
}
