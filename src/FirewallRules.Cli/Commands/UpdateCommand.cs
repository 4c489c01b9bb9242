using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the change from the rules of an old document to those of a new one.</summary>
internal sealed class UpdateCommand
{
    public const string Name = "update";

    public const string Examples =
        """
        fwrules update ip-ranges-old.json ip-ranges.json logs --format nftables --output update.nft
        fwrules update embedded ip-ranges.json agents logs --format aws-cli --output update.sh
        fwrules update old.json new.json webhooks --port 8443 --format windows --output update.ps1
        fwrules update old.json new.json logs --format nftables --rollback --output back.nft
        fwrules update old.json new.json agents logs webhooks --format iptables --summary
        fwrules update old.json new.json webhooks --format ipset --shrink-threshold 20% --output update.sh
        """;

    private const int MaxDifferences = 10;

    private readonly LiveOptions _live = new("Write nothing unless the firewall has the rules of the old document", isRequired: false);
    private readonly OutputOption _output = new();
    private readonly Option<bool> _rollback = new("--rollback") { Description = "Write the reverse change, from NEW to OLD." };
    private readonly Option<bool> _summary = new("--summary")
    {
        Description = "Write to standard output how many rules and addresses change in each section. The change itself is then written only to "
            + "--output.",
    };

    private readonly GuardOptions _guard = new(
        "Write the change", "Refuse the change if", alsoAccepted: ", or a location is removed", exception: " Not with --rollback.");

    private readonly Option<bool> _allowOlder = new("--allow-older")
    {
        Description = "Write the change even if NEW is older than OLD, or has the same version with other addresses.",
    };

    private readonly DocumentPair _documents = new();
    private readonly FormatOptions _format = new();
    private readonly SectionOptions _sections = new();
    private readonly FamilyOptions _families = new();
    private readonly Terminal _terminal;

    private UpdateCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var verb = new UpdateCommand(terminal);
        var command = new VerbCommand(Name,
            "Write the change that updates a firewall from the rules of one document to those of another. If nothing changes, nothing is "
                + "written.",
            Examples);
        verb._documents.AddArgumentsTo(command);
        verb._sections.AddTo(command);
        verb._format.AddFormatTo(command);
        command.Options.Add(verb._output);
        command.Options.Add(verb._rollback);
        command.Options.Add(verb._summary);
        verb._guard.AddTo(command);
        command.Options.Add(verb._allowOlder);
        verb._documents.AddOptionsTo(command);
        verb._live.AddTo(command);
        verb._families.AddTo(command);
        verb._format.AddTo(command, canRemove: false);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _documents.Check(result);
        _live.Check(result);
        if (result.GetValue(_rollback))
        {
            _guard.Refuse(result, "does not apply with --rollback, which is never refused because a section shrinks or grows");
        }

        _ = _output.Read(result);
        var emitter = _format.ReadEmitter(result);
        var names = _sections.Check(result).Distinct().ToList();
        var options = _guard.Read(result) with { Sections = names };
        var (old, updated) = await _documents.ReadAsync(result, _terminal, names, cancellationToken);
        _sections.RefuseUnknownLocations(result, old, updated);
        Guard(result, IpRangesDiff.Between(old, updated, options));

        var (from, to) = result.GetValue(_rollback) ? (updated, old) : (old, updated);
        var (before, after) = (OldSelections(result, from), NewSelections(result, to));
        var change = RuleSetChange.Between(Rules(result, from, before, isOld: true), Rules(result, to, after, isOld: false));
        RefuseOther(result, change.Old);
        Write(result, emitter, change);
        if (result.GetValue(_summary))
        {
            WriteSummary([.. before.Zip(after, (first, second) => (
                Title(first), RuleSetChange.Between(Rules(result, from, [first], isOld: true),
                    Rules(result, to, [second], isOld: false)).Summarize()))]);
        }

        return ExitCode.Ok;
    }

    // An update on top of other rules would leave what nobody asked for.
    private void RefuseOther(ParseResult result, RuleSet old)
    {
        if (!_live.IsGiven(result))
        {
            return;
        }

        var format = _format.ReadFormat(result);
        CliException.UsageIf(
            !GenerateFormat.LiveFormats.Contains(format, StringComparer.Ordinal),
            $"--live does not apply to --format {format}: it applies to {string.Join(", ", GenerateFormat.LiveFormats)}.");
        var verification = VerifyRules.Verify(old, _format.ReadLive(result, _live.Read(result, format, _terminal), _live.ReadHost(result)));
        var differences = verification.Findings.Where(finding => finding.Kind != LiveFindingKind.Overridden).ToList();
        if (differences.Count == 0)
        {
            return;
        }

        _terminal.Warn(differences.Take(MaxDifferences).Select(finding => $"{VerificationText.Name(finding)}: {VerificationText.What(finding)}"));
        var more = differences.Count > MaxDifferences ? $" (and {differences.Count - MaxDifferences} more)" : "";
        throw CliException.Limit($"The live rules are not those of the old document{more}, so nothing is written. Find out what they are with "
            + "'fwrules verify', or apply the complete new rules with 'fwrules generate'.");
    }

    private void Guard(ParseResult result, IpRangesDiff diff)
    {
        if (DocumentWarnings.OfVersions(diff) is { } warning)
        {
            if (!result.GetValue(_allowOlder))
            {
                throw CliException.Limit($"{warning}. Add --allow-older to write the change anyway.");
            }

            _terminal.Warn(warning);
        }

        if (!result.GetValue(_rollback))
        {
            Guard(result, diff.Shrunk, section => section.ShrunkFamilies, DocumentWarnings.OfShrunk, _guard.AcceptsShrink(result), "--accept-shrink");
            Guard(result, diff.Grown, section => section.GrownFamilies, DocumentWarnings.OfGrown, _guard.AcceptsGrowth(result), "--accept-growth");
        }
    }

    private void Guard(
        ParseResult result,
        IReadOnlyList<IpRangesSectionDiff> sections,
        Func<IpRangesSectionDiff, IReadOnlyList<IpFamily>> affected,
        Func<IpRangesSectionDiff, IEnumerable<IpFamily>, string> describe,
        bool isAccepted,
        string option)
    {
        foreach (var section in sections)
        {
            var families = affected(section).Where(family => _families.Read(result) is not { } asked || family == asked).ToList();
            if (families.Count > 0)
            {
                var warning = describe(section, families);
                _terminal.Warn(isAccepted ? warning : throw CliException.Limit($"{warning}. Add {option} to write the change anyway."));
            }
        }
    }

    // The document in use may lack a section or location, because it is older.
    private SectionSelection[] OldSelections(ParseResult result, IpRangesDocument document) => _sections.ReadSelections(result, document, _ => true);

    // A removed section is refused for what it loses. Locations are not compared like that, so they must exist.
    private SectionSelection[] NewSelections(ParseResult result, IpRangesDocument document)
        => _sections.ReadSelections(result, document, section => MayBeEmpty(result) || !document.TryGetSection(section, out _));

    private RuleSet Rules(ParseResult result, IpRangesDocument document, SectionSelection[] selections, bool isOld)
        => _format.Merge(result, _families.Narrow(result, RuleSet.For(document, selections), isOld || MayBeEmpty(result)));

    private bool MayBeEmpty(ParseResult result) => _guard.AcceptsShrink(result) || result.GetValue(_rollback);

    private void Write(ParseResult result, IRuleEmitter emitter, RuleSetChange change)
    {
        var path = _output.Read(result);
        if (change.IsEmpty)
        {
            _terminal.Notice("no change: both documents give the same rules" + (path is null or "-" ? "" : $"; '{path}' is left as it is"));
            return;
        }

        _format.Report(result, change.Updated, _terminal);
        if (path is not null || !result.GetValue(_summary))
        {
            RuleOutput.Write(path, _terminal, emitter, change.Updated, writer => change.Updated.EmitUpdate(change.Old, emitter, writer));
        }
    }

    private void WriteSummary((string Section, RuleSetChangeSummary Change)[] rows)
        => Table.Write<(string Section, RuleSetChangeSummary Change)>(
            _terminal,
            null,
            ["SECTION", "RULES", "", "IPV4 ADDRESSES", "", "IPV6 ADDRESSES", ""],
            rows,
            row =>
            [
                row.Section,
                .. Pair(row.Change.AddedRules, row.Change.RemovedRules),
                .. Pair(row.Change.AddedAddresses.IPv4.CountAddresses(), row.Change.RemovedAddresses.IPv4.CountAddresses()),
                .. Pair(row.Change.AddedAddresses.IPv6.CountAddresses(), row.Change.RemovedAddresses.IPv6.CountAddresses()),
            ]);

    private static string Title(SectionSelection selection)
        => selection.Locations.Count == 0 ? selection.Section.Name : $"{selection.Section} at {string.Join(' ', selection.Locations)}";

    private static string[] Pair(BigInteger added, BigInteger removed)
        => ["+" + added.ToString(CultureInfo.InvariantCulture), "-" + removed.ToString(CultureInfo.InvariantCulture)];
}
