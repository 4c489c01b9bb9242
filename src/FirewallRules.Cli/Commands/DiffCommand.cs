using System.CommandLine;
using System.Text;

namespace FirewallRules.Cli.Commands;

/// <summary>Compares two documents.</summary>
internal sealed class DiffCommand
{
    public const string Name = "diff";

    public const string Examples =
        """
        fwrules diff ip-ranges-old.json ip-ranges.json
        fwrules diff embedded ip-ranges.json --section logs --section agents
        curl -s https://ip-ranges.datadoghq.eu/ | fwrules diff eu1.json - --site eu1 --format markdown --output body.md
        fwrules diff old.json new.json --format json --shrink-threshold 20%
        fwrules diff --history /var/lib/datadog-documents --section webhooks
        """;

    private const int ShownSections = 10;

    private readonly DocumentPair _documents = new();

    private readonly WordOption _format = new(
        "--format",
        "format",
        "The format of the output: text for people, json for programs, or markdown for a pull request of at most 65536 characters "
            + "(default: text).",
        "text",
        "json",
        "markdown");

    private readonly Option<string[]> _sections =
        new("--section") { HelpName = "SECTION", Description = "Compare only this section. Can be repeated." };

    private readonly ThresholdOptions _thresholds = new("Warn if");
    private readonly HistoryOption _history = new("Instead of two documents: list what each document in this folder added and removed.");
    private readonly OutputOption _output = new();
    private readonly Terminal _terminal;

    private DiffCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new DiffCommand(terminal);
        var command = new VerbCommand(Name,
            "Compare two ip-ranges documents, or all in a folder. The exit code is 0 if their addresses are the same, and 1 if they differ.",
            Examples);
        verb._sections.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        verb._documents.AddArgumentsTo(command, areOptional: true);
        verb._history.AddTo(command);
        command.Options.Add(verb._format);
        command.Options.Add(verb._sections);
        verb._thresholds.AddTo(command);
        command.Options.Add(verb._output);
        verb._documents.AddOptionsTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = _thresholds.Read(result) with { Sections = ReadSections(result) };
        if (_history.IsGiven(result))
        {
            return ListHistory(result, options);
        }

        _documents.Check(result);
        var (old, updated) = await _documents.ReadAsync(result, _terminal, options.Sections, cancellationToken);
        var diff = IpRangesDiff.Between(old, updated, options);
        Warn(diff);
        OutputFile.Write(_output.Read(result), _terminal, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
            Write(diff, result.GetValue(_format), writer);
        });
        return diff.IsSame ? ExitCode.Ok : ExitCode.Different;
    }

    private int ListHistory(ParseResult result, IpRangesDiffOptions options)
    {
        CliException.UsageIf(_documents.IsGiven(result), "--history replaces the two documents: give one or the other.");
        CliException.UsageIf(result.GetValue(_format) == "markdown", "--format markdown does not apply with --history: use text or json.");
        _history.Check(result);
        var documents = _history.Read(result, _documents.ReadSite(result));
        var steps = documents.Zip(documents.Skip(1), (old, updated) => IpRangesDiff.Between(old, updated, options)).ToList();
        OutputFile.Write(_output.Read(result), _terminal, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
            if (result.GetValue(_format) == "json")
            {
                writer.Write($"[\n{string.Join(",\n", steps.Select(step => step.ToJson().TrimEnd()))}\n]\n");
            }
            else if (steps.Count == 0)
            {
                writer.Write($"{documents[0]} is the only document\n");
            }
            else
            {
                writer.Write(string.Join("\n", steps.Select(step => step.ToString())));
            }
        });
        return steps.TrueForAll(step => step.IsSame) ? ExitCode.Ok : ExitCode.Different;
    }

    private static void Write(IpRangesDiff diff, string? format, TextWriter writer)
    {
        switch (format)
        {
            case "json":
                diff.ToJson(writer);
                break;
            case "markdown":
                writer.Write(diff.ToMarkdown());
                break;
            default:
                diff.ToText(writer);
                break;
        }
    }

    private void Warn(IpRangesDiff diff)
    {
        if (DocumentWarnings.OfVersions(diff) is { } warning)
        {
            _terminal.Warn(warning);
        }

        Warn(diff.Shrunk, section => DocumentWarnings.OfShrunk(section, section.ShrunkFamilies), "shrunk");
        Warn(diff.Grown, section => DocumentWarnings.OfGrown(section, section.GrownFamilies), "grown");
    }

    private void Warn(IReadOnlyList<IpRangesSectionDiff> sections, Func<IpRangesSectionDiff, string> describe, string what)
    {
        foreach (var section in sections.Take(ShownSections))
        {
            _terminal.Warn(describe(section));
        }

        if (sections.Count > ShownSections)
        {
            _terminal.Warn($"{sections.Count - ShownSections} more sections have {what}");
        }
    }

    private Section[] ReadSections(ParseResult result)
        => [.. (result.GetValue(_sections) ?? [])
            .Select(text => Section.TryParse(text, out var section) ? section : throw CliException.Usage(Unknown(text, Section.Known)))];

    private static string Unknown(string given, IEnumerable<Section> known)
        => Nearest.Describe("section", given, known.Select(section => section.Name));
}
