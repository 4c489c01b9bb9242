using System.Globalization;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.Docs;

namespace FirewallRules.Tests.Cli.Watching;

/// <summary>The units for systemd agree with the program and with the page that shows them.</summary>
public sealed class WatchUnitTests
{
    private static readonly string[] s_services = ["fwrules-watch.service", "fwrules-check.service"];

    [TestCaseSource(nameof(s_services))]
    public async Task The_command_line_works(string unit)
    {
        using var folder = new TemporaryFolder();
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7));
        // The embedded document is of another site, and newer than that of the server.
        var line = Single(unit, "ExecStart").Replace("%S", folder.Root, StringComparison.Ordinal).Replace(" us1 ", " eu1 ", StringComparison.Ordinal);
        var words = CommandLineWords.Split(line).ToArray();
        Assert.That((words[0], words[1]), Is.EqualTo(("/usr/local/bin/fwrules", "watch")));
        Assert.That(words.Contains("--once", StringComparer.Ordinal), Is.EqualTo(unit.Contains("check", StringComparison.Ordinal)));

        // The command is not installed, and is reported as that.
        var run = await Task.Run(() => CliRun.Of([.. words[1..].Where(word => word != "--once"), "--once", "--mirror", server.Address.AbsoluteUri], []));

        Assert.That(run.Refused(3), Is.EqualTo("fwrules: '/usr/local/sbin/apply-datadog-rules' cannot be started: the program is not found."));
        Assert.That(Path.GetFileName(Directory.GetDirectories(folder.Root).Single()), Is.EqualTo(Single(unit, "StateDirectory")));
    }

    [TestCaseSource(nameof(s_services))]
    public void Systemd_waits_longer_than_the_command_may_run_and_never_ends_it(string unit)
    {
        var words = CommandLineWords.Split(Single(unit, "ExecStart"));
        var limit = DurationText.Read(words[words.ToList().IndexOf("--exec-timeout") + 1], "--exec-timeout");

        Assert.That(Single(unit, "KillMode"), Is.EqualTo("process"));
        Assert.That(Minutes(unit, "TimeoutStopSec"), Is.GreaterThan(limit + TimeSpan.FromSeconds(10)));
        if (unit.Contains("check", StringComparison.Ordinal))
        {
            Assert.That(Minutes(unit, "TimeoutStartSec"), Is.GreaterThan(limit + TimeSpan.FromSeconds(10 + 60 + 30)));
        }
    }

    [TestCaseSource(nameof(s_services))]
    public void It_comes_after_what_loads_a_ruleset(string unit)
        => Assert.That(Single(unit, "After").Split(' '), Is.SupersetOf(SystemdUnits.Loaders.Split(' ')));

    [Test]
    public void The_services_differ_in_how_they_are_started_only()
        => Assert.That(
            Settings(s_services[0]).Except(Settings(s_services[1]), StringComparer.Ordinal).Select(line => line.Split('=')[0]),
            Is.EquivalentTo(new[] { "Type", "ExecStart", "Restart", "RestartSec", "RestartPreventExitStatus", "WantedBy" }));

    [TestCase("fwrules-watch.service")]
    [TestCase("fwrules-check.timer")]
    public void The_page_shows_the_unit(string unit)
        => Assert.That(
            Readme.BlocksOf(File.ReadAllText(SourceRoot.Combine("docs", "watch.md"))).Where(block => block.Language == "ini").Select(block => block.Text),
            Has.Member(Text(unit)));

    private static TimeSpan Minutes(string unit, string key)
        => TimeSpan.FromMinutes(int.Parse(Single(unit, key).Replace("min", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    private static string Single(string unit, string key)
        => Settings(unit).Single(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    private static IEnumerable<string> Settings(string unit) => Text(unit).Split('\n').Where(line => line.Contains('=') && !line.StartsWith('#'));

    private static string Text(string unit) => File.ReadAllText(SourceRoot.Combine("deploy", "systemd", unit));
}
