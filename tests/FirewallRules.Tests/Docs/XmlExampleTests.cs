using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FirewallRules.Tests.Docs;

/// <summary>The examples of the XML documentation compile, run, and print what their comments say.</summary>
[NonParallelizable]
public sealed partial class XmlExampleTests
{
    // Examples that request from a server, run until stopped or read user files are only compiled.
    private static readonly string[] NotRun = ["await ", "new ServiceCollection", "File.Read"];

    private static IEnumerable<TestCaseData> Examples =>
        from assembly in new[] { typeof(Cidr).Assembly, typeof(IpRangesClient).Assembly }
        from member in XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml")).Descendants("member")
        from code in member.Descendants("example").Descendants("code")
        select new TestCaseData(Dedented(code.Value)).SetArgDisplayNames(member.Attribute("name")!.Value);

    // An empty source of cases is an error of NUnit.
    [TestCase("Console.WriteLine(1 + 1); // 2\nConsole.WriteLine(\"x\"); // x")]
    [TestCaseSource(nameof(Examples))]
    public void An_example_compiles_and_prints_what_it_says(string code)
    {
        var program = new ExampleProgram("using FirewallRules;\n" + code);
        Assert.That(program.Errors, Is.Empty);
        if (NotRun.Any(code.Contains))
        {
            return;
        }

        var output = program.Run();
        var said = Said().Matches(code).Select(match => match.Groups["line"].Value).ToList();
        if (said.Count > 0 && said.Count == Written().Count(code))
        {
            Assert.That(output.TrimEnd('\n').Split('\n'), Is.EqualTo(said));
        }
    }

    private static string Dedented(string code)
    {
        var lines = code.Trim('\n').TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    [GeneratedRegex(@"^Console\.WriteLine\(.*\); // (?<line>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Said();

    [GeneratedRegex(@"Console\.Write", RegexOptions.None, 5_000)]
    private static partial Regex Written();
}
