using FirewallRules.Cli;
using FirewallRules.Tests.Client;

namespace FirewallRules.Tests.Cli.Watching;

/// <summary>Watching as a process of its own, which a signal ends.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchTests : IDisposable
{
    private readonly WatchProcesses _processes = new();

    private TemporaryFolder Folder => _processes.Folder;

    [SetUp]
    public void Requires_Unix_signals() => Assume.That(OperatingSystem.IsWindows(), Is.False);

    public void Dispose() => _processes.Dispose();

    [Test]
    public async Task The_command_runs_once_for_a_version_and_again_for_the_next()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7), Answers.Document(7),
            Answers.Document(8, "198.51.100.0/24"));
        var report = Folder["report"];

        for (var run = 0; run < 3; run++)
        {
            var watch = _processes.Start(server, "--shell", "--accept-shrink", "--exec", Report(report));
            await WatchProcesses.Until(() => server.Requests.Count > run && (run == 1 || (File.Exists(report) && File.ReadAllLines(report).Length > run / 2)));
            Assert.That(await WatchProcesses.StopAsync(watch), Is.EqualTo(ExitCode.Ok));
        }

        Assert.That(await File.ReadAllLinesAsync(report), Is.EqualTo(new[] { "eu1  7", "eu1 7 8" }));
        Assert.That(await File.ReadAllTextAsync(report + ".new"), Does.Contain("198.51.100.0/24"));
        Assert.That(await File.ReadAllTextAsync(report + ".old"), Does.EndWith("old.json\n"));
    }

    [Test]
    public async Task A_running_command_can_finish()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        var (started, ended) = (Folder["started"], Folder["ended"]);

        var watch = _processes.Start(server, "--shell", "--exec", $"touch {started}; sleep 2; touch {ended}");
        await WatchProcesses.Until(() => File.Exists(started));

        Assert.That(await WatchProcesses.StopAsync(watch), Is.EqualTo(ExitCode.Ok));
        Assert.That(File.Exists(ended));
    }

    [Test]
    public async Task Ctrl_C_is_an_interruption_and_a_failed_fetch_is_said()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Status(404));

        var watch = _processes.Start(server, "--exec", "true");
        var line = "";
        while (!line.Contains("404", StringComparison.Ordinal))
        {
            line = await watch.StandardError.ReadLineAsync() ?? throw new AssertionException("The process has ended.");
        }

        Assert.That(line, Does.StartWith("fwrules: checking the document of eu1 failed; handled before: none; next check in ")
            .And.Contain("Cannot fetch the document of eu1 from http://").And.Contain("answered with status 404"));
        Assert.That(await WatchProcesses.StopAsync(watch, "-INT"), Is.EqualTo(ExitCode.Interrupted));
    }

    [Test]
    public async Task A_single_check_ends_with_its_result()
    {
        var answer = Answers.Document(7, "20.0.0.0/24");
        await using var server = await LoopbackServer.StartAsync(false, context => answer(context));
        var report = Folder["once"];

        Assert.That((await OnceAsync()).ExitCode, Is.Zero);
        Assert.That((await OnceAsync()).Error, Does.EndWith("fwrules: the document of eu1 has not changed since it was handled\n"));
        answer = Answers.Document(8, "20.0.0.0/12");
        var heldBack = await OnceAsync();
        Assert.That((heldBack.ExitCode, heldBack.Output), Is.EqualTo((1, "")));
        Assert.That(heldBack.Error, Does.Contain("version 8 of eu1 is held back, because sections have grown sharply since version 7: logs (changed)")
            .And.Contain("--accept-growth accepts it"));
        answer = Answers.Document(8, "20.0.0.0/23");
        Assert.That((await OnceAsync("exit 4")).Refused(3), Does.Contain("'sh' failed with exit code 4."));
        Assert.That((await OnceAsync()).ExitCode, Is.Zero);
        answer = Answers.Status(404);
        Assert.That((await OnceAsync()).Refused(3), Does.Contain("status 404"));
        answer = Answers.Status(503, retryAfter: "1");
        var unavailable = await OnceAsync();
        Assert.That(unavailable.Refused(3), Does.Contain("status 503"));
        Assert.That(unavailable.Error, Does.Not.Contain("retrying"));
        Assert.That(await File.ReadAllLinesAsync(report), Is.EqualTo(new[] { "eu1  7", "eu1 7 8" }));

        Task<CliRun> OnceAsync(string? script = null) => Task.Run(() => CliRun.Of(
            ["watch", "--once", "--site", "eu1", "--cache", Folder["once-cache"], "--mirror", server.Address.AbsoluteUri, "--shell", "--exec",
                script ?? Report(report)],
            []));
    }

    [TestCase("-TERM")]
    [TestCase("-INT")]
    public async Task A_single_check_that_is_stopped_does_not_report_success(string signal)
    {
        await using var server = await LoopbackServer.StartAsync(false, context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var watch = _processes.Start(server, "--once", "--exec", "true");
        await WatchProcesses.Until(() => !server.Requests.IsEmpty);

        Assert.That(await WatchProcesses.StopAsync(watch, signal), Is.EqualTo(ExitCode.Interrupted));
    }

    private static string Report(string file)
        => $"echo \"$FWRULES_SITE $FWRULES_OLD_VERSION $FWRULES_NEW_VERSION\" >>{file}; cat \"$FWRULES_NEW\" >{file}.new; "
            + $"ls \"${{FWRULES_OLD-/}}\" >{file}.old";
}
