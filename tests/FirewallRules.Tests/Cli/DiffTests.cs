using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Cli;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
public sealed class DiffTests : IDisposable
{
    private const string Logs = """{"version":7,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""";
    private const string Split = """{"version":8,"modified":"2026-01-03T03:04:05","logs":{"prefixes_ipv4":["192.0.2.128/25","192.0.2.0/25"]}}""";
    private const string More = """{"version":8,"modified":"2026-01-03T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24","198.51.100.0/24"]}}""";
    private const string Bare = """{"prefixes_ipv4":["192.0.2.0/24"]}""";

    private readonly TemporaryFolder _folder = new();
    private readonly string _logs;

    public DiffTests() => _logs = _folder.Write("logs.json", Logs);

    public void Dispose() => _folder.Dispose();

    [TestCase(Logs, 0, "No differences.")]
    [TestCase(Split, 0, "The addresses are the same; only formatting, version or time differ.")]
    [TestCase(More, 1, "1 of 1 section differs: 1 prefix added; IPv4 addresses +256.")]
    public void The_exit_code_is_the_answer(string updated, int exitCode, string verdict)
    {
        var run = CliRun.Of($"diff {_logs} - --site us1", updated);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((exitCode, "")));
        Assert.That(run.Output, Does.StartWith("old: us1 version 7, modified 2026-01-02 (logs.json)\nnew: us1 version ")
            .And.Contain($"\n{verdict}\n"));
    }

    [Test]
    public void Either_document_may_come_from_standard_input()
        => Assert.That(CliRun.Of($"diff - {_logs} --site us1", More).Output, Does.Contain("  - 198.51.100.0/24\n"));

    [Test]
    public void The_snapshot_is_a_document_and_a_file_of_its_name_needs_a_path()
    {
        var snapshot = _folder.Write("snapshot.json", IpRangesSnapshot.Us1.ToJson());
        var run = CliRun.Of($"diff {snapshot} embedded --site us1");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(run.Output, Does.Contain($"new: {IpRangesSnapshot.Us1}, unknown which is newer\n"));

        _folder.Write("embedded", Logs);
        var before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = _folder.Root;
            Assert.That(CliRun.Of($"diff ./embedded {_logs} --site us1").Output,
                Does.StartWith("old: us1 version 7, modified 2026-01-02 (embedded)\n"));
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Test]
    public void Formats_are_written_to_a_file_completely()
    {
        var (json, markdown) = (_folder["diff.json"], _folder["diff.md"]);
        var asJson = CliRun.Of($"diff {_logs} - --site us1 --format json --output {json}", More);
        var asMarkdown = CliRun.Of($"diff {_logs} - --site us1 --format markdown --output {markdown}", More);

        Assert.That((asJson.ExitCode, asJson.Output, asMarkdown.ExitCode, asMarkdown.Output), Is.EqualTo((1, "", 1, "")));
        Assert.That((bool)JsonNode.Parse(File.ReadAllText(json))!["same"]!, Is.False);
        Assert.That(File.ReadAllText(markdown), Does.StartWith("### Datadog IP ranges, us1: version 7 to 8\n")
            .And.Contain("\n| `logs` | changed | +1 | +256 |  |  |\n"));
    }

    [Test]
    public void An_older_document_a_reused_version_and_a_shrink_are_reported()
    {
        Assert.That(CliRun.Of($"diff - {_logs} --site us1", More).Error, Is.EqualTo("fwrules: the new document is older: version 7 after 8\n"));
        Assert.That(
            CliRun.Of($"diff - {_logs} --site us1", More.Replace(":8", ":7", StringComparison.Ordinal)).Error,
            Is.EqualTo("fwrules: both documents have version 7, but their addresses differ: one of them is not the published document\n"));
        Assert.That(
            CliRun.Of($"diff {_logs} - --site us1", """{"version":8,"logs":{"prefixes_ipv4":["192.0.2.0/26"]}}""").Error,
            Is.EqualTo("fwrules: logs has shrunk: 192 of 256 IPv4 addresses are removed\n"));
        Assert.That(
            CliRun.Of($"diff {_logs} - --site us1", """{"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""").Error,
            Is.EqualTo("fwrules: the new document is older: us1 version unknown, modified unknown (standard input) "
                + "after us1 version 7, modified 2026-01-02 (logs.json)\n"));
    }

    [TestCase("", "logs has grown: 983040 IPv4 addresses are added to 65536")]
    [TestCase("--growth-factor 1000000000", "logs has grown: 983040 IPv4 addresses are added to 65536")]
    [TestCase("--growth-factor 15.9", "logs has grown: 983040 IPv4 addresses are added to 65536")]
    public void Growth_is_reported(string options, string warning)
    {
        var run = CliRun.Of($"diff {_folder.Write("small.json", Document("20.0.0.0/16"))} - --site us1 {options}", Document("20.0.0.0/12"));

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, $"fwrules: {warning}\n")));
        Assert.That(run.Output, Does.Contain("\nGROWN: logs gained 983040 IPv4 addresses (65536 before)\n"));
    }

    [TestCase("20.0.0.0/20", "", false)]
    [TestCase("20.0.0.0/19", "", true)]
    [TestCase("20.0.0.0/19", "--growth-factor 32", false)]
    [TestCase("20.0.0.0/23", "--growth-factor 1.5", true)]
    public void Growth_is_a_factor(string prefix, string options, bool hasGrown)
    {
        var old = _folder.Write("one.json", Document("20.0.0.0/24"));
        var run = CliRun.Of($"diff {old} - --site us1 --format json {options}", Document(prefix));

        Assert.That(JsonNode.Parse(run.Output)!["grown"]!.AsArray(), Has.Count.EqualTo(hasGrown ? 1 : 0));
    }

    [TestCase("0.5")]
    [TestCase("-2")]
    [TestCase("16x")]
    [TestCase("50%")]
    [TestCase("1000000001")]
    public void Refuses_values_that_are_not_a_factor(string factor)
        => Assert.That(CliRun.Of($"diff {_logs} - --site us1 --growth-factor={factor}", More).Refused(2),
            Does.Contain($"--growth-factor: '{factor}' is not a factor"));

    [TestCase("50%", true)]
    [TestCase("0.5", true)]
    [TestCase("74.9%", true)]
    [TestCase("75%", false)]
    [TestCase("0.75", false)]
    [TestCase("1", false)]
    [TestCase("100%", false)]
    [TestCase("0", true)]
    public void The_threshold_is_a_share(string threshold, bool hasShrunk)
    {
        var run = CliRun.Of($"diff {_logs} - --site us1 --format json --shrink-threshold {threshold}",
            """{"version":8,"logs":{"prefixes_ipv4":["192.0.2.0/26"]}}""");

        Assert.That(JsonNode.Parse(run.Output)!["shrunk"]!.AsArray(), Has.Count.EqualTo(hasShrunk ? 1 : 0));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [TestCase("50")]
    [TestCase("101%")]
    [TestCase("-1%")]
    [TestCase("%")]
    [TestCase("half")]
    [TestCase("1e-1")]
    [TestCase("0,5")]
    public void Refuses_values_that_are_not_a_fraction(string threshold)
        => Assert.That(CliRun.Of($"diff {_logs} - --site us1 --shrink-threshold={threshold}", More).Refused(2),
            Does.Contain($"'{threshold}'").And.Contain("such as 20%, or a number from 0 to 1"));

    [Test]
    public void Selected_sections_can_be_compared_with_a_bare_section_document()
    {
        Assert.That(CliRun.Of($"diff {_logs} - --site us1 --section logs", Bare).ExitCode, Is.Zero);
        Assert.That(CliRun.Of($"diff {_logs} - --site us1", Bare).Refused(3), Does.StartWith("fwrules: standard input: ")
            .And.Contain("exactly that section must be selected"));
        Assert.That(CliRun.Of($"diff {_logs} - --site us1 --section log", More).Refused(2), Does.Contain("did you mean logs?"));
        Assert.That(CliRun.Of($"diff {_logs} - --site us1 --section LOGS", More).Refused(2), Does.Contain("did you mean logs?"));
    }

    [Test]
    public void Reports_the_assumed_site()
        => Assert.That(CliRun.Of($"diff {_logs} -", Logs).Error,
            Is.EqualTo("fwrules: --site is not given; assuming that the documents are of us1\n"));

    [Test]
    public void Refuses_what_it_cannot_compare()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CliRun.Of("diff - -").Refused(2), Does.Contain("only once"));
            Assert.That(CliRun.Of($"diff {_logs}").Refused(2), Does.Contain("diff --help"));
            Assert.That(CliRun.Of($"diff {_logs} - --format yaml", Logs).Refused(2), Does.Contain("yaml"));
            Assert.That(CliRun.Of($"diff {_logs} - --site mars", Logs).Refused(2), Does.Contain("mars"));
            Assert.That(CliRun.Of($"diff {_logs} {_folder["gone.json"]} --site us1").Refused(3), Does.Contain("gone.json' not found"));
            Assert.That(CliRun.Of($"diff {_logs} {_folder.Root} --site us1").Refused(3), Does.Contain("is a folder"));
            Assert.That(CliRun.Of($"diff {_logs} - --site us1", "garbage").Refused(3), Does.StartWith("fwrules: standard input: ")
                .And.Contain("not valid JSON"));
            Assert.That(CliRun.Of($"diff {_logs} - --site us1", "").Refused(3), Does.Contain("the document is empty"));
            Assert.That(CliRun.Of($"diff {_logs} embedded --site eu1").Refused(3), Does.Contain("no embedded document of eu1"));
        }
    }

    [Test]
    public void Help_has_examples_and_names_its_arguments()
    {
        var run = CliRun.Of("diff --help");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain("diff [<OLD> [<NEW>]] [options]").And.Contain("fwrules diff ip-ranges-old.json ip-ranges.json")
            .And.Contain("130  interrupted"));
    }

    [Test]
    public void The_other_verbs_accept_the_name_of_the_snapshot()
        => Assert.That(CliRun.Of("sections --document embedded").Error,
            Does.StartWith(CliRun.UsingEmbedded));

    [Test]
    public void A_history_lists_each_step()
    {
        var folder = Directory.CreateDirectory(_folder["history"]).FullName;
        File.WriteAllText(Path.Combine(folder, "z.json"), Logs);
        File.WriteAllText(Path.Combine(folder, "a.json"), More);
        var run = CliRun.Of($"diff --history {folder} --site us1");
        var json = CliRun.Of($"diff --history {folder} --site us1 --format json");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.StartWith("old: us1 version 7, ").And.Contain("(z.json)\nnew: us1 version 8, ").And.Contain("  + 198.51.100.0/24\n"));
        Assert.That(System.Text.Json.Nodes.JsonNode.Parse(json.Output)!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(CliRun.Of($"diff --history {folder} a b").Refused(2), Does.Contain("give one or the other"));
        Assert.That(CliRun.Of($"diff --history {_folder["none"]}").Refused(3), Does.Contain("there is no folder"));
    }

    [Test]
    public void Completions_name_the_snapshot()
        => Assert.That(CliRun.Of(["[suggest:5]", "diff "], []).Output.Split('\n'), Does.Contain("embedded"));

    private static string Document(string prefix) => $$$"""{"logs":{"prefixes_ipv4":["{{{prefix}}}"]}}""";
}
