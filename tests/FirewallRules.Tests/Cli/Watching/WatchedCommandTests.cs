using FirewallRules.Cli.Watching;
using FirewallRules.Tests.Client;

namespace FirewallRules.Tests.Cli.Watching;

/// <summary>The command of a watch: what it gets, how it ends, and what is left of it.</summary>
[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _error = new() { NewLine = "\n" };

    private string State => _folder["state"];

    private RunFolder RunFolder => new(State, Site.Eu1, "watch");

    public void Dispose()
    {
        _error.Dispose();
        _folder.Dispose();
    }

    [TestCase("nosuchprogram", "'nosuchprogram' cannot be started: the program is not found.")]
    [TestCase("/etc/passwd/x", "'/etc/passwd/x' cannot be started: the system reports error 20 (Not a directory).")]
    [TestCase("/etc", "'/etc' cannot be started: it is not an executable file, or access is denied.")]
    [TestCase("PLAIN", "'PLAIN' cannot be started: it is not an executable file, or access is denied.")]
    [TestCase("GARBAGE", "'GARBAGE' cannot be started: it is neither a program nor a script with a '#!' line.")]
    [TestCase("LOST", "'LOST' cannot be started: the program that its first line names is not found.")]
    [TestCase("sh -c 'exit 4'", "'sh' failed with exit code 4.")]
    [TestCase("sh -c nosuchprogram", "'sh' failed with exit code 127, which a shell returns for a command that it does not find.")]
    [TestCase("sh -c PLAIN", "'sh' failed with exit code 126, which a shell returns for a command that it cannot execute.")]
    [TestCase("sh -c 'exit 137'", "'sh' failed with exit code 137, which a shell returns for a command that SIGKILL has ended.")]
    [TestCase("sh -c 'exit 255'", "'sh' failed with exit code 255.")]
    [TestCase("sh -c 'kill -TERM $$'", "'sh' was ended by SIGTERM.")]
    [TestCase("sh -c 'kill -SEGV $$'", "'sh' was ended by SIGSEGV.")]
    [TestCase("sh -c 'kill -KILL $$'", "'sh' was ended by SIGKILL, which the kernel sends when memory runs out.")]
    [TestCase("sh -c 'kill -35 $$'", "'sh' was ended by signal 35.")]
    public void A_failure_is_one_sentence(string command, string sentence)
    {
        _folder.Write("plain", "#!/bin/sh\n");
        WatchProcesses.WriteProgram(_folder, "garbage", "garbage");
        WatchProcesses.WriteProgram(_folder, "lost", "#!/nosuch/interpreter\n");

        Assert.That(
            async () => await RunAsync(Named(command)), Throws.TypeOf<WatchedCommandException>().With.Message.EqualTo(Named(sentence)));
        Assert.That(Directory.GetFileSystemEntries(State), Is.Empty, "nothing is left");
    }

    [Test]
    public async Task Documents_are_readable_by_the_owner_only_and_the_standard_input_is_empty()
    {
        var report = _folder["report"];

        await RunAsync($"sh -c 'cat >{report}; cat {RunFolder.Path}/pid >>{report}; echo \" $$\" >>{report}; "
            + $"stat -c \"%a %n\" {RunFolder.Path} {RunFolder.Path}/* >>{report}; cat \"$FWRULES_OLD\" \"$FWRULES_NEW\" >{report}.documents'");

        var lines = await File.ReadAllLinesAsync(report);
        Assert.That(lines[0].Split(' '), Has.Length.EqualTo(2).And.All.EqualTo(lines[0].Split(' ')[0]), "the noted process is the command");
        Assert.That(lines[1..], Is.EqualTo(new[]
        {
            $"700 {RunFolder.Path}", $"600 {RunFolder.Path}/new.json", $"600 {RunFolder.Path}/old.json", $"600 {RunFolder.Path}/pid",
        }));
        Assert.That(await File.ReadAllTextAsync(report + ".documents"), Does.Match("(?s)\"version\": ?7.*\"version\": ?8"));
        Assert.That(Directory.GetFileSystemEntries(State), Is.Empty, "nothing is left");
    }

    [Test]
    public async Task What_a_killed_run_has_left_behind_is_removed()
    {
        Directory.CreateDirectory(Path.Combine(RunFolder.Path, "sub"));
        await File.WriteAllTextAsync(Path.Combine(RunFolder.Path, "old.json"), "abandoned");
        await File.WriteAllTextAsync(Path.Combine(RunFolder.Path, "pid"), "not a number");
        Assert.That(RunFolder.Running, Is.Null);

        await RunAsync($"sh -c 'test -z \"${{FWRULES_OLD+set}}\" && ! test -e {RunFolder.Path}/old.json && ! test -e {RunFolder.Path}/sub'", old: null);

        Assert.That(Directory.GetFileSystemEntries(State), Is.Empty, "nothing is left");
    }

    [Test]
    public void Documents_that_cannot_be_written_are_a_failure()
    {
        Directory.CreateDirectory(State);
        File.WriteAllText(RunFolder.Path, "in the way");

        Assert.That(async () => await RunAsync("true"), Throws.TypeOf<WatchedCommandException>().With.Message
            .EqualTo($"'true' was not run, because its documents cannot be written to '{RunFolder.Path}': something else has its name."));
    }

    [Test]
    public void A_watch_does_not_start_where_its_folder_cannot_be_written()
    {
        var file = _folder.Write("file", "in the way");

        Assert.That(
            CliRun.Of(["watch", "--once", "--cache", file, "--exec", "true"], []).Refused(3),
            Is.EqualTo($"fwrules: '{file}' cannot be written: something else has its name. The watch keeps its lock and its state there: "
                + "name another folder with --cache."));

        // A folder that even root cannot write to.
        Assert.That(CliRun.Of(["watch", "--once", "--cache", "/proc/none", "--exec", "true"], []).Refused(3), Does.StartWith(
            "fwrules: '/proc/none' cannot be written: "));
    }

    [Test]
    public async Task A_command_that_runs_too_long_is_ended_with_what_it_has_started([Values] bool obeys)
    {
        var ids = _folder["ids"];

        Assert.That(
            async () => await RunAsync($"sh -c '{(obeys ? "" : "trap \"\" TERM; ")}sleep 600 & echo $! >{ids}; echo $$ >>{ids}; while :; do sleep 1; done'",
                limit: TimeSpan.FromSeconds(4)),
            Throws.TypeOf<WatchedCommandException>().With.Message.EqualTo("'sh' ran longer than 4 s (--exec-timeout) and was ended with "
                + (obeys ? "SIGTERM." : "SIGKILL, because it did not end within 3 s after SIGTERM.")));
        Assert.That(_error.ToString(), Does.Match("^fwrules: running 'sh' for [^\n]+\n$"), "nothing is reported before the limit");

        var left = (await File.ReadAllLinesAsync(ids)).Select(int.Parse).ToList();
        Assert.That(left, Has.Count.EqualTo(2));
        await WatchProcesses.Until(() => !left.Exists(WatchProcesses.IsAlive));
        Assert.That(Directory.GetFileSystemEntries(State), Is.Empty, "nothing is left");
    }

    [Test]
    public void A_time_limit_is_not_reported_before_it_is_over()
    {
        Assert.That(async () => await RunAsync("sleep 60", limit: TimeSpan.FromSeconds(3), reportAfter: TimeSpan.FromSeconds(1)), Throws.Exception);

        Assert.That(_error.ToString(), Does.Match("^fwrules: running [^\n]+\n[^\n]+ is still running after 1 s\n"
            + "[^\n]+ is still running after 2 s\n$"));
    }

    [Test]
    public void A_command_that_handles_the_signal_and_succeeds_has_failed_all_the_same()
        => Assert.That(
            async () => await RunAsync("sh -c 'trap \"exit 0\" TERM; while :; do sleep 0.1; done'", limit: TimeSpan.FromSeconds(1)),
            Throws.TypeOf<WatchedCommandException>().With.Message.Contains("ran longer than 1 s"));

    [Test]
    public async Task A_command_that_ends_in_time_is_not_ended_and_what_it_leaves_behind_runs_on()
    {
        var id = _folder["id"];

        await RunAsync($"sh -c 'sleep 600 >/dev/null 2>&1 & echo $! >{id}'", limit: TimeSpan.FromMinutes(10));

        var left = int.Parse(await File.ReadAllTextAsync(id));
        Assert.That(WatchProcesses.IsAlive(left));
        WatchProcesses.Signal("-KILL", left);
    }

    [Test]
    public async Task A_command_that_takes_long_is_reported()
    {
        await RunAsync("sleep 4", reportAfter: TimeSpan.FromSeconds(1));

        Assert.That(_error.ToString(), Does.Match("^fwrules: running 'sleep' for eu1 version 7 to version 8\n"
            + "fwrules: 'sleep' \\(process [0-9]+\\) is still running after 1 s\n(.*\n)*fwrules: 'sleep' succeeded\n$"));
    }

    [Test]
    public async Task The_command_has_the_signals_that_a_program_expects()
    {
        // The runtime ignores SIGPIPE, and a pipeline whose reader ends early relies on it.
        var report = _folder["report"];
        await RunAsync($"sh -c '(yes; echo $? >{report}) | head -n 1'");

        Assert.That(await File.ReadAllTextAsync(report), Is.EqualTo("141\n"));
    }

    private async Task RunAsync(string command, long? old = 7, TimeSpan? limit = null, TimeSpan? reportAfter = null)
    {
        Directory.CreateDirectory(State);
        var terminal = new Terminal(() => Stream.Null, () => Stream.Null, () => _error);
        var run = new WatchedCommand(CommandLineWords.Split(command), RunFolder, limit, terminal)
        {
            Grace = TimeSpan.FromSeconds(3),
            ReportAfter = reportAfter ?? TimeSpan.FromMinutes(10),
        };
        await run.RunAsync(new IpRangesUpdate(old is null ? null : Document(old.Value), Document(8)), CancellationToken.None);
    }

    private static IpRangesDocument Document(long version)
        => IpRangesDocument.Parse(Answers.Json(version), new IpRangesReadOptions { Site = Site.Eu1 });

    private string Named(string text)
        => text.Replace("PLAIN", _folder["plain"], StringComparison.Ordinal).Replace("GARBAGE", _folder["garbage"], StringComparison.Ordinal)
            .Replace("LOST", _folder["lost"], StringComparison.Ordinal);
}
