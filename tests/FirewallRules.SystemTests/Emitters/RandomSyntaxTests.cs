using System.Globalization;
using System.Text.Json.Nodes;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.SystemTests;

/// <summary>Random rule sets in the languages of all platforms: the parser of each language understands every output and update.</summary>
[Platform("Unix")]
[Tools]
public sealed class RandomSyntaxTests
{
    private const int Count = 25;

    private static List<RuleSet> RuleSets(int count = Count)
        => [.. Seed.Randoms().SelectMany(random => Enumerable.Range(0, count).Select(_ => RandomRuleSets.One(random)))];

    private static IEnumerable<EmitterCase> Of(string extension) => EmitterCases.All.Where(one => one.Extension == extension);

    [TestCaseSource(nameof(Shells))]
    public void Shells_understand_the_scripts(string shell, string[] arguments)
    {
        Tool.RequireCommands(shell);
        foreach (var one in Of(".sh"))
        {
            var folder = Write(one, ".sh", RuleSets());
            foreach (var file in Directory.GetFiles(folder))
            {
                Assert.That(Shell.Run(shell, [.. arguments, "-n", file]).MustSucceed().Error, Is.Empty, $"{one}: {file}");
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<TestCaseData> Shells() =>
    [
        new("dash", Array.Empty<string>()),
        new("busybox", new[] { "sh" }),
    ];

    [Test]
    public void PowerShell_understands_the_scripts()
        => Check(".ps1", text => Assert.That(PowerShellParser.FaultsOf(text), Is.Empty));

    [Test]
    public void JSON_is_JSON()
        => Check(".json", text => Assert.That(JsonNode.Parse(text), Is.Not.Null));

    [Test]
    public void Terraform_understands_the_configurations_and_changes_no_layout()
    {
        Tool.RequireCommands("terraform");
        foreach (var one in Of(".tf"))
        {
            var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TF_CLI_CONFIG_FILE"] = "/dev/null" };
            Shell.Run("terraform", ["fmt", "-check", "-diff", Write(one, ".tf", RuleSets())], environment: environment).MustSucceed();
        }
    }

    [Test]
    public void Bicep_compiles()
        => BicepCompiler.Build([.. Of(".bicep").SelectMany(one => Texts(one, RuleSets(4)))]);

    [Test]
    public void The_linter_of_CloudFormation_finds_nothing()
    {
        Tool.RequireCommands("cfn-lint");
        var emitter = EmitterCases.All.First(one => one.Emitter.Name == "aws-cloudformation");
        var lint = Shell.Run("cfn-lint", Directory.GetFiles(Write(emitter, ".json", RuleSets(8))));
        Assert.That((lint.ExitCode, lint.Output.Trim()), Is.EqualTo((0, "")), lint.ToString());
    }

    [OneTimeTearDown]
    public void No_label_runs_a_command() => Assert.That(File.Exists(RandomRuleSets.Trap), Is.False);

    private static void Check(string extension, Action<string> check)
        => Each.Of(Of(extension), one => one.Name, one => Each.Of(Texts(one, RuleSets()), text => text, check));

    private static string Write(EmitterCase one, string extension, List<RuleSet> ruleSets)
    {
        var folder = Scratch.NewFolder();
        foreach (var (text, i) in Texts(one, ruleSets).Select((text, i) => (text, i)))
        {
            File.WriteAllText(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture) + extension), text);
        }

        return folder;
    }

    // What a platform cannot express is refused with a documented exception, and most can be expressed.
    private static List<string> Texts(EmitterCase one, List<RuleSet> ruleSets)
    {
        var texts = new List<string>();
        foreach (var rules in ruleSets)
        {
            try
            {
                texts.Add(rules.Emit(one.Emitter));
            }
            catch (EmitterException)
            {
            }
        }

        Assert.That(texts, Has.Count.GreaterThan(ruleSets.Count / 4), $"{one} refuses most rules.");
        return texts;
    }
}
