using FirewallRules.Tests.Client;

namespace FirewallRules.Tests.Cli;

/// <summary>What is written to standard error at each level. Data and exit codes are the same at all of them.</summary>
public sealed class LogLevelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("", "using eu1")]
    [TestCase("--log-level information", "using eu1")]
    [TestCase("--quiet", "")]
    [TestCase("--log-level warning", "")]
    [TestCase("--log-level error", "")]
    [TestCase("--log-level none", "")]
    public void Notices_are_not_written_below_their_level(string option, string notice)
    {
        var file = _folder.Write("document.json", Answers.Json());
        var run = CliRun.Of($"generate logs --format lines --site eu1 --document {file} {option}");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "192.0.2.0/24\n")), run.Error);
        Assert.That(run.Error, notice.Length == 0 ? Is.Empty : Does.Contain(notice));
    }

    [TestCase("", true, true)]
    [TestCase("--quiet", true, true)]
    [TestCase("--log-level warning", true, true)]
    [TestCase("--log-level error", false, true)]
    [TestCase("--log-level none", false, false)]
    public void Warnings_and_errors_have_levels(string option, bool warns, bool fails)
    {
        var (old, updated) = (_folder.Write("old.json", Answers.Json(7)), _folder.Write("new.json", Answers.Json(8, "192.0.2.0/26")));

        var diff = CliRun.Of($"diff {old} {updated} --site eu1 {option}");
        var missing = CliRun.Of($"diff {old} {_folder["none"]} --site eu1 {option}");
        var wrong = CliRun.Of($"diff {old} --site eu1 {option}");

        Assert.That((diff.ExitCode, missing.ExitCode, wrong.ExitCode), Is.EqualTo((1, 3, 2)));
        Assert.That(diff.Error, warns ? Is.EqualTo("fwrules: logs has shrunk: 192 of 256 IPv4 addresses are removed\n") : Is.Empty);
        Assert.That(missing.Error, fails ? Does.Contain("not found") : Is.Empty);
        Assert.That(wrong.Error, fails ? Does.Contain("requires") : Is.Empty);
    }

    [Test]
    public async Task The_steps_of_a_fetch_are_shown_at_the_level_debug()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(), Answers.Status(503, "0"), Answers.Document());

        var fetch = await RunAsync(server, "fetch");
        var silent = await RunAsync(server, "watch --once --exec true --log-level error");

        Assert.That(fetch.Error, Does.Contain("fwrules: debug: Fetched the eu1 document: Network, version 7, ").And.Contain("the server sent it\n"));
        Assert.That((silent.ExitCode, silent.Error), Is.EqualTo((0, "")));

        Task<CliRun> RunAsync(LoopbackServer from, string command) => Task.Run(() => CliRun.Of(
            (command + (command.Contains("--log-level", StringComparison.Ordinal) ? "" : " --log-level debug")
                + $" --site eu1 --cache {_folder["cache"]} --mirror {from.Address.AbsoluteUri}").Split(' '), []));
    }

    [TestCase("--quiet sites", 0, "")]
    [TestCase("--log-level none sites", 0, "")]
    [TestCase("sites --log-level loud", 2, "--log-level: There is no level 'loud'; expected one of: none, error, warning, information, debug.")]
    [TestCase("sites --log-level", 2, "--log-level requires a value")]
    [TestCase("sites --quiet --log-level debug", 2, "--quiet and --log-level exclude each other")]
    [TestCase("sites --log-level debug --log-level debug", 2, "--log-level is given 2 times")]
    [TestCase("sites --quite", 2, "There is no option '--quite'; did you mean --quiet?")]
    [TestCase("privatelink services --quiet", 0, "")]
    [TestCase("aggregate --quiet", 0, "")]
    public void The_options_belong_to_every_command(string command, int exitCode, string error)
    {
        var run = CliRun.Of(command);

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        Assert.That(run.Error, error.Length == 0 ? Is.Empty : Does.Contain(error));
    }
}
