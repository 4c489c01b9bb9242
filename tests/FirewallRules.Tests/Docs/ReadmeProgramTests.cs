using System.Text.RegularExpressions;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.Conventions;

namespace FirewallRules.Tests.Docs;

/// <summary>Every C# block of the README is a program that compiles as printed and prints what is shown below it.</summary>
[NonParallelizable]
public sealed partial class ReadmeProgramTests
{
    private static IEnumerable<string> Programs => Readme.In("csharp");

    [TestCaseSource(nameof(Programs))]
    public async Task A_program_prints_what_is_shown_below_it(string block)
    {
        var program = new ExampleProgram(block);
        Assert.That(program.Errors, Is.Empty);
        using var folder = new TemporaryFolder();
        await using var mirror = await LoopbackServer.StartAsync(https: false, Answers.Text(ReadmeData.Json));
        var output = program.Run(Arguments(block, folder, mirror.Address));

        var shown = Readme.OutputOf(block);
        if (shown is null || !Readme.Approve(shown, output))
        {
            Assert.That(output, shown is not null ? Is.EqualTo(shown) : block.Contains("Console.") ? Is.Not.Empty : Is.Empty);
        }
    }

    [Test]
    public void The_programs_in_the_READMEs_of_the_packages_compile()
        => HouseTests.AssertNone(
            from folder in Directory.EnumerateDirectories(SourceRoot.Combine("src"))
            let page = Path.Combine(folder, "README.md")
            where File.Exists(page)
            from block in Readme.BlocksOf(File.ReadAllText(page))
            where block.Language == "csharp"
            from error in new ExampleProgram(block.Text).Errors
            select $"{SourceRoot.Relative(page)}: {error}");

    [Test]
    public void The_first_program_is_one_statement()
        => Assert.That(Programs.First(), Is.EqualTo("using FirewallRules;\n\nConsole.Write(RuleSet.For(Section.Logs).ToIptables());\n"));

    [Test]
    public void A_program_without_its_using_is_refused()
        => Assert.That(
            new ExampleProgram("Console.Write(RuleSet.For(Section.Logs));").Errors, Has.Count.EqualTo(2).And.All.Contains("CS0103"));

    /// <summary>The arguments of a program are the address of a server or the paths of documents.</summary>
    private static string[] Arguments(string block, TemporaryFolder folder, Uri mirror)
    {
        foreach (var (name, text) in ReadmeData.Files)
        {
            folder.Write(name, text);
        }

        return block.Contains("new Uri(args[0])", StringComparison.Ordinal) ? [mirror.ToString()]
            : [.. DocumentArgument().Matches(block).Select((_, i) => folder[i == 0 ? "eu1.json" : "eu1-next.json"])];
    }

    [GeneratedRegex(@"File\.ReadAllText\(args\[\d\]\)", RegexOptions.None, 5_000)]
    private static partial Regex DocumentArgument();
}
