namespace FirewallRules.Rules;

/// <summary>Ports of a direction and a protocol that the same rules contain.</summary>
/// <param name="Ports">The ports.</param>
/// <param name="Rules">The rules that contain them; at least one.</param>
internal sealed record PortGroup(IReadOnlyList<PortRange> Ports, IReadOnlyList<Rule> Rules)
{
    /// <summary>The groups by direction, protocol and first port.</summary>
    public static IEnumerable<PortGroup> Of(IReadOnlyList<Rule> rules)
        => rules.GroupBy(rule => (rule.Direction, rule.Protocol)).OrderBy(traffic => traffic.Key).SelectMany(traffic => OfTraffic([.. traffic]));

    /// <summary>
    /// The rules for these ports by the labels of their addresses. A family that is "any" in one of the rules is not partitioned, because "any"
    /// without some addresses is not "any". Without addresses the result is one empty rule with all labels.
    /// </summary>
    public IEnumerable<Rule> Partition()
    {
        if (Rules.Count == 1)
        {
            return [Rules[0].With(Ports)];
        }

        var parts = new SortedDictionary<IReadOnlyList<string>, RulePart>(LabelOrder.Instance);
        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            var covering = Enumerable.Range(0, Rules.Count).Where(i => Rules[i].Remote.Has(family)).ToList();
            if (covering.Exists(i => Rules[i].Remote.IsAny(family)))
            {
                PartOf(parts, covering).AddAny(family);
                continue;
            }

            var sweep = new RangeSweep(covering.Select(i => (i, Rules[i].Remote.In(family))));
            foreach (var (range, containing) in sweep.Ranges(family, containing => PartOf(parts, containing)))
            {
                containing.Add(range);
            }
        }

        return parts.Count > 0 ? parts.Values.Select(part => part.ToRule(this)) : [PartOf(parts, Enumerable.Range(0, Rules.Count)).ToRule(this)];
    }

    private RulePart PartOf(SortedDictionary<IReadOnlyList<string>, RulePart> parts, IEnumerable<int> rules)
    {
        var indexes = rules.ToList();
        List<string> labels = [.. indexes.SelectMany(i => Rules[i].Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (!parts.TryGetValue(labels, out var part))
        {
            parts.Add(labels, part = new RulePart());
        }

        part.Rules.UnionWith(indexes);
        return part;
    }

    private static IEnumerable<PortGroup> OfTraffic(IReadOnlyList<Rule> rules)
    {
        if (rules.Count == 1)
        {
            return [new PortGroup(rules[0].Ports, rules)];
        }

        var groups = new Dictionary<string, (List<PortRange> Ports, List<Rule> Rules)>(StringComparer.Ordinal);
        foreach (var piece in PortRange.SplitAtBoundaries(rules.SelectMany(rule => rule.Ports)))
        {
            var containing = Enumerable.Range(0, rules.Count).Where(i => rules[i].Ports.Any(range => range.Contains(piece))).ToList();
            var key = string.Join(' ', containing);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = ([], containing.ConvertAll(i => rules[i])));
            }

            group.Ports.Add(piece);
        }

        return groups.Values.Select(group => new PortGroup(PortRange.Normalize(group.Ports), group.Rules)).OrderBy(group => group.Ports[0]);
    }
}
