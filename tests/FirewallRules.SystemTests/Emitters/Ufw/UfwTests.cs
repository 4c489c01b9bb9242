using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>The script for ufw, run on a host whose default policies reject everything else.</summary>
[Kernel]
public sealed class UfwTests
{
    private const string Empty = "# BEGIN fwrules datadog\n# END fwrules datadog\n";

    private static readonly Knock s_mine = new(Direction.Egress, Protocol.Tcp, Address.Of("192.0.2.1"), 8443);

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(UfwHost.Tools);

    [Test]
    public void What_is_allowed_passes_and_nothing_else_through_a_reload_an_update_and_the_removal()
    {
        var knocks = Knocks.At(Samples.Old).Concat(Knocks.At(Samples.New)).Append(s_mine).Distinct().ToList();
        using var street = new Street(knocks);
        var host = new UfwHost(street.Host);
        host.Edit("before.rules", text => text.Replace(
            "\n# don't delete", "\n-A ufw-before-output -d 192.0.2.0/24 -p tcp --dport 8443 -j ACCEPT\n# don't delete", StringComparison.Ordinal));
        host.Enable();
        var (files, state) = (host.Files(), host.State());
        Assert.That(street.Wrong(knocks, knock => knock == s_mine), Is.Empty, "the host's own firewall");

        host.RunScript(Samples.Old.ToUfw()).MustSucceed();
        Assert.That(street.Wrong(knocks, knock => knock == s_mine || knock.IsAllowedBy(Samples.Old)), Is.Empty, "after the first script");
        var applied = host.State();
        host.Run("ufw", "reload").MustSucceed();
        Assert.That(host.State(), Is.EqualTo(applied), "a reload loads the same");

        host.RunScript(Samples.New.EmitUpdate(Samples.Old, new UfwEmitter())).MustSucceed();
        Assert.That(street.Wrong(knocks, knock => knock == s_mine || knock.IsAllowedBy(Samples.New)), Is.Empty, "after the update");
        var updated = (host.State(), host.Files()["before.rules"]);
        Assert.That(host.RunScript(Samples.New.ToUfw()).MustSucceed().Output, Does.Contain("before.rules is unchanged"));
        Assert.That((host.State(), host.Files()["before.rules"]), Is.EqualTo(updated), "running twice is running once");

        host.RunScript(Samples.Old.ToUfw(new() { Remove = true })).MustSucceed();
        Assert.That(host.State(), Is.EqualTo(state));
        Assert.That(host.Files(), Is.EqualTo(files), "what is not ours is as it was, to the byte");
    }

    [Test]
    public void An_inactive_ufw_gets_the_rules_when_it_is_enabled()
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        Assert.That(host.RunScript(Samples.Old.ToUfw()).MustSucceed().Output, Does.Contain("take effect with 'ufw enable'"));
        Assert.That(host.State(), Is.Empty);
        host.Enable();
        var state = host.State();
        host.RunScript(Samples.Old.ToUfw()).MustSucceed();
        Assert.That(host.State(), Is.EqualTo(state));

        host.RunScript(RuleSet.Of(Samples.Old.Rules[0]).ToUfw()).MustSucceed();
        Assert.That(host.State(), Does.Contain("datadog-out").And.Not.Contain("datadog-in"), "a former selection is removed");
    }

    [Test]
    public void Without_IPv6_in_ufw_the_IPv6_rules_wait()
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        File.WriteAllText(host.Defaults, File.ReadAllText(host.Defaults).Replace("IPV6=yes", "IPV6=no", StringComparison.Ordinal));
        host.Enable();

        Assert.That(host.RunScript(Samples.Old.ToUfw()).MustSucceed().Output, Does.Contain("IPV6 is not 'yes'"));

        Assert.That(network.Run("ip6tables-save", []).MustSucceed().Output, Does.Not.Contain("datadog"));
        Assert.That(network.Run("iptables-save", []).MustSucceed().Output, Does.Contain("-j datadog-out"));
        Assert.That(host.Files()["before6.rules"], Does.Contain("# BEGIN fwrules datadog"));
    }

    [Test]
    public void One_family_leaves_the_other_alone()
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        host.Enable();
        var before = host.Files()["before6.rules"];
        var script = Samples.Old.Only(IpFamily.IPv4).ToUfw();

        host.RunScript(script).MustSucceed();

        Assert.That(script, Does.Not.Contain("for tool in ufw iptables iptables-restore ip6tables"));
        Assert.That(host.Files()["before6.rules"], Is.EqualTo(before));
    }

    [Test]
    public void What_is_not_as_expected_is_refused_and_left_as_it_was()
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        host.Enable();
        var script = Samples.Old.ToUfw();
        using (Assert.EnterMultipleScope())
        {
            Refused("no table", text => text.Replace("*filter", "*mangle", StringComparison.Ordinal), "exactly one table *filter");
            Refused("no end of the table", text => text.Replace("\nCOMMIT\n", "\n", StringComparison.Ordinal), "exactly one table *filter");
            Refused("no end", text => text.Replace("\nCOMMIT\n", "\n# BEGIN fwrules datadog\nCOMMIT\n", StringComparison.Ordinal), "damaged block");
            Refused("no start", text => text.Replace("\nCOMMIT\n", "\n# END fwrules datadog\nCOMMIT\n", StringComparison.Ordinal), "damaged block");
            Refused(
                "twice",
                text => text.Replace("\nCOMMIT\n", $"\n{Empty}{Empty}COMMIT\n", StringComparison.Ordinal),
                "damaged block");
            Refused("outside", text => text + Empty, "damaged block");
            Refused("our name", text => text.Replace("\nCOMMIT\n", "\n:datadog-out - [0:0]\nCOMMIT\n", StringComparison.Ordinal), "outside the block");
        }

        network.Run("ip6tables", ["-N", "datadog-in"]).MustSucceed();
        Refused("a foreign chain", text => text + "\n", "a chain datadog-in that is not ours");
        network.Run("ip6tables", ["-X", "datadog-in"]).MustSucceed();
        foreach (var family in new[] { "4", "6" })
        {
            var broken = Regex.Replace(script, $"(prepare {family} '[^']*?)-p tcp ", "$1-p nonsense ", RegexOptions.None, TimeSpan.FromSeconds(9));
            Assert.That(broken, Is.Not.EqualTo(script));
            RefusedNow(broken, family, "does not accept the rules");
        }

        void Refused(string damage, Func<string, string> change, string message)
        {
            var good = host.Files()["before.rules"];
            host.Edit("before.rules", change);
            RefusedNow(script, $"{damage}: {message}", message);
            File.WriteAllText(Path.Combine(host.Configuration, "before.rules"), good);
        }

        void RefusedNow(string text, string what, string message)
        {
            var (files, state) = (host.Files(), host.State());
            var result = host.RunScript(text);
            Assert.That(result.ExitCode, Is.EqualTo(1), what);
            Assert.That(result.Error, Does.Contain(message).And.EndWith("nothing was changed\n"), what);
            Assert.That(host.Files(), Is.EqualTo(files), what);
            Assert.That(host.State(), Is.EqualTo(state), what);
        }
    }

    [Test]
    public void What_the_kernel_refuses_late_is_taken_back()
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        host.Enable();
        host.RunScript(Samples.Old.ToUfw()).MustSucceed();
        var (files, state) = (host.Files(), host.State());

        var result = RunWith(host, Samples.New.ToUfw(), "ip6tables-restore", mark => $"[ -e {mark} ] || {{ : >{mark}; exit 1; }}");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("the former files are back"));
        Assert.That(host.Files(), Is.EqualTo(files));
        Assert.That(host.State(), Is.EqualTo(state));
    }

    [Test]
    public void A_run_that_was_killed_is_completed_by_the_next([Values("cp", "mv", "iptables-restore", "ip6tables-restore")] string command)
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        host.Enable();
        host.RunScript(Samples.Old.ToUfw()).MustSucceed();
        var kept = host.Files().Keys;

        Assert.That(RunWith(host, Samples.New.ToUfw(), command, _ => "kill -9 \"$PPID\"; exit 1").ExitCode, Is.Not.Zero);

        host.RunScript(Samples.New.ToUfw()).MustSucceed();
        var state = host.State();
        host.Run("ufw", "reload").MustSucceed();
        Assert.That(host.State(), Is.EqualTo(state));
        Assert.That(host.Files().Keys, Is.EquivalentTo(kept));
    }

    [Test]
    public void Runs_at_once_end_in_the_state_of_one()
    {
        using var network = new NetworkNamespace();
        var host = new UfwHost(network);
        host.Enable();
        RuleSet[] all = [Samples.Old, Samples.New, Samples.Unrelated];
        var results = new CommandResult[12];
        Parallel.For(0, results.Length, i => results[i] = host.RunScript(all[i % 3].ToUfw()));
        Assert.That(results.Select(result => result.ExitCode), Has.All.Zero, string.Concat(results.Select(result => result.ToString())));

        var (state, file) = (host.State(), host.Files()["before.rules"]);
        var states = all.Select(rules =>
        {
            host.RunScript(rules.ToUfw()).MustSucceed();
            return (host.State(), host.Files()["before.rules"]);
        });
        Assert.That(states, Has.Some.EqualTo((state, file)));
    }

    // Puts a stand-in for a command first in the search path, which does something else than to check.
    private static CommandResult RunWith(UfwHost host, string script, string command, Func<string, string> action)
    {
        var folder = Scratch.NewFolder();
        Scratch.WriteExecutable(Path.Combine(folder, command), $$"""
            #!/bin/sh
            case "$*" in
            *--test*) ;;
            *) {{action(Path.Combine(folder, "mark"))}} ;;
            esac
            exec {{Tool.Find(command)}} "$@"

            """);
        return host.Run("setsid", "--wait", "env", $"PATH={folder}:{Tool.SearchPath}", "sh", Scratch.Write(script));
    }
}
