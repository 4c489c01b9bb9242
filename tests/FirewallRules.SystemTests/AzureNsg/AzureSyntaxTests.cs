using FirewallRules.Emitters.AzureNsg;

namespace FirewallRules.SystemTests.AzureNsg;

/// <summary>Outputs before parsers that others wrote.</summary>
[Tools]
public sealed class AzureSyntaxTests
{
    // With the compiled grammar, so that installing runs no script and needs no compiler.
    private static readonly string[] s_packages = ["tree-sitter-bicep@1.1.0", "web-tree-sitter@0.25.10"];

    private const string Checker =
        """
        const { Parser, Language } = require('web-tree-sitter');
        const fs = require('fs');
        (async () => {
          await Parser.init();
          const parser = new Parser();
          parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
          for (const file of process.argv.slice(2)) {
            const root = parser.parse(fs.readFileSync(file, 'utf8')).rootNode;
            console.log(root.hasError ? 'error' : 'resources ' + root.descendantsOfType('resource_declaration').length);
          }
        })().catch(problem => { console.error(problem); process.exit(1); });
        """;

    private static IEnumerable<AzureNsgOptions> Options =>
        from whole in new[] { false, true }
        from closeRest in new[] { false, true }
        from addresses in new[] { 2, 4000 }
        select new AzureNsgOptions { Whole = whole, CloseRest = closeRest, AddressesPerRule = addresses };

    private static IEnumerable<RuleSet> Rules => [Samples.Old, Samples.New, Samples.Unrelated, RuleSet.For(Section.Logs, Section.Synthetics, Section.Webhooks)];

    [Test]
    public void Terraform_would_format_it_as_it_is()
    {
        Tool.RequireCommands("terraform");
        var folder = Scratch.NewFolder();
        var count = 0;
        foreach (var (rules, options) in Rules.SelectMany(_ => Options, (rules, options) => (rules, options)))
        {
            File.WriteAllText(Path.Combine(folder, $"{count++}.tf"), rules.ToAzureNsg(options with { Output = AzureNsgOutput.Terraform }));
        }

        var result = Shell.Run("terraform", ["fmt", "-check", "-diff", folder], environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["TF_CLI_CONFIG_FILE"] = "/dev/null" });
        Assert.That(result.Succeeded, Is.True, result.ToString());
    }

    [Test]
    public void Terraform_dislikes_a_file_that_is_laid_out_otherwise()
    {
        Tool.RequireCommands("terraform");
        var folder = Scratch.NewFolder();
        File.WriteAllText(Path.Combine(folder, "0.tf"), Samples.Old.ToAzureNsg(new() { Output = AzureNsgOutput.Terraform }).Replace("priority    ", "priority", StringComparison.Ordinal));

        Assert.That(Shell.Run("terraform", ["fmt", "-check", folder]).Succeeded, Is.False);
    }

    [Test]
    public void Bicep_is_parsed_without_an_error()
    {
        var folder = InstallParser();
        var files = new List<string>();
        var expected = new List<string>();
        foreach (var (rules, options) in Rules.SelectMany(_ => Options, (rules, options) => (rules, options)))
        {
            var text = rules.ToAzureNsg(options with { Output = AzureNsgOutput.Bicep });
            files.Add(Scratch.Write(text));
            expected.Add($"resources {text.Split("\nresource ").Length - 1}");
        }

        files.Add(Scratch.Write("resource x 'y' = {\n  name: 'not closed\n}\n"));
        expected.Add("error");
        var result = Shell.Run("node", [Path.Combine(folder, "check.cjs"), .. files]).MustSucceed();

        Assert.That(result.Output.TrimEnd('\n').Split('\n'), Is.EqualTo(expected));
    }

    private static string InstallParser()
    {
        Tool.RequireCommands("node", "npm");
        var folder = Scratch.NewFolder();
        File.WriteAllText(Path.Combine(folder, "check.cjs"), Checker);
        var install = Shell.Run("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", .. s_packages], timeout: TimeSpan.FromMinutes(2));
        if (!install.Succeeded)
        {
            TestContext.Out.WriteLine(install.ToString());
            Tool.RequireCommands("tree-sitter-bicep");
        }

        return folder;
    }
}
