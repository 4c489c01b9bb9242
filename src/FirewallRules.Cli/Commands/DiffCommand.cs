using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text;
using FirewallRules.IpRanges;
using FirewallRules.Networks;

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

    private const int ShownShrinks = 10;

    private readonly Argument<string> _old = new("OLD") { HelpName = "OLD", Description = "The document in use: a file, '-' for standard input, or 'embedded' for the snapshot." };
    private readonly Argument<string> _new = new("NEW") { HelpName = "NEW", Description = "The document that is to take its place, named in the same way." };

    private readonly Option<string> _format = new Option<string>("--format")
    {
        HelpName = "text|json|markdown",
        Description = "What is written: text for people, json for programs, markdown for the body of a pull request (at most 65536 characters).",
        DefaultValueFactory = _ => "text",
    }
    .AcceptOnlyFromAmong("text", "json", "markdown");

    private readonly Option<string[]> _sections = new("--section") { HelpName = "SECTION", Description = "Compare this section alone; may be repeated." };

    private readonly Option<string?> _threshold = new("--shrink-threshold")
    {
        HelpName = "SHARE",
        Description = "Warn of a section that loses more than this share of its IPv4 or IPv6 addresses: 20% or 0.2; 50% else.",
    };

    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Write to a file, whole or not at all, instead of standard output." };
    private readonly SiteOption _site = new("The Datadog site that the documents are of; see 'fwrules sites'.");
    private readonly Terminal _terminal;

    private DiffCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new DiffCommand(terminal);
        var command = new Command(Name, "Compares two ip-ranges documents: ends with 0 when their addresses are the same, and with 1 when they differ.");
        verb._old.CompletionSources.Add([.. DocumentArgument.Words]);
        verb._new.CompletionSources.Add([.. DocumentArgument.Words]);
        verb._sections.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        command.Arguments.Add(verb._old);
        command.Arguments.Add(verb._new);
        command.Options.Add(verb._format);
        command.Options.Add(verb._sections);
        command.Options.Add(verb._threshold);
        command.Options.Add(verb._output);
        verb._site.AddTo(command);
        command.SetAction(verb.Run);
        return command;
    }

    private int Run(ParseResult result)
    {
        var (oldText, newText) = (result.GetRequiredValue(_old), result.GetRequiredValue(_new));
        if (oldText == "-" && newText == "-")
        {
            throw CliException.Usage("Standard input can be read only once.");
        }

        var site = _site.Read(result);
        var options = new IpRangesDiffOptions { Sections = ReadSections(result), ShrinkThreshold = ReadThreshold(result) };
        if ((DocumentArgument.NeedsSite(oldText) || DocumentArgument.NeedsSite(newText)) && !_site.IsGiven(result))
        {
            _terminal.Notice($"--site is not given; the documents are taken to be of {site}");
        }

        var onlySection = options.Sections.Count == 1 ? options.Sections.Single() : null;
        var old = DocumentArgument.Read(oldText, site, _terminal, onlySection);
        var updated = DocumentArgument.Read(newText, site, _terminal, onlySection);
        RefuseUnknown(options.Sections, old, updated);
        var diff = IpRangesDiff.Between(old, updated, options);
        Warn(diff);
        OutputFile.Write(result.GetValue(_output), _terminal, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
            Write(diff, result.GetRequiredValue(_format), writer);
        });
        return diff.IsSame ? ExitCode.Ok : ExitCode.Different;
    }

    private static void Write(IpRangesDiff diff, string format, TextWriter writer)
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
        if (diff.VersionRelation == IpRangesVersionRelation.Older)
        {
            _terminal.Notice($"the new document is older: version {diff.New.Version} after {diff.Old.Version}");
        }

        if (diff.IsVersionReused)
        {
            _terminal.Notice($"both documents have version {diff.New.Version}, and their addresses differ: one of them is not what was published");
        }

        foreach (var section in diff.Shrunk.Take(ShownShrinks))
        {
            var families = section.ShrunkFamilies.Select(family => $"{Count(section.RemovedAddresses, family)} of {Count(section.OldAddresses, family)} {family} addresses");
            _terminal.Notice($"{section.Name} has shrunk: it lost {string.Join(" and ", families)}");
        }

        if (diff.Shrunk.Count > ShownShrinks)
        {
            _terminal.Notice($"{diff.Shrunk.Count - ShownShrinks} more sections have shrunk");
        }
    }

    private Section[] ReadSections(ParseResult result)
        => [.. (result.GetValue(_sections) ?? []).Select(text => Section.TryParse(text, out var section) ? section : throw CliException.Usage(Unknown(text, Section.Known)))];

    private static void RefuseUnknown(IEnumerable<Section> asked, IpRangesDocument old, IpRangesDocument updated)
    {
        var known = old.Sections.Concat(updated.Sections).Select(section => section.Name).Distinct().ToList();
        if (asked.FirstOrDefault(section => !known.Contains(section)) is { } missing)
        {
            throw CliException.Input(Unknown(missing.Name, known));
        }
    }

    private double ReadThreshold(ParseResult result)
    {
        if (result.GetValue(_threshold) is not { } text)
        {
            return new IpRangesDiffOptions().ShrinkThreshold;
        }

        var isPercentage = text.EndsWith('%');
        var isNumber = decimal.TryParse(text.AsSpan(0, text.Length - (isPercentage ? 1 : 0)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var share = isPercentage ? number / 100 : number;
        return isNumber && share is >= 0 and <= 1
            ? (double)share
            : throw CliException.Usage($"'{text}' is no share of the addresses of a section: write 20% or 0.2, from 0 to 100%.");
    }

    private static BigInteger Count(AddressSet addresses, IpFamily family)
        => (family == IpFamily.IPv4 ? addresses.IPv4 : addresses.IPv6).AddressCount;

    private static string Unknown(string given, IEnumerable<Section> known) => Nearest.Describe("section", given, known.Select(section => section.Name));
}
