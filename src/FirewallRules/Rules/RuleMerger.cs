namespace FirewallRules.Rules;

/// <summary>Merges rules for the same ports, either all of them or those with the same labels.</summary>
internal static class RuleMerger
{
    /// <summary>The rules by direction, protocol, port and labels: for these, a port belongs to at most one rule, which has all addresses.</summary>
    public static IReadOnlyList<Rule> MergeByLabels(IEnumerable<Rule> rules)
        =>
        [
            .. rules.GroupBy(rule => (rule.Direction, rule.Protocol))
                .OrderBy(traffic => traffic.Key)
                .SelectMany(traffic => traffic.GroupBy(rule => rule.Labels, LabelOrder.Instance)
                    .SelectMany(same => MergeTraffic([.. same]))
                    .OrderBy(rule => rule.Ports[0].First)
                    .ThenBy(rule => rule.Labels, LabelOrder.Instance)),
        ];

    /// <summary>
    /// The rules by direction, protocol and port, whatever their labels are: a port belongs to at most one rule, which has the labels and addresses
    /// of all of them.
    /// </summary>
    public static IReadOnlyList<Rule> Merge(IEnumerable<Rule> rules)
        =>
        [
            .. rules.GroupBy(rule => (rule.Direction, rule.Protocol))
                .OrderBy(group => group.Key)
                .SelectMany(group => MergeTraffic([.. group])),
        ];

    private static List<Rule> MergeTraffic(IReadOnlyList<Rule> rules)
    {
        if (rules.Count == 1)
        {
            return [rules[0]];
        }

        var pieces = PortRange.SplitAtBoundaries(rules.SelectMany(rule => rule.Ports)).Select(piece => MergePiece(piece, rules)).ToList();

        // Pieces are joined only when labels, sources and addresses are equal; joining others would allow more on a port.
        var merged = new List<Rule>();
        foreach (var piece in pieces)
        {
            var twin = merged.FindIndex(rule => rule.Labels.SequenceEqual(piece.Labels, StringComparer.Ordinal)
                && rule.Sources.SequenceEqual(piece.Sources) && rule.Catalogs.SequenceEqual(piece.Catalogs) && rule.Remote.Equals(piece.Remote));
            if (twin < 0)
            {
                merged.Add(piece);
            }
            else
            {
                var rule = merged[twin];
                merged[twin] = new Rule(
                    rule.Direction, rule.Protocol, rule.Ports.Concat(piece.Ports), rule.Remote, rule.Labels, rule.Sources, rule.Catalogs);
            }
        }

        return merged;
    }

    private static Rule MergePiece(PortRange piece, IReadOnlyList<Rule> rules)
    {
        var covering = rules.Where(rule => rule.Ports.Any(range => range.Contains(piece))).ToList();
        return new Rule(
            covering[0].Direction,
            covering[0].Protocol,
            [piece],
            covering.Skip(1).Aggregate(covering[0].Remote, (remote, rule) => remote.Union(rule.Remote)),
            covering.SelectMany(rule => rule.Labels),
            covering.SelectMany(rule => rule.Sources),
            covering.SelectMany(rule => rule.Catalogs));
    }
}
