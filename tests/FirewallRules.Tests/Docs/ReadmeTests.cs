using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FirewallRules.Cli;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Docs;

/// <summary>Every command in the README runs and prints what is shown below it.</summary>
[NonParallelizable]
public sealed partial class ReadmeTests
{
    private static readonly string[] Comparisons = [" diff ", " --compare ", " --contains "];

    private static IEnumerable<string> Commands => Readme.In("console");

    [TestCaseSource(nameof(Commands))]
    public void Commands_print_what_the_README_shows(string block)
    {
        var (command, expected) = (block[..block.IndexOf('\n')], block[(block.IndexOf('\n') + 1)..]);
        using var folder = new TemporaryFolder();
        foreach (var (name, text) in ReadmeData.Files)
        {
            folder.Write(name, text);
        }

        folder.Write("logs-v40.txt", File.ReadAllText(ReadmeData.LogsOfVersion40));
        var words = CommandLineWords.Split(Program().Replace(command, ""))
            .Select(word => folder.Names.Contains(word, StringComparer.Ordinal) ? folder[word] : word);
        var run = CliRun.Of([.. words], []);
        var output = run.Output.Replace(folder.Root + "/", "", StringComparison.Ordinal);

        Assert.That(run.ExitCode, Is.EqualTo(Comparisons.Any(command.Contains) ? ExitCode.Different : ExitCode.Ok), run.Error);
        var isCut = expected.EndsWith("\n...\n", StringComparison.Ordinal);
        var shown = isCut ? string.Concat(output.Split('\n').Take(expected.Count('\n') - 1).Select(line => line + "\n")) + "...\n" : output;
        if (!Readme.Approve(block, $"{command}\n{shown}"))
        {
            Assert.That(shown, Is.EqualTo(expected));
        }
    }

    [Test]
    public void The_list_of_version_40_is_what_was_published()
        => Assert.That(
            File.ReadLines(ReadmeData.LogsOfVersion40).Where(line => !line.StartsWith('#')).Order(StringComparer.Ordinal),
            Is.EqualTo(RealDocuments.Parse(40)[Section.Logs].IPv4Prefixes.Select(prefix => prefix.ToString()).Order(StringComparer.Ordinal)));

    [Test]
    public void The_refusal_is_the_message_of_the_command()
    {
        var refusal = CliRun.Of("generate synthetics --format aws-cli").Refused(ExitCode.Limit) + "\n";
        var shown = Readme.In("text").Single(text => text.StartsWith("fwrules: ", StringComparison.Ordinal));
        if (!Readme.Approve(shown, refusal))
        {
            Assert.That(refusal, Is.EqualTo(shown));
        }
    }

    [Test]
    public void The_permissions_have_the_shape_of_the_format()
    {
        var shown = JsonNode.Parse(Readme.In("json").Single(text => text.StartsWith("{\n\"comment\"", StringComparison.Ordinal)))!;
        var written = JsonNode.Parse(CliRun.Of("generate webhooks --format aws-json").Output)!;

        Assert.That(Shape(shown), Is.EqualTo(Shape(written)));

        static string Shape(JsonNode node) => node switch
        {
            JsonObject value => $"{{{string.Join(',', value.Select(property => $"{property.Key}:{Shape(property.Value!)}"))}}}",
            JsonArray values => $"[{string.Join(',', values.Select(value => Shape(value!)).Distinct(StringComparer.Ordinal))}]",
            _ => "value",
        };
    }

    [Test]
    public void Every_format_is_in_the_README()
        => Assert.That(
            BuiltInEmitters.All.Select(emitter => $"`{emitter.Name}`").Except(Readme.Text.Split(' ', '\n', ',', '|'), StringComparer.Ordinal), Is.Empty);

    [Test]
    public void The_first_command_is_there()
        => Assert.That(Commands.First(), Does.StartWith("$ dotnet run --project src/FirewallRules.Cli -- generate logs --format nftables\n"));

    [GeneratedRegex(@"^\$ (?:fwrules|dotnet run --project src/FirewallRules\.Cli --) ", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Program();
}
