namespace FirewallRules.IpRanges;

/// <summary>Finds the prefixes that went from one section to another.</summary>
internal static class IpRangesMoves
{
    /// <summary>The moves in the order of their prefixes; also tells them to the sections that they concern.</summary>
    public static IReadOnlyList<IpRangesMove> Find(IReadOnlyList<IpRangesSectionDiff> sections)
    {
        var left = new HashSet<Cidr>(sections.SelectMany(Left));
        var to = Sections(sections, section => Come(section).Where(left.Contains));
        var from = Sections(sections, section => Left(section).Where(to.ContainsKey));
        var moves = from.ToDictionary(pair => pair.Key, pair => new IpRangesMove(pair.Key, pair.Value, to[pair.Key]));
        if (moves.Count == 0)
        {
            return [];
        }

        foreach (var section in sections)
        {
            section.MovedIn = [.. Come(section).Where(moves.ContainsKey).Select(prefix => moves[prefix])];
            section.MovedOut = [.. Left(section).Where(moves.ContainsKey).Select(prefix => moves[prefix])];
        }

        return [.. moves.Values.OrderBy(move => move.Prefix)];
    }

    private static IEnumerable<Cidr> Left(IpRangesSectionDiff section) => section.RemovedPrefixes.Where(section.RemovedAddresses.Contains);

    private static IEnumerable<Cidr> Come(IpRangesSectionDiff section) => section.AddedPrefixes.Where(section.AddedAddresses.Contains);

    private static Dictionary<Cidr, List<Section>> Sections(IReadOnlyList<IpRangesSectionDiff> sections, Func<IpRangesSectionDiff, IEnumerable<Cidr>> prefixes)
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

                names.Add(section.Name);
            }
        }

        return found;
    }
}
