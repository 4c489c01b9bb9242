namespace FirewallRules.SystemTests;

/// <summary>The script that times the programs also notices when they disagree.</summary>
[TestFixture]
[Platform("Linux")]
[Tools]
[NonParallelizable]
public sealed class AggregateScriptTests
{
    private const string Ours = "fwrules, managed";
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        Tool.RequireCommands("python3");
        _folder = Directory.CreateTempSubdirectory("aggregate-").FullName;
    }

    [TearDown]
    public void RemoveFolder()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Test]
    public void A_quick_run_prints_the_tables_and_all_results_agree()
    {
        var run = Run("--managed", AppContext.BaseDirectory, "--only", $"cat;{Ours};Python ipaddress", "--long");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Match(@"(?m)^\| fwrules, managed \|( [\d.,]+ ms( \(×\d+\.\d+\))?¹? \|){6}$").And.Contain("A stream of 200,000 lines"));
        Assert.That(run.Output, Does.Not.Contain("missing").And.Not.Contain("instead of").And.Not.Contain("exit code"));
    }

    [TestCase("echo 10.0.0.0/8", "addresses missing")]
    [TestCase("cat \"$2\"", "the same addresses in")]
    [TestCase("echo no list", "no list of prefixes")]
    [TestCase("echo broken >&2; exit 3", "exit code 3: broken")]
    public void A_build_with_a_different_result_is_reported_and_fails_the_run(string script, string finding)
    {
        var program = Path.Combine(_folder, "fwrules");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        Shell.Run("chmod", ["+x", program]);

        var run = Run("--managed", _folder, "--only", $"{Ours};Python ipaddress");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.Contain(finding));
    }

    [TestCase("--lines 0", "a whole number from 1 is needed")]
    [TestCase("--managed /nowhere", "there is no fwrules in /nowhere")]
    [TestCase("--managed . --only nothing", "not here: nothing; here are: cat")]
    public void A_command_that_cannot_run_is_refused_with_a_message(string arguments, string sentence)
    {
        var run = Run(arguments.Replace(" . ", $" {AppContext.BaseDirectory} ", StringComparison.Ordinal).Split(' '));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(sentence).And.Not.Contain("Traceback"));
    }

    private CommandResult Run(params string[] arguments) => Shell.Run(
        "python3",
        [SourceRoot.Combine("benchmarks", "aggregate.py"), "--folder", Path.Combine(_folder, "lists"), "--lines", "2000", "--rounds", "1", .. arguments]);
}
