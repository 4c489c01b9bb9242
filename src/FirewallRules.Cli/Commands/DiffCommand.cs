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
    private readonly OutputOption _output = new();
    private readonly Terminal _terminal;

    private DiffCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new DiffCommand(terminal);
        var command = new VerbCommand(Name,
            "Compare two ip-ranges documents. The exit code is 0 if their addresses are the same, and 1 if they differ.",
            Examples);
        verb._sections.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        verb._documents.AddArgumentsTo(command);
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
        _documents.Check(result);
        var options = _thresholds.Read(result) with { Sections = ReadSections(result) };
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
