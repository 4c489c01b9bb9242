namespace FirewallRules.IpRanges;

/// <summary>Finds the prefixes that moved from one section to another.</summary>
internal static class IpRangesMoves
{
    /// <summary>Returns the moves in the order of their prefixes, and stores them in the sections.</summary>
    public static IReadOnlyList<IpRangesMove> Find(IReadOnlyList<IpRangesSectionDiff> sections)
    {
        var lost = new HashSet<Cidr>(sections.SelectMany(Lost));
        var to = Sections(sections, section => Gained(section).Where(lost.Contains));
        var from = Sections(sections, section => Lost(section).Where(to.ContainsKey));
        var moves = from.ToDictionary(pair => pair.Key, pair => new IpRangesMove(pair.Key, pair.Value, to[pair.Key]));
        if (moves.Count == 0)
        {
            return [];
        }

        foreach (var section in sections)
        {
            section.MovedIn = [.. Gained(section).Where(moves.ContainsKey).Select(prefix => moves[prefix])];
            section.MovedOut = [.. Lost(section).Where(moves.ContainsKey).Select(prefix => moves[prefix])];
        }

        return [.. moves.Values.OrderBy(move => move.Prefix)];
    }

    private static IEnumerable<Cidr> Lost(IpRangesSectionDiff section) => section.RemovedPrefixes.Where(section.RemovedAddresses.Contains);

    private static IEnumerable<Cidr> Gained(IpRangesSectionDiff section) => section.AddedPrefixes.Where(section.AddedAddresses.Contains);

    private static Dictionary<Cidr, List<Section>> Sections(
        IReadOnlyList<IpRangesSectionDiff> sections, Func<IpRangesSectionDiff, IEnumerable<Cidr>> prefixes)
    {
        var found = new Dictionary<Cidr, List<Section>>();
        foreach (var section in sections)
        {
            foreach (var prefix in prefixes(section))
            {
                if (!found.TryGetValue(prefix, out var names))
                {
                    found.Add(prefix, names = []);
                }

                names.Add(section.Section);
            }
        }

        return found;
    }
}
