using FirewallRules.Cli.Applying;

namespace FirewallRules.Tests.Cli.Applying;

[Platform("Linux")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ApplyFolderTests
{
    [Test]
    public void The_first_decision_counts()
    {
        using var folder = new TemporaryFolder();
        var apply = new ApplyFolder(folder.Root);

        Assert.That(apply.DecidedOn, Is.EqualTo(ApplyDecision.None));
        Assert.That(apply.Decide(ApplyDecision.Late), Is.EqualTo(ApplyDecision.Late));
        Assert.That(apply.Decide(ApplyDecision.Confirmed), Is.EqualTo(ApplyDecision.Late));
        Assert.That(new ApplyFolder(folder.Root).DecidedOn, Is.EqualTo(ApplyDecision.Late));
    }

    [Test]
    public void Nothing_is_loaded_before_the_watchdog_is_at_work()
    {
        using var folder = new TemporaryFolder();
        var apply = new ApplyFolder(folder.Root);

        Assert.That(apply.HasLoadedNothing);
        folder.Write(ApplyFolder.Watching, "");
        Assert.That(apply.HasLoadedNothing);
        using (new FileStream(apply.In(ApplyFolder.Watching), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.That(apply.HasLoadedNothing, Is.False);
        }

        folder.Write(ApplyFolder.Armed, "");
        Assert.That(apply.HasLoadedNothing, Is.False);
    }

    [Test]
    public void What_is_decided_is_carried_out_in_any_case()
    {
        using var folder = new TemporaryFolder();
        var apply = new ApplyFolder(folder.Root);
        apply.Decide(ApplyDecision.ByHand);

        Assert.That(apply.HasLoadedNothing, Is.False);
    }

    [TestCase(ApplyDecision.None, null, false)]
    [TestCase(ApplyDecision.Confirmed, null, true)]
    [TestCase(ApplyDecision.Late, null, false)]
    [TestCase(ApplyDecision.Late, "failed\n", false)]
    [TestCase(ApplyDecision.Late, "restored\n", true)]
    [TestCase(ApplyDecision.Confirmed, "failed\n", false)]
    public void A_run_is_finished_when_nothing_is_left_to_restore(object name, string? result, bool isFinished)
    {
        using var folder = new TemporaryFolder();
        var (apply, decision) = (new ApplyFolder(folder.Root), (ApplyDecision)name);
        if (decision != ApplyDecision.None)
        {
            apply.Decide(decision);
        }

        folder.Write(ApplyFolder.RestoreScript, "");
        if (result is not null)
        {
            folder.Write(ApplyFolder.Result, result);
        }

        Assert.That(apply.IsFinished, Is.EqualTo(isFinished));
        File.Delete(folder[ApplyFolder.RestoreScript]);
        Assert.That(apply.IsFinished, Is.True, "It changed nothing.");
    }

    [Test]
    public void Only_the_owner_can_read_what_is_written()
    {
        using var folder = new TemporaryFolder();
        var apply = new ApplyFolder(folder.Root);
        apply.Write("a", "1");
        apply.Write("a", "2");
        apply.WriteReserve(1000);

        Assert.That(folder.Names, Is.EqualTo(new[] { "a", ApplyFolder.Reserve }));
        Assert.That(File.ReadAllText(folder["a"]), Is.EqualTo("2"));
        foreach (var name in folder.Names)
        {
            Assert.That(File.GetUnixFileMode(folder[name]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), name);
        }
    }

    [Test]
    public void A_time_is_rounded_up()
    {
        using var folder = new TemporaryFolder();
        new ApplyFolder(folder.Root).Write(ApplyFolder.Until, TimeSpan.FromSeconds(1234.001));
        Assert.That(File.ReadAllText(folder[ApplyFolder.Until]), Is.EqualTo("1235\n"));
    }

    [Test]
    public void A_lock_is_seen_and_taken_once()
    {
        using var folder = new TemporaryFolder();
        using (var held = ApplyLock.Take(folder["lock"]))
        {
            Assert.That(held, Is.Not.Null);
            Assert.That(ApplyLock.Take(folder["lock"]), Is.Null);
            Assert.That(ApplyLock.HolderOf(folder["lock"]), Is.EqualTo(Environment.ProcessId));
            Assert.That(new ApplyFolder(folder.Root).IsLocked("lock"), Is.True);
        }

        Assert.That(new ApplyFolder(folder.Root).IsLocked("lock"), Is.False);
        Assert.That(new ApplyFolder(folder.Root).IsLocked("nothing"), Is.False);
    }
}
