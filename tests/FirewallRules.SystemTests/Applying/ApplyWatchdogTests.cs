using System.Globalization;

namespace FirewallRules.SystemTests.Applying;

/// <summary>The watchdog acts when the tool cannot, with systemd and without.</summary>
[Kernel]
public sealed class ApplyWatchdogTests
{
    private const string Apply = "apply logs --format nftables --mode table --confirm";

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft", "flock");

    [Test]
    public void A_stopped_program_does_not_keep_the_rules()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules($"{Apply} 5s");
        host.AwaitWaiting(apply);
        ApplyHost.Signal(apply, "STOP");
        ApplyHost.Await(() => host.State.Length == 0, "the rules stay");
        ApplyHost.Signal(apply, "CONT");

        Assert.That(ApplyHost.End(apply).ExitCode, Is.EqualTo(1));
        Assert.That(host.Fwrules("confirm").Error, Does.Contain("It is too late"));
    }

    [Test]
    public void The_rules_return_when_the_watchdog_is_killed()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules($"{Apply} 1h");
        host.AwaitWaiting(apply);
        host.Run("pkill", "-KILL", "-f", "^/bin/sh /run/fwrules/apply/watchdog.sh", "--nslist", "net", "--ns", Own(apply.Id)).MustSucceed();

        var ended = ApplyHost.End(apply);
        Assert.That((ended.ExitCode, host.State), Is.EqualTo((3, "")), ended.ToString());
        Assert.That(ended.Error, Does.Contain("The watchdog has ended"));
    }

    [Test]
    public void The_next_run_restores_what_a_kill_of_everything_has_left()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules($"{Apply} 1h");
        host.AwaitWaiting(apply);
        ApplyHost.Signal(apply, "STOP");
        host.Run("pkill", "-KILL", "-f", "^/bin/sh /run/fwrules/apply/watchdog.sh", "--nslist", "net", "--ns", Own(apply.Id)).MustSucceed();
        ApplyHost.Signal(apply, "KILL");
        ApplyHost.Await(() => apply.HasExited, "it goes on");
        Assert.That(host.State, Is.Not.Empty);

        var next = host.Fwrules("apply webhooks --format nftables --name-prefix other --mode table").MustSucceed();

        Assert.That(next.Error, Does.Contain("its former rules return first"));
        Assert.That(host.State, Does.Contain("table inet other").And.Not.Contain("datadog_logs"));
    }

    [Test]
    public void The_next_run_restores_nothing_where_nothing_was_loaded()
    {
        using var host = new ApplyHost();
        host.Fwrules("apply logs --format nftables --mode table").MustSucceed();

        ApplyHost.Await(() => host.Run("flock", "-n", "/run/fwrules/apply/watching", "true").ExitCode == 0, "The watchdog goes on.");

        // As a kill leaves the folder that comes before the watchdog is at work.
        File.Delete($"{host.Current}/decision");
        File.Delete($"{host.Current}/armed");

        var next = host.Fwrules("apply webhooks --format nftables --name-prefix other --mode table").MustSucceed();

        Assert.That(next.Error, Does.Not.Contain("return"));
        Assert.That(host.State, Does.Contain("table inet other").And.Contain("datadog_logs"));
    }

    [Test]
    public void Systemd_runs_the_watchdog_where_it_is_there()
    {
        using var host = new ApplyHost();
        var folder = $"{Path.GetDirectoryName(host.Folder)}/bin";
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory($"{Path.GetDirectoryName(host.Folder)}/systemd/system");
        var program = $"{folder}/systemd-run";
        File.WriteAllText(program, "#!/bin/sh\necho \"$@\" >/run/arguments\nwhile [ \"${1#-}\" != \"$1\" ]; do shift; done\nsetsid \"$@\" &\n");
        host.Run("chmod", "700", "/run/bin/systemd-run").MustSucceed();
        var apply = host.StartFwrules($"{Apply} 1h", $"PATH=/run/bin:{Tool.SearchPath}");
        host.AwaitWaiting(apply);
        ApplyHost.Signal(apply, "KILL");

        ApplyHost.Await(() => host.State.Length == 0, "the rules stay");
        Assert.That(
            File.ReadAllText($"{Path.GetDirectoryName(host.Folder)}/arguments"),
            Does.StartWith("--unit=fwrules-watchdog-").And.EndsWith("/bin/sh /run/fwrules/apply/watchdog.sh\n"));
    }

    [Test]
    public void A_systemd_that_cannot_run_it_is_not_needed()
    {
        using var host = new ApplyHost();
        Directory.CreateDirectory($"{Path.GetDirectoryName(host.Folder)}/systemd/system");
        var apply = host.StartFwrules($"{Apply} 1h", $"PATH={Tool.SearchPath}");
        host.AwaitWaiting(apply);
        ApplyHost.Signal(apply, "KILL");

        ApplyHost.Await(() => host.State.Length == 0, "the rules stay");
    }

    private static string Own(int process) => process.ToString(CultureInfo.InvariantCulture);
}
