using System.Globalization;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>Writes a diff for a pull request, and stops where the page ends.</summary>
internal sealed class IpRangesDiffMarkdown(IpRangesDiff diff, int maxLength)
{
    /// <summary>Twice the most that head and warnings take: rows may fill the page up to its half.</summary>
    public const int ShortestPage = 8192;

    private const int ClosingRoom = 256;
    private const int LeastDetails = 256;
    private const int MostWarnings = 5;
    private const int MostUnchanged = 12;
    private const int ShownOpen = 10;

    private readonly StringBuilder _page = new();
    private int _cutPrefixes;
    private int _cutLocations;
    private int _cutSections;

    public string Write()
    {
        WriteHead();
        WriteWarnings();
        var differing = diff.Sections.Where(section => section.Change != IpRangesChange.Unchanged).ToList();
        if (differing.Count > 0)
        {
            WriteTable(differing);
        }

        var unchanged = diff.Sections.Where(section => section.Change == IpRangesChange.Unchanged).Select(section => $"`{section.Name}`").ToList();
        if (unchanged.Count > 0)
        {
            var more = unchanged.Count > MostUnchanged ? $" and {unchanged.Count - MostUnchanged} more" : "";
            Add($"\nUnchanged: {string.Join(", ", unchanged.Take(MostUnchanged))}{more}\n");
        }

        foreach (var section in differing)
        {
            WriteDetails(section);
        }

        if (_cutPrefixes + _cutLocations + _cutSections > 0)
        {
            Add($"\n**Cut to {maxLength} characters.** Not shown: {_cutSections} rows of sections, {_cutPrefixes} prefixes, {_cutLocations} locations.\n");
        }

        return _page.ToString();
    }

    /// <summary>Text of a document as a code element. All that is not plain is a character reference, which never is markup.</summary>
    internal static string Code(string text)
    {
        var code = new StringBuilder("<code>");
        foreach (var c in PrintableText.Of(text))
        {
            if (char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or ':')
            {
                code.Append(c);
            }
            else
            {
                code.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            }
        }

        return code.Append("</code>").ToString();
    }

    private void WriteHead()
    {
        var site = (diff.New.Site ?? diff.Old.Site)?.Key ?? "unknown site";
        Add($"### Datadog IP ranges, {site}: version {Version(diff.Old)} to {Version(diff.New)}\n\n");
        Add($"From version {Version(diff.Old)}, modified {Day(diff.Old)}, {Code(diff.Old.Origin)}\n");
        Add($"to version {Version(diff.New)}, modified {Day(diff.New)}, {Code(diff.New.Origin)}, {IpRangesDiffWords.Relation(diff)}.\n\n");
        Add($"{IpRangesDiffWords.Verdict(diff)}\n");
    }

    private void WriteWarnings()
    {
        var warnings = diff.Shrunk.SelectMany(section => section.ShrunkFamilies.Select(family => $"`{section.Name}` {IpRangesDiffWords.Loss(section, family)}."))
            .Take(MostWarnings).ToList();
        if (diff.Shrunk.Count > MostWarnings)
        {
            warnings.Add($"{diff.Shrunk.Count} sections have shrunk.");
        }

        if (diff.VersionRelation == IpRangesVersionRelation.Older || diff.IsVersionReused)
        {
            warnings.Add($"The new document is {IpRangesDiffWords.Relation(diff)}.");
        }

        if (warnings.Count > 0)
        {
            Add($"\n> [!WARNING]\n> {string.Join("\\\n> ", warnings)}\n");
        }
    }

    private void WriteTable(List<IpRangesSectionDiff> sections)
    {
        Add("\n| section | change | prefixes | IPv4 addresses | IPv6 addresses | locations |\n|---|---|---:|---:|---:|---:|\n");
        foreach (var section in sections)
        {
            var row = $"| `{section.Name}` | {IpRangesDiffWords.Of(section.Change)}{(section.HasShrunk ? ", **shrunk**" : "")}"
                + $" | {IpRangesDiffWords.Signed(section.AddedPrefixes.Count, section.RemovedPrefixes.Count)}"
                + $" | {IpRangesDiffWords.Change(section.AddedAddresses, section.RemovedAddresses, IpFamily.IPv4)}"
                + $" | {IpRangesDiffWords.Change(section.AddedAddresses, section.RemovedAddresses, IpFamily.IPv6)}"
                + $" | {(section.Locations.Count == 0 ? "" : section.Locations.Count)} |\n";
            _cutSections += _page.Length + row.Length <= maxLength / 2 && Add(row) ? 0 : 1;
        }
    }

    private void WriteDetails(IpRangesSectionDiff section)
    {
        var count = section.AddedPrefixes.Count + section.RemovedPrefixes.Count + section.Locations.Count;
        if (count == 0)
        {
            return;
        }

        var title = IpRangesDiffWords.Summary(section);
        var (opening, closing) = count > ShownOpen
            ? ($"\n<details>\n<summary><code>{section.Name}</code> {title}</summary>\n", "\n</details>\n")
            : ($"\n`{section.Name}` {title}\n", "");
        if (!Fits(opening.Length + closing.Length + LeastDetails))
        {
            Cut(section);
            return;
        }

        Add(opening);
        WritePrefixes(section, closing.Length);
        WriteLocations(section.Locations, closing.Length);
        Add(closing);
    }

    private void WritePrefixes(IpRangesSectionDiff section, int closing)
    {
        const string open = "\n```diff\n", close = "```\n";
        var lines = Lines('+', section.AddedPrefixes, section.MovedIn, move => $" (from {IpRangesDiffWords.Names(move.From)})")
            .Concat(Lines('-', section.RemovedPrefixes, section.MovedOut, move => $" (to {IpRangesDiffWords.Names(move.To)})"));
        var count = section.AddedPrefixes.Count + section.RemovedPrefixes.Count;
        _cutPrefixes += count - WriteBlock(open, lines, close, closing);
    }

    private void WriteLocations(IReadOnlyList<IpRangesLocationDiff> locations, int closing)
    {
        const string open = "\n| location | change | added | removed |\n|---|---|---|---|\n";
        var rows = locations.Select(location
            => $"| {Code(location.Name)} | {IpRangesDiffWords.Of(location.Change)} | {location.AddedAddresses} | {location.RemovedAddresses} |\n");
        _cutLocations += locations.Count - WriteBlock(open, rows, "", closing);
    }

    /// <summary>Writes as many lines as fit, with what opens and closes them, and says how many.</summary>
    private int WriteBlock(string open, IEnumerable<string> lines, string close, int room)
    {
        var written = 0;
        foreach (var line in lines)
        {
            if (!Fits((written == 0 ? open.Length : 0) + line.Length + close.Length + room))
            {
                break;
            }

            Add(written++ == 0 ? open + line : line);
        }

        Add(written > 0 ? close : "");
        return written;
    }

    private static IEnumerable<string> Lines(char sign, IReadOnlyList<Cidr> prefixes, IReadOnlyList<IpRangesMove> moves, Func<IpRangesMove, string> note)
    {
        var next = 0;
        foreach (var prefix in prefixes)
        {
            var isMoved = next < moves.Count && moves[next].Prefix == prefix;
            yield return $"{sign} {prefix}{(isMoved ? note(moves[next]) : "")}\n";
            next += isMoved ? 1 : 0;
        }
    }

    private void Cut(IpRangesSectionDiff section)
    {
        _cutPrefixes += section.AddedPrefixes.Count + section.RemovedPrefixes.Count;
        _cutLocations += section.Locations.Count;
    }

    private bool Fits(int length) => _page.Length + length <= maxLength - ClosingRoom;

    private bool Add(string text)
    {
        _page.Append(text);
        return true;
    }

    private static string Version(Provenance provenance) => provenance.Version?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private static string Day(Provenance provenance) => provenance.Modified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";
}
