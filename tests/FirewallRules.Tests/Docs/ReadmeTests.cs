using System.Reflection;
using System.Text.RegularExpressions;
using FirewallRules.Cli;
using FirewallRules.Cli.Commands;
using FirewallRules.Networks;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.IpRanges;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Tests.Docs;

/// <summary>Every command and every C# example in the README runs and prints what stands there.</summary>
[NonParallelizable]
public partial class ReadmeTests
{
    private const string Json =
        """{"version":7,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24"]},"webhooks":{"prefixes_ipv4":["198.51.100.7/32"]}}""";

    private const string NewJson =
        """{"version":8,"modified":"2026-02-03T04:05:06","logs":{"prefixes_ipv4":["192.0.2.128/25","192.0.2.0/25"]},"webhooks":{"prefixes_ipv4":["198.51.100.7/32","203.0.113.8/30"]}}""";

    private static readonly string[] Comparisons = [" diff ", " --compare ", " --contains "];

    private static readonly (string Name, string Text)[] Files =
    [
        ("old.json", Json),
        ("new.json", NewJson),
        ("old.txt", "10.0.0.0/24\n"),
        ("new.txt", "10.0.0.128/25\n192.0.2.7\n"),
        (
            "aws.json",
            """{"prefixes":[{"ip_prefix":"3.4.12.4/32"},{"ip_prefix":"52.94.0.0/22"},{"ip_prefix":"52.94.4.0/22"}],"ipv6_prefixes":[{"ipv6_prefix":"2600:1f00::/39"}]}"""
        ),
    ];

    private static string LogsOfVersion40 => Path.Combine(Readme.Root, "tests/FirewallRules.Tests/Docs/logs-v40.txt");

    private static IEnumerable<string> Consoles => Readme.Blocks.Where(block => block.Language == "console").Select(block => block.Text);

    private static IEnumerable<string> Examples
        => Readme.Blocks.Where(block => block.Language == "csharp" && !block.Text.StartsWith("#:", StringComparison.Ordinal)).Select(block => block.Text);

    [TestCaseSource(nameof(Consoles))]
    public void Commands_print_what_the_README_shows(string block)
    {
        var (command, expected) = (block[..block.IndexOf('\n')], block[(block.IndexOf('\n') + 1)..]);
        using var folder = new TemporaryFolder();
        foreach (var (name, text) in Files)
        {
            folder.Write(name, text);
        }

        var words = CommandLineWords.Split(Program().Replace(command, "")).Select(word => folder.Names.Contains(word, StringComparer.Ordinal) ? folder[word] : word == "logs-v40.txt" ? LogsOfVersion40 : word);
        var run = CliRun.Of([.. words], []);
        run = run with { Output = run.Output.Replace(folder.Root + "/", "", StringComparison.Ordinal) };

        Assert.That(run.ExitCode, Is.EqualTo(Comparisons.Any(command.Contains) ? ExitCode.Different : ExitCode.Ok), run.Error);
        if (expected.EndsWith("\n...\n", StringComparison.Ordinal))
        {
            Assert.That(run.Output, Does.StartWith(expected[..^4]));
        }
        else
        {
            Assert.That(run.Output, Is.EqualTo(expected));
        }
    }

    [TestCaseSource(nameof(Examples))]
    public async Task Examples_compile_run_and_print_what_the_README_shows(string block)
    {
        var source = File.ReadAllText(Path.Combine(Readme.Root, "tests/FirewallRules.Tests/Docs/ReadmeExamples.cs"));
        var name = Method().Matches(source).SingleOrDefault(match => Dedent(match.Groups["body"].Value) == block)?.Groups["name"].Value;
        Assert.That(name, Is.Not.Null, "The block is not the body of a method of ReadmeExamples.");

        var at = Readme.Blocks.Select(other => other.Text).ToList().IndexOf(block);
        await using var mirror = await LoopbackServer.StartAsync(https: false, Answers.Text(Json));
        var output = await RunAsync(typeof(ReadmeExamples).GetMethod(name!, BindingFlags.Public | BindingFlags.Static)!, mirror.Address);

        Assert.That(output, name == nameof(ReadmeExamples.Host) ? Is.Empty : Is.Not.Empty);
        if (at + 1 < Readme.Blocks.Count && Readme.Blocks[at + 1].Language == "text")
        {
            Assert.That(output, Is.EqualTo(Readme.Blocks[at + 1].Text));
        }
    }

    [TestCase(60)]
    [TestCase(30)]
    [TestCase(10)]
    public void The_price_of_a_cover_is_what_stands_there(int most)
    {
        var cover = AddressSet.Parse(File.ReadAllBytes(LogsOfVersion40)).CoverWith(most);

        Assert.That(File.ReadAllText(Path.Combine(Readme.Root, "README.md")), Does.Contain($"| {most} | {cover.AddedCount} | {cover.OneMore?.Added} |\n"));
    }

    [Test]
    public void The_list_of_version_40_is_what_was_published()
        => Assert.That(
            AddressListLines(File.ReadAllText(LogsOfVersion40)), Is.EqualTo(RealDocuments.Parse(40)[Section.Logs].IPv4Prefixes.Select(prefix => prefix.ToString()).Order(StringComparer.Ordinal)));

    [Test]
    public void The_refusal_is_what_the_command_says()
        => Assert.That(CliRun.Of("generate synthetics --format aws-cli").Error, Does.EndWith(Readme.Blocks.Single(block => block.Text.StartsWith("fwrules: ", StringComparison.Ordinal)).Text));

    [Test]
    public void Every_format_is_in_the_README()
        => Assert.That(
            FirewallRules.Emitters.BuiltInEmitters.All.Select(emitter => $"`{emitter.Name}`").Except(File.ReadAllText(Path.Combine(Readme.Root, "README.md")).Split(' ', '\n', ',', '|'), StringComparer.Ordinal),
            Is.Empty);

    [Test]
    public void The_first_command_and_the_first_sentence_are_there()
    {
        Assert.That(Consoles.First(), Does.StartWith("$ dotnet run --project src/FirewallRules.Cli -- generate logs --format nftables\n"));
        Assert.That(Examples.First(), Is.EqualTo("Console.Write(RuleSet.For(Section.Logs).ToIptables());\n"));
    }

    private static async Task<string> RunAsync(MethodInfo method, Uri mirror)
    {
        var console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            object?[] arguments = [.. method.GetParameters().Select(parameter => parameter.Name switch { "json" => Json, "mirror" => (object)mirror, _ => new ServiceCollection() })];
            if (method.Invoke(null, arguments) is Task task)
            {
                await task;
            }
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static IEnumerable<string> AddressListLines(string list)
        => list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Order(StringComparer.Ordinal);

    private static string Dedent(string body) => string.Concat(body.Split('\n').Select(line => (line.Length > 8 ? line[8..] : "") + "\n"));

    [GeneratedRegex(@"^\$ (?:fwrules|dotnet run --project src/FirewallRules\.Cli --) ", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Program();

    [GeneratedRegex(@"public static (?:async Task|void) (?<name>\w+)\([^)]*\)\n    \{\n(?<body>.*?)\n    \}\n", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Method();
}
