using FirewallRules.Cli;
using FirewallRules.Cli.Applying;

namespace FirewallRules.Tests.Cli.Applying;

[Platform("Linux")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ApplyHomeTests
{
    [Test]
    public void One_process_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var home = new ApplyHome(folder["fwrules"]);
        using (home.Lock())
        {
            var held = Assert.Throws<CliException>(() => home.Lock())!;
            Assert.That((held.ExitCode, held.Message), Is.EqualTo((
                ExitCode.Input, $"Another apply is under way (process {Environment.ProcessId}): try again when it has ended; nothing was changed.")));
        }

        home.Lock().Dispose();
        Assert.That((int)File.GetUnixFileMode(folder["fwrules"]), Is.EqualTo(0b111_000_000));
        Assert.That((int)File.GetUnixFileMode(folder["fwrules/apply.lock"]), Is.EqualTo(0b110_000_000));
    }

    [Test]
    public void A_link_in_the_place_of_the_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["target"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(folder["fwrules"], folder["target"]);

        AssertRefused(folder["fwrules"]);
        Assert.That(Directory.GetFileSystemEntries(folder["target"]), Is.Empty);
    }

    [Test]
    public void A_folder_that_others_can_enter_is_refused([Values(UnixFileMode.GroupExecute, UnixFileMode.OtherRead, UnixFileMode.StickyBit)] UnixFileMode also)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["fwrules"]);
        File.SetUnixFileMode(folder["fwrules"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | also);
        AssertRefused(folder["fwrules"]);
    }

    [Test]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.Write("fwrules", ""));
    }

    [Test]
    public void A_run_takes_the_place_of_the_last_one()
    {
        using var folder = new TemporaryFolder();
        var home = new ApplyHome(folder["fwrules"]);
        using var held = home.Lock();
        foreach (var text in new[] { "1", "2" })
        {
            Directory.CreateDirectory(folder["fwrules/new-7"]);
            Directory.CreateDirectory(folder["fwrules/old-7"]);
            var stage = home.Stage();
            stage.Write("file", text);
            home.MakeCurrent(stage);
            Assert.That(Directory.GetDirectories(folder["fwrules"]), Is.EqualTo(new[] { home.Current.Path }));
            Assert.That(home.Current.Lines("file"), Is.EqualTo(new[] { text }));
        }
    }

    private static void AssertRefused(string path)
    {
        var refused = Assert.Throws<CliException>(() => new ApplyHome(path).Lock())!;
        Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.Input));
        Assert.That(refused.Message, Does.StartWith($"{path} is not a folder that belongs to the user").And.EndsWith("nothing was changed."));
    }
}
