using System.Diagnostics;
using FirewallRules.Cli.Applying;

namespace FirewallRules.Tests.Cli.Applying;

/// <summary>The shell of the watchdog, which needs no root as long as nothing is restored.</summary>
[Platform("Linux")]
public sealed class WatchdogScriptTests
{
    private const int Patience = 60_000;

    [Test]
    public void It_restores_when_the_program_has_died()
    {
        using var run = new Run();
        run.Program.Kill();
        run.AwaitEnd();
        Assert.That((run.Folder.DecidedOn, run.IsRestored), Is.EqualTo((ApplyDecision.Died, true)));
    }

    [Test]
    public void It_restores_when_the_time_is_over()
    {
        using var run = new Run();
        run.Folder.Write(ApplyFolder.Until, TimeSpan.FromSeconds(1));
        run.AwaitEnd();
        Assert.That((run.Folder.DecidedOn, run.IsRestored), Is.EqualTo((ApplyDecision.Late, true)));
    }

    [TestCase("TERM")]
    [TestCase("INT")]
    [TestCase("HUP")]
    public void It_restores_when_it_is_stopped(string signal)
    {
        using var run = new Run();
        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Watchdog.Id}"]);
        run.AwaitEnd();
        Assert.That((run.Folder.DecidedOn, run.IsRestored), Is.EqualTo((ApplyDecision.Asked, true)));
    }

    [Test]
    public void It_ends_when_the_rules_are_confirmed()
    {
        using var run = new Run();
        Assert.That(run.Folder.IsLocked(ApplyFolder.Watching), Is.True);
        run.Folder.Decide(ApplyDecision.Confirmed);
        run.AwaitEnd();
        Assert.That(run.IsRestored, Is.False);
        Assert.That(() => run.Folder.IsLocked(ApplyFolder.Watching), Is.False.After(Patience, 20));
    }

    [Test]
    public void It_ends_when_the_run_is_gone()
    {
        using var run = new Run();
        File.Delete(run.Folder.In(ApplyFolder.RestoreScript));
        run.AwaitEnd();
        Assert.That((run.Folder.DecidedOn, run.IsRestored), Is.EqualTo((ApplyDecision.None, false)));
    }

    [Test]
    public void It_does_not_work_in_another_network()
    {
        using var run = new Run("net:[1]");
        run.AwaitEnd();
        Assert.That((run.Folder.Has(ApplyFolder.Unfit), run.Folder.Has(ApplyFolder.Armed)), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_later_process_with_the_same_number_is_another_one()
    {
        using var run = new Run(startedLater: 1);
        run.AwaitEnd();
        Assert.That(run.Folder.Has(ApplyFolder.Unfit), Is.True);
    }

    private sealed class Run : IDisposable
    {
        private readonly TemporaryFolder _root = new();

        public Run(string? network = null, int startedLater = 0)
        {
            Folder = new ApplyFolder(_root["it's a $(folder)"]);
            RootFolder.Create(Folder.Path);
            Program = Process.Start("sleep", "1000");
            var process = LinuxProcess.Of(Program.Id)!.Value;
            Folder.WriteScript(ApplyFolder.WatchdogScript, writer => WatchdogScript.Write(
                writer,
                Folder.Path,
                process with { Started = process.Started + startedLater },
                network ?? new FileInfo("/proc/self/ns/net").LinkTarget!));
            Folder.Write(ApplyFolder.Until, Uptime.Now + TimeSpan.FromHours(1));
            Folder.Write(ApplyFolder.RestoreScript, ": >restored\n");

            // A run in the background ignores some signals, which its children inherit, and a shell cannot watch for those.
            Watchdog = Process.Start("env", ["--default-signal=HUP,INT,TERM", "sh", Folder.In(ApplyFolder.WatchdogScript)]);
            Assert.That(() => Folder.Has(ApplyFolder.Armed) || Watchdog.HasExited, Is.True.After(Patience, 20));
        }

        public ApplyFolder Folder { get; }

        public Process Program { get; }

        public Process Watchdog { get; }

        public bool IsRestored => Folder.Has("restored");

        public void AwaitEnd() => Assert.That(Watchdog.WaitForExit(Patience), "The watchdog goes on.");

        public void Dispose()
        {
            Program.Kill();
            Watchdog.Kill();
            Watchdog.WaitForExit();
            Program.WaitForExit();
            Program.Dispose();
            Watchdog.Dispose();
            _root.Dispose();
        }
    }
}
