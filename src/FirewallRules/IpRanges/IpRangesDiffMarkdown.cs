using System.Globalization;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>Writes a diff as GitHub Markdown within a maximum length.</summary>
internal sealed class IpRangesDiffMarkdown(IpRangesDiff diff, int maxLength)
{
    /// <summary>Twice the maximum length of heading and warnings: rows may fill the first half of the page.</summary>
    public const int ShortestPage = 8192;

    private const int ReservedAtEnd = 256;
    private const int MinDetailsLength = 256;
    private const int MaxWarnings = 5;
    private const int MaxUnchanged = 12;
    private const int MaxExpandedLines = 10;

    private readonly StringBuilder _page = new();
    private int _omittedPrefixes;
    private int _omittedLocations;
    private int _omittedSections;

    public string Write()
    {
        WriteHead();
        WriteWarnings();
        var differing = diff.Sections.Where(section => section.Change != IpRangesChange.Unchanged).ToList();
        if (differing.Count > 0)
        {
            WriteTable(differing);
        }

        var unchanged = diff.Sections.Where(section => section.Change == IpRangesChange.Unchanged).Select(section => Name(section.Section)).ToList();
        if (unchanged.Count > 0)
        {
            var more = unchanged.Count > MaxUnchanged ? $" and {unchanged.Count - MaxUnchanged} more" : "";
            Add($"\nUnchanged: {string.Join(", ", unchanged.Take(MaxUnchanged))}{more}\n");
        }

        foreach (var section in differing)
        {
            WriteDetails(section);
        }

        if (_omittedPrefixes + _omittedLocations + _omittedSections > 0)
        {
            Add($"\n**Truncated to {maxLength} characters.** Not shown: "
                + $"{_omittedSections} section rows, {_omittedPrefixes} prefixes, {_omittedLocations} locations.\n");
        }

        return _page.ToString();
    }

    /// <summary>Text from a document as a code element. Special characters become character references, which are never markup.</summary>
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

    // Between backticks, a backtick or the bar of a table would be markup.
    private static string Name(Section section)
        => section.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? $"`{section}`" : Code(section.Name);

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
        var warnings = diff.Shrunk
            .SelectMany(section => section.ShrunkFamilies.Select(family => $"{Name(section.Section)} {IpRangesDiffWords.Loss(section, family)}."))
            .Take(MaxWarnings).ToList();
        if (diff.Shrunk.Count > MaxWarnings)
        {
            warnings.Add($"{diff.Shrunk.Count} sections have shrunk.");
        }

        warnings.AddRange(diff.Grown
            .SelectMany(section => section.GrownFamilies.Select(family => $"{Name(section.Section)} {IpRangesDiffWords.Gain(section, family)}."))
            .Take(MaxWarnings));
        if (diff.Grown.Count > MaxWarnings)
        {
            warnings.Add($"{diff.Grown.Count} sections have grown sharply.");
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
            var warnings = (section.HasShrunk ? ", **shrunk**" : "") + (section.HasGrown ? ", **grown**" : "");
            var row = $"| {Name(section.Section)} | {IpRangesDiffWords.Of(section.Change)}{warnings}"
                + $" | {IpRangesDiffWords.Signed(section.AddedPrefixes.Count, section.RemovedPrefixes.Count)}"
                + $" | {IpRangesDiffWords.Change(section.AddedAddresses, section.RemovedAddresses, IpFamily.IPv4)}"
                + $" | {IpRangesDiffWords.Change(section.AddedAddresses, section.RemovedAddresses, IpFamily.IPv6)}"
                + $" | {(section.Locations.Count == 0 ? "" : section.Locations.Count)} |\n";
            _omittedSections += _page.Length + row.Length <= maxLength / 2 && Add(row) ? 0 : 1;
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
        var (opening, closing) = count > MaxExpandedLines
            ? ($"\n<details>\n<summary>{Code(section.Section.Name)} {title}</summary>\n", "\n</details>\n")
            : ($"\n{Name(section.Section)} {title}\n", "");
        if (!Fits(opening.Length + closing.Length + MinDetailsLength))
        {
            Omit(section);
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
        _omittedPrefixes += count - WriteBlock(open, lines, close, closing);
    }

    private void WriteLocations(IReadOnlyList<IpRangesLocationDiff> locations, int closing)
    {
        const string open = "\n| location | change | added | removed |\n|---|---|---|---|\n";
        var rows = locations.Select(location
            => $"| {Code(location.Name)} | {IpRangesDiffWords.Of(location.Change)} | {location.AddedAddresses} | {location.RemovedAddresses} |\n");
        _omittedLocations += locations.Count - WriteBlock(open, rows, "", closing);
    }

    /// <summary>Writes as many lines as fit, with an opening and a closing text.</summary>
    /// <returns>The number of lines.</returns>
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

    private static IEnumerable<string> Lines(
        char sign, IReadOnlyList<Cidr> prefixes, IReadOnlyList<IpRangesMove> moves, Func<IpRangesMove, string> note)
    {
        var next = 0;
        foreach (var prefix in prefixes)
        {
            var isMoved = next < moves.Count && moves[next].Prefix == prefix;
            yield return $"{sign} {prefix}{(isMoved ? note(moves[next]) : "")}\n";
            next += isMoved ? 1 : 0;
        }
    }

    private void Omit(IpRangesSectionDiff section)
    {
        _omittedPrefixes += section.AddedPrefixes.Count + section.RemovedPrefixes.Count;
        _omittedLocations += section.Locations.Count;
    }

    private bool Fits(int length) => _page.Length + length <= maxLength - ReservedAtEnd;

    private bool Add(string text)
    {
        _page.Append(text);
        return true;
    }

    private static string Version(Provenance provenance) => provenance.Version?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private static string Day(Provenance provenance) => provenance.Modified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";
}
