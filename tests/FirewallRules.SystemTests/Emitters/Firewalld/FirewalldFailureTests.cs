using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>What the script for firewalld refuses, and what it leaves when it fails or is killed.</summary>
[Kernel]
public sealed class FirewalldFailureTests
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require([.. FirewalldHost.Tools, "setsid"]);

    [Test]
    public void A_script_that_is_refused_leaves_everything_as_it_was()
    {
        using var network = new NetworkNamespace();
        using var host = new FirewalldHost(network);
        host.RunScript(Samples.Old.ToFirewalld()).MustSucceed();
        var (files, state) = (host.Files(), host.State());
        var script = Samples.New.ToFirewalld();
        using (Assert.EnterMultipleScope())
        {
            Refused(script.Replace("<entry>8.8.8.8/32</entry>", "<entry>8.8.8.888/32</entry>", StringComparison.Ordinal), "does not accept the files");
            Refused(script.Replace("<entry>8.8.8.8/32</entry>", "<entry>8.8.8.8/32", StringComparison.Ordinal), "does not accept the files");
            Refused(script.Replace("target=\"CONTINUE\"", "target=\"ALLOW\"", StringComparison.Ordinal), "does not accept the files");

            // firewalld's check does not see this; its reload does, after it has emptied its tables.
            Refused(script.Replace("ipset=\"datadog-one-v4\"", "ipset=\"datadog-none-v4\"", StringComparison.Ordinal), "the former ones are in force again");
        }

        void Refused(string broken, string message)
        {
            Assert.That(broken, Is.Not.EqualTo(script));
            var result = host.RunScript(broken);
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Error, Does.Contain(message));
            Assert.That(host.Files(), Is.EqualTo(files), message);
            Assert.That(host.State(), Is.EqualTo(state), message);
        }
    }

    [Test]
    public void What_belongs_to_others_is_neither_overwritten_nor_broken_nor_discarded()
    {
        using var network = new NetworkNamespace();
        using var host = new FirewalldHost(network);
        var foreign = Path.Combine(host.Configuration, "ipsets", "datadog-one-v4.xml");
        File.WriteAllText(foreign, """<ipset type="hash:net"><option name="family" value="inet"/></ipset>""");
        Refused(Samples.Old.ToFirewalld(), "datadog-one-v4.xml was not written for this name prefix");
        File.Delete(foreign);

        host.RunScript(Samples.Old.ToFirewalld()).MustSucceed();
        var zone = Path.Combine(host.Configuration, "zones", "mine.xml");
        File.WriteAllText(zone, """<zone><source ipset="datadog-one-v4"/></zone>""");
        Refused(Samples.Old.ToFirewalld(new() { Remove = true }), "zones/mine.xml refers to the set datadog-one-v4");
        File.Delete(zone);

        File.WriteAllText(zone, "<zone>");
        Refused(Samples.New.ToFirewalld(), "configuration is invalid as it is");
        File.Delete(zone);

        host.Run("firewall-cmd", "--add-port=8080/tcp").MustSucceed();
        host.Run("firewall-cmd", "--add-rich-rule=rule family=ipv4 source address=192.0.2.66 reject").MustSucceed();
        Refused(Samples.New.ToFirewalld(), "ports: 8080/tcp");
        Refused(Samples.New.ToFirewalld(), "192.0.2.66");
        host.RunScript(Samples.Old.ToFirewalld()).MustSucceed();
        host.RunScript(Samples.New.ToFirewalld(), "--discard-runtime").MustSucceed();

        void Refused(string script, string message)
        {
            var (files, state) = (host.Files(), host.State());
            var result = host.RunScript(script);
            Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
            Assert.That(result.Error, Does.Contain(message).And.EndWith("nothing was changed\n"));
            Assert.That(host.Files(), Is.EqualTo(files));
            Assert.That(host.State(), Is.EqualTo(state));
        }
    }

    [Test]
    public void A_run_that_was_killed_is_completed_by_the_next([Values("mv:3", "firewall-cmd:*--reload*")] string point)
    {
        using var network = new NetworkNamespace();
        using var host = new FirewalldHost(network);
        host.RunScript(Samples.Old.ToFirewalld()).MustSucceed();

        var killed = Kill(host, Samples.New.ToFirewalld(), point);
        Assert.That(killed.ExitCode, Is.Not.Zero);
        host.Run("firewall-offline-cmd", "--check-config").MustSucceed();

        host.RunScript(Samples.New.ToFirewalld()).MustSucceed();
        var (files, state) = (host.Files(), host.State());
        using var other = new NetworkNamespace();
        using var fresh = new FirewalldHost(other);
        fresh.RunScript(Samples.New.ToFirewalld()).MustSucceed();
        Assert.That(files, Is.EqualTo(fresh.Files()));
        Assert.That(Sorted(state), Is.EqualTo(Sorted(fresh.State())));
    }

    [Test]
    public void Of_runs_at_once_each_is_whole()
    {
        using var network = new NetworkNamespace();
        using var host = new FirewalldHost(network);
        string[] scripts = [Samples.Old.ToFirewalld(), Samples.New.ToFirewalld(), Samples.Unrelated.ToFirewalld()];
        var results = new CommandResult[scripts.Length];
        Parallel.For(0, scripts.Length, i => results[i] = host.RunScript(scripts[i]));
        Assert.That(results.Select(result => result.ExitCode), Has.All.Zero, string.Concat(results.Select(result => result.ToString())));

        var files = host.Files();
        var whole = scripts.Select(script =>
        {
            host.RunScript(script).MustSucceed();
            return host.Files();
        });
        Assert.That(whole, Has.Some.EqualTo(files), "the state is that of one of them");
    }

    // Two hosts list the same sets and chains in the order of their creation.
    private static IEnumerable<string> Sorted(string state) => state.Split('\n').Order(StringComparer.Ordinal);

    // A stand-in for a command kills the script that calls it.
    private static CommandResult Kill(FirewalldHost host, string script, string point)
    {
        var (command, when) = (point.Split(':')[0], point.Split(':')[1]);
        var folder = Scratch.NewFolder();
        var calls = Path.Combine(folder, "calls");
        var condition = Regex.IsMatch(when, "^[0-9]+$", RegexOptions.NonBacktracking) ? $"\"$(wc -l <{calls})\" in {when}" : $"\"$*\" in {when}";
        Scratch.WriteExecutable(Path.Combine(folder, command), $$"""
            #!/bin/sh
            echo >>{{calls}}
            case {{condition}}) kill -9 "$PPID"; exit 1 ;; esac
            exec {{Tool.Find(command)}} "$@"

            """);
        return host.Run("setsid", "--wait", "env", $"PATH={folder}:{Tool.SearchPath}", "sh", Scratch.Write(script));
    }
}
