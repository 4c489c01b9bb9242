namespace FirewallRules.Tests.Cli;

[NonParallelizable]
public class OutputFileTests
{
    private const string Generate = "generate logs --format nftables --output ";

    [Test]
    public void Writes_a_file_and_nothing_to_standard_output()
    {
        using var folder = new TemporaryFolder();

        var run = CliRun.Of(Generate + folder["rules.nft"]);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Is.Empty);
        Assert.That(File.ReadAllText(folder["rules.nft"]), Is.EqualTo(RuleSet.For(Section.Logs).ToNftables()));
        Assert.That(folder.Names, Is.EqualTo(new[] { "rules.nft" }));
    }

    [Test]
    [Platform("Linux")]
    public void A_longer_file_in_shared_memory_leaves_no_remainder()
    {
        var file = $"/dev/shm/fwrules-{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(file, new string('x', 100_000));

            Assert.That(CliRun.Of(Generate + file).ExitCode, Is.Zero);
            Assert.That(File.ReadAllText(file), Is.EqualTo(RuleSet.For(Section.Logs).ToNftables()));
            Assert.That(CliRun.Of(Generate + "/dev/null").ExitCode, Is.Zero);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void A_refusal_keeps_the_old_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules.nft", "old");

        CliRun.Of(Generate + folder["rules.nft"] + " --default-deny").Refused(2);

        Assert.That(File.ReadAllText(folder["rules.nft"]), Is.EqualTo("old"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "rules.nft" }));
    }

    [Test]
    public void Refuses_a_folder_and_a_missing_folder()
    {
        using var folder = new TemporaryFolder();

        Assert.That(CliRun.Of(Generate + folder.Root).Refused(3), Does.Contain("cannot be written: it is a folder"));
        Assert.That(CliRun.Of(Generate + folder["none/rules.nft"]).Refused(3), Does.EndWith("/none/rules.nft' cannot be written: its folder is not found."));
    }

    [Test]
    [Platform("Linux")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Others_do_not_read_new_rules_and_read_new_lists()
    {
        using var folder = new TemporaryFolder();

        Assert.That(CliRun.Of(Generate + folder["rules.nft"]).ExitCode, Is.Zero);
        Assert.That(CliRun.Of("generate logs --format lines --output " + folder["list.txt"]).ExitCode, Is.Zero);

        Assert.That(File.GetUnixFileMode(folder["rules.nft"]) & ~UnixFileMode.GroupRead, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(File.GetUnixFileMode(folder["list.txt"]).HasFlag(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    [Platform("Linux")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Keeps_owner_group_and_mode()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rules.nft", "old");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(folder["rules.nft"], Mode);
        bool isRoot;
        using (var file = File.OpenHandle(folder["rules.nft"], access: FileAccess.ReadWrite))
        {
            isRoot = Environment.IsPrivilegedProcess && LinuxFile.TryOwn(file, 4711, 4712);
        }

        Assert.That(CliRun.Of(Generate + folder["rules.nft"]).ExitCode, Is.Zero);

        Assert.That(File.GetUnixFileMode(folder["rules.nft"]), Is.EqualTo(Mode));
        Assert.That(LinuxFile.At(folder["rules.nft"]) is { User: 4711, Group: 4712 }, Is.EqualTo(isRoot));
        Assert.That(File.ReadAllText(folder["rules.nft"]), Does.StartWith("#!/usr/sbin/nft"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "rules.nft" }));
    }

    [Test]
    [Platform("Linux")]
    public async Task Writes_to_a_pipe_and_leaves_it()
    {
        using var folder = new TemporaryFolder();
        var pipe = folder["rules"];
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        var reading = Task.Run(() => File.ReadAllText(pipe));
        var run = await Task.Run(() => CliRun.Of(Generate + pipe));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(await reading, Is.EqualTo(RuleSet.For(Section.Logs).ToNftables()));
        Assert.That(LinuxFile.At(pipe) is { IsRegular: false });
        Assert.That(folder.Names, Is.EqualTo(new[] { "rules" }));
    }

    [Test]
    [Platform("Linux")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Follows_a_link_and_keeps_the_mode()
    {
        using var folder = new TemporaryFolder();
        folder.Write("real.nft", "old");
        File.SetUnixFileMode(folder["real.nft"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(folder["link.nft"], "real.nft");
        var here = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder.Root);
        try
        {
            // Relative, because the framework resolves a relative link of a relative path against the root folder.
            CliRun.Of(Generate + "link.nft");
        }
        finally
        {
            Directory.SetCurrentDirectory(here);
        }

        Assert.That(File.ReadAllText(folder["real.nft"]), Does.StartWith("#!/usr/sbin/nft"));
        Assert.That(new FileInfo(folder["link.nft"]).LinkTarget, Is.EqualTo("real.nft"));
        Assert.That(File.GetUnixFileMode(folder["real.nft"]).HasFlag(UnixFileMode.OtherRead), Is.False);
    }
}
