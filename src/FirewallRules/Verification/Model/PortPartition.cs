namespace FirewallRules.Verification;

/// <summary>Splits ports into ranges that no rule tells apart.</summary>
internal static class PortPartition
{
    /// <summary>Splits a range at every boundary of the ports in conditions.</summary>
    public static IEnumerable<PortRange> Of(IEnumerable<LiveMatch> matches, PortRange whole)
    {
        var starts = new SortedSet<int> { whole.First };
        foreach (var range in matches.SelectMany(match => (match.Ports ?? []).Concat(match.SourcePorts ?? []).Concat(match.OriginalPorts ?? [])))
        {
            starts.Add(range.First);
            starts.Add(range.Last + 1);
        }

        var inside = starts.Where(port => port >= whole.First && port <= whole.Last).ToList();
        return inside.Select((first, i) => new PortRange(first, i + 1 < inside.Count ? inside[i + 1] - 1 : whole.Last));
    }
}
