using System.Diagnostics;
using FirewallRules.Cli;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Cli.Watching;

/// <summary>The command of a watch that is stopped or killed: it finishes, and never runs beside another one.</summary>
[Platform("Linux")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchInterruptionTests : IDisposable
{
    private readonly WatchProcesses _processes = new();

    private string Report => _processes.Folder["report"];

    private string[] Lines => File.Exists(Report) ? File.ReadAllLines(Report) : [];

    public void Dispose() => _processes.Dispose();

    [TestCase("-INT", ExitCode.Interrupted)]
    [TestCase("-HUP", ExitCode.Interrupted)]
    [TestCase("-TERM", ExitCode.Ok)]
    public async Task A_signal_for_the_whole_group_lets_the_command_finish(string signal, int exitCode)
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var watch = _processes.StartGroup(server, "--shell", "--exec", Gated);
        await WatchProcesses.Until(() => Lines.Length == 1);

        WatchProcesses.Signal(signal, -watch.Id);
        await ReadUntilAsync(watch, "has ended; a second signal leaves it running");
        Assert.That(Lines, Has.Length.EqualTo(1));
        OpenGate();

        Assert.That(await WatchProcesses.ExitCodeAsync(watch), Is.EqualTo(exitCode));
        AssertRuns("7");
        Assert.That(Directory.Exists(_processes.RunFolder), Is.False);
        Assert.That(await OnceAsync(server), Does.EndWith("has not changed since it was handled\n"));
    }

    [TestCase("-INT", ExitCode.Interrupted)]
    [TestCase("-KILL", 128 + 9)]
    public async Task A_command_that_has_lost_its_watch_keeps_the_next_one_waiting(string signal, int exitCode)
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var first = _processes.StartGroup(server, "--shell", "--exec", Gated);
        await WatchProcesses.Until(() => Lines.Length == 1);
        if (signal == "-INT")
        {
            WatchProcesses.Signal(signal, -first.Id);
            await ReadUntilAsync(first, "a second signal leaves it running");
        }

        WatchProcesses.Signal(signal, -first.Id);
        Assert.That(await WatchProcesses.ExitCodeAsync(first), Is.EqualTo(exitCode));
        var second = _processes.Start(server, "--shell", "--exec", Gated);
        await WatchProcesses.Until(() => server.Requests.Count == 2);
        await Task.Delay(1000);
        Assert.That(Lines, Has.Length.EqualTo(1), "the second command waits");
        Assert.That(File.Exists(Path.Combine(_processes.RunFolder, "new.json")), "the first command still needs it");
        OpenGate();

        await WatchProcesses.Until(() => Lines.Length == 4);
        Assert.That(await WatchProcesses.StopAsync(second), Is.EqualTo(ExitCode.Ok));
        AssertRuns("7", "7");
        Assert.That(Directory.Exists(_processes.RunFolder), Is.False);
    }

    [Test]
    public async Task A_second_watch_takes_over_from_one_that_is_killed()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var first = _processes.Start(server, "--shell", "--exec", Gated);
        await WatchProcesses.Until(() => Lines.Length == 1);
        var second = _processes.Start(server, "--shell", "--exec", Gated);
        await WatchProcesses.Until(() => server.Requests.Count == 2);

        first.Kill();
        await Task.Delay(1000);
        Assert.That(Lines, Has.Length.EqualTo(1), "the second command waits");
        OpenGate();

        await WatchProcesses.Until(() => Lines.Length == 4);
        Assert.That(await WatchProcesses.StopAsync(second), Is.EqualTo(ExitCode.Ok));
        AssertRuns("7", "7");
    }

    [Test]
    public async Task Runs_do_not_overlap_whenever_a_watch_is_killed()
    {
        var random = Seed.NewRandom();
        var version = 7;
        await using var server = await LoopbackServer.StartAsync(false, context => Answers.Document(Volatile.Read(ref version))(context));

        // Every other kill waits for the command, so that about half of them hit it; the others come at any time.
        var orphans = 0;
        for (var kill = 0; kill < (FullRun.IsOn ? 20 : 6); kill++)
        {
            var (requests, lines, mustRun) = (server.Requests.Count, Lines.Length, kill % 2 == 0);
            Interlocked.Add(ref version, mustRun ? 1 : random.Next(2));
            var watch = _processes.Start(server, "--exec", Script("sleep 3"));
            await WatchProcesses.Until(() => mustRun ? Lines.Skip(lines).Any(IsBegin) : server.Requests.Count > requests);
            await Task.Delay(random.Next(2000));
            watch.Kill();
            await watch.WaitForExitAsync();
            orphans += Lines.LastOrDefault() is { } last && IsBegin(last) ? 1 : 0;
        }

        // A command that has lost its watch may still end, and nobody has run this version yet.
        Interlocked.Increment(ref version);
        var final = _processes.Start(server, "--exec", Script("sleep 3"));
        await WatchProcesses.Until(() => Lines.LastOrDefault() is { } line && !IsBegin(line)
            && line.EndsWith($" {version}", StringComparison.Ordinal));
        Assert.That(await WatchProcesses.StopAsync(final), Is.EqualTo(ExitCode.Ok));

        TestContext.Out.WriteLine($"{orphans} commands lost their watch: {string.Join(", ", Lines)}");
        AssertRuns([.. Lines.Where((_, i) => i % 2 == 0).Select(line => line.Split(' ')[2])]);
        Assert.That(Directory.Exists(_processes.RunFolder), Is.False);
        Assert.That(await OnceAsync(server), Does.EndWith("has not changed since it was handled\n"));
    }

    [Test]
    [Long]
    public async Task Another_process_that_runs_the_command_is_reported_once()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var first = _processes.Start(server, "--shell", "--exec", Gated);
        await WatchProcesses.Until(() => Lines.Length == 1);
        var command = Lines[0].Split(' ')[1];
        first.Kill();

        var second = _processes.Start(server, "--shell", "--exec", Gated);
        var error = second.StandardError.ReadToEndAsync();
        Assert.That(await OnceAsync(server, expected: 3), Does.EndWith(
            $"fwrules: Another process runs the command for the document of eu1 (process {command}): try again later.\n"));

        // It has reported it, and waits for the second time.
        await WatchProcesses.Until(() => server.Requests.Count >= 5);
        OpenGate();
        await WatchProcesses.Until(() => Lines.Length == 4);
        Assert.That(await WatchProcesses.StopAsync(second), Is.EqualTo(ExitCode.Ok));

        AssertRuns("7", "7");
        var notices = (await error).Split('\n').Where(line => line.Contains("another process", StringComparison.Ordinal));
        Assert.That(notices, Is.EqualTo(new[] { $"fwrules: another process runs the command for eu1 (process {command}); waiting until it ends" }));
    }

    [Test]
    public async Task A_failure_after_a_request_to_stop_does_not_promise_another_run()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var watch = _processes.Start(server, "--shell", "--exec", Gated + "; exit 4");
        await WatchProcesses.Until(() => Lines.Length == 1);
        WatchProcesses.Signal("-TERM", watch.Id);
        await ReadUntilAsync(watch, "a second signal leaves it running");
        OpenGate();

        await ReadUntilAsync(watch, "the command failed for version 7 of eu1, 1 times in a row; it runs again after the next start: 'sh' failed");
        Assert.That(await WatchProcesses.ExitCodeAsync(watch), Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public async Task It_runs_in_the_background_without_standard_streams()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var words = _processes.Words(server, "--once", "--shell", "--exec",
            $"for i in 0 1 2; do link=$(readlink /proc/$$/fd/$i); echo \"$i $link\" >>{Report}; done; read line; echo \"read $?\" >>{Report}; echo lost");

        DotNet.MustRun("/", "sh", ["-c", "setsid \"$@\" <&- >&- 2>&- & wait $!", "sh", .. words]);

        Assert.That(Lines, Is.EqualTo(new[] { "0 /dev/null", "1 /dev/null", "2 /dev/null", "read 1" }));
    }

    [Test]
    public async Task The_command_shares_the_standard_output_and_error_and_has_no_variable_of_another_watch()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var words = _processes.Words(server, "--once", "--shell", "--exec",
            "echo \"$FWRULES_SITE $FWRULES_NEW_VERSION $FWRULES_NEW $FWRULES_NEW_FILE\"; env | grep -c FWRULES_OLD; cat; echo problem >&2");

        var (exitCode, output, error) = DotNet.Run("/", "env", ["FWRULES_OLD=/x", "FWRULES_OLD_FILE=/x", "FWRULES_OLD_VERSION=1", .. words]);

        var path = Path.Combine(_processes.RunFolder, "new.json");
        Assert.That((exitCode, output), Is.EqualTo((0, $"eu1 7 {path} {path}\n0\n")));
        Assert.That(error, Does.Contain("\nproblem\n"));
    }

    [Test]
    public async Task A_parent_that_ignores_its_children_does_not_hide_a_failure()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));

        var (exitCode, _, error) = DotNet.Run("/", "env", ["--ignore-signal=CHLD", .. _processes.Words(server, "--once", "--exec", "sh -c 'exit 4'")]);

        Assert.That((exitCode, error.Split('\n')[^2]), Is.EqualTo((3, "fwrules: 'sh' failed with exit code 4.")));
    }

    // Waits until the test lets it go on, or has ended.
    private string Gated
        => $"echo \"begin $$ $FWRULES_NEW_VERSION\" >>{Report}; while test -e {Report} && ! test -e {Report}.gate; do sleep 0.1; done; "
            + $"test -e \"$FWRULES_NEW\" && echo \"end $$ $FWRULES_NEW_VERSION\" >>{Report}";

    private string Script(string work)
        => WatchProcesses.WriteProgram(
            _processes.Folder,
            "command",
            $"#!/bin/sh\necho \"begin $$ $FWRULES_NEW_VERSION\" >>{Report}\n{work}\necho \"end $$ $FWRULES_NEW_VERSION\" >>{Report}\n");

    private static bool IsBegin(string line) => line.StartsWith("begin ", StringComparison.Ordinal);

    private void OpenGate() => _processes.Folder.Write("report.gate", "");

    private void AssertRuns(params string[] versions)
    {
        Assert.That(Lines.Where((_, i) => i % 2 == 0), Has.All.StartsWith("begin "));
        Assert.That(Lines.Where((_, i) => i % 2 == 1), Is.EqualTo(Lines.Where((_, i) => i % 2 == 0).Select(line => "end" + line["begin".Length..])));
        Assert.That(Lines.Where((_, i) => i % 2 == 1).Select(line => line.Split(' ')[2]), Is.EqualTo(versions));
    }

    private async Task<string> OnceAsync(LoopbackServer server, int expected = 0)
    {
        var watch = _processes.Start(server, "--once", "--exec", "false");
        var error = await watch.StandardError.ReadToEndAsync();
        Assert.That(await WatchProcesses.ExitCodeAsync(watch), Is.EqualTo(expected), error);
        return error;
    }

    private static async Task ReadUntilAsync(Process watch, string text)
    {
        while (await watch.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"It did not say '{text}'.");
    }
}
