using System.Text.RegularExpressions;
using System.Xml.Linq;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.Conventions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FirewallRules.Tests.Docs;

/// <summary>The C# programs of the README compile as printed and print what is shown below them; the examples of the XML documentation compile.</summary>
[NonParallelizable] // Console.Out belongs to the process.
public sealed partial class ExampleTests
{
    private static IEnumerable<string> Programs => Readme.In("csharp");

    [TestCaseSource(nameof(Programs))]
    public async Task A_program_of_the_README_prints_what_is_shown_below_it(string block)
    {
        var program = Compile(block);
        Assert.That(CSharpCode.Errors(program), Is.Empty);
        using var folder = new TemporaryFolder();
        await using var mirror = await LoopbackServer.StartAsync(https: false, Answers.Text(ReadmeData.Json));
        var output = Run(program, Arguments(block, folder, mirror.Address));

        Assert.That(output, Readme.OutputOf(block) is { } shown ? Is.EqualTo(shown) : block.Contains("Console.") ? Is.Not.Empty : Is.Empty);
    }

    [Test]
    public void The_first_program_is_one_statement()
        => Assert.That(Programs.First(), Is.EqualTo("using FirewallRules;\n\nConsole.Write(RuleSet.For(Section.Logs).ToIptables());\n"));

    [Test]
    public void A_program_without_its_using_is_refused()
        => Assert.That(CSharpCode.Errors(Compile("Console.Write(RuleSet.For(Section.Logs));")), Has.Count.EqualTo(2).And.All.Contains("CS0103"));

    [TestCase("FirewallRules")]
    [TestCase("FirewallRules.Client")]
    public void An_example_of_the_documentation_compiles(string assembly)
        => HouseTests.AssertNone(
            from member in XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml")).Descendants("member")
            from code in member.Elements("example").Descendants("code")
            from error in CSharpCode.Errors(Compile("using FirewallRules;\n" + code.Value))
            select $"{member.Attribute("name")!.Value}: {error}");

    private static CSharpCompilation Compile(string text) => CSharpCode.Compile([("Program.cs", text)], OutputKind.ConsoleApplication, "FirewallRules.Tests");

    /// <summary>A program reads the files of <see cref="ReadmeData"/> whose paths are its arguments, or asks a server whose address is.</summary>
    private static string[] Arguments(string block, TemporaryFolder folder, Uri mirror)
    {
        foreach (var (name, text) in ReadmeData.Files)
        {
            folder.Write(name, text);
        }

        return block.Contains("new Uri(args[0])", StringComparison.Ordinal) ? [mirror.ToString()]
            : [.. DocumentArgument().Matches(block).Select((_, i) => folder[i == 0 ? "eu1.json" : "eu1-next.json"])];
    }

    private static string Run(CSharpCompilation program, string[] arguments)
    {
        var console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            CSharpCode.Load(program).EntryPoint!.Invoke(null, [arguments]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    [GeneratedRegex(@"File\.ReadAllText\(args\[\d\]\)", RegexOptions.None, 5_000)]
    private static partial Regex DocumentArgument();
}
