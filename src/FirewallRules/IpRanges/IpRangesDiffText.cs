using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>Writes a diff as text.</summary>
internal static class IpRangesDiffText
{
    // Indentation, sign and prefix.
    private const int LongestLine = 64;

    public static void Write(IpRangesDiff diff, TextWriter writer)
    {
        Line(writer, $"old: {IpRangesDiffWords.Printable(diff.Old)}");
        Line(writer, $"new: {IpRangesDiffWords.Printable(diff.New)}, {IpRangesDiffWords.Relation(diff)}");
        Line(writer, IpRangesDiffWords.Verdict(diff));
        foreach (var section in diff.Shrunk)
        {
            foreach (var family in section.ShrunkFamilies)
            {
                Line(writer, $"SHRUNK: {section.Section} {IpRangesDiffWords.Loss(section, family)}");
            }
        }

        foreach (var section in diff.Grown)
        {
            foreach (var family in section.GrownFamilies)
            {
                Line(writer, $"GROWN: {section.Section} {IpRangesDiffWords.Gain(section, family)}");
            }
        }

        foreach (var section in diff.Sections.Where(section => section.Change != IpRangesChange.Unchanged))
        {
            Line(writer, "");
            Line(writer, section.ToString());
            WritePrefixes(writer, '+', section.AddedPrefixes, section.MovedIn, move => $" (from {IpRangesDiffWords.Names(move.From)})");
            WritePrefixes(writer, '-', section.RemovedPrefixes, section.MovedOut, move => $" (to {IpRangesDiffWords.Names(move.To)})");
            foreach (var location in section.Locations)
            {
                WriteLocation(writer, location);
            }
        }

        var unchanged = diff.Sections.Where(section => section.Change == IpRangesChange.Unchanged).Select(section => section.Section.Name).ToList();
        if (unchanged.Count > 0)
        {
            Line(writer, "");
            Line(writer, $"unchanged: {string.Join(", ", unchanged)}");
        }
    }

    /// <param name="writer">The output.</param>
    /// <param name="sign">The sign before each prefix.</param>
    /// <param name="prefixes">Ascending.</param>
    /// <param name="moves">The moves of some of the prefixes, in the same order.</param>
    /// <param name="note">Describes a move.</param>
    private static void WritePrefixes(
        TextWriter writer, char sign, IReadOnlyList<Cidr> prefixes, IReadOnlyList<IpRangesMove> moves, Func<IpRangesMove, string> note)
    {
        var next = 0;
        foreach (var prefix in prefixes)
        {
            var isMoved = next < moves.Count && moves[next].Prefix == prefix;
            WritePrefix(writer, "  ", sign, prefix, isMoved ? note(moves[next]) : "");
            next += isMoved ? 1 : 0;
        }
    }

    private static void WriteLocation(TextWriter writer, IpRangesLocationDiff location)
    {
        var change = IpRangesDiffWords.Addresses(location.AddedAddresses, location.RemovedAddresses);
        Line(writer, $"  at {PrintableText.Of(location.Name)} ({IpRangesDiffWords.Of(location.Change)}): {change}");
        foreach (var prefix in location.AddedAddresses)
        {
            WritePrefix(writer, "    ", '+', prefix, "");
        }

        foreach (var prefix in location.RemovedAddresses)
        {
            WritePrefix(writer, "    ", '-', prefix, "");
        }
    }

    private static void WritePrefix(TextWriter writer, string indent, char sign, Cidr prefix, string note)
    {
        Span<char> line = stackalloc char[LongestLine];
        indent.CopyTo(line);
        line[indent.Length] = sign;
        line[indent.Length + 1] = ' ';
        prefix.TryFormat(line[(indent.Length + 2)..], out var written);
        writer.Write(line[..(indent.Length + 2 + written)]);
        Line(writer, note);
    }

    private static void Line(TextWriter writer, string text)
    {
        writer.Write(text);
        writer.Write('\n');
    }
}
