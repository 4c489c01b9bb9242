namespace FirewallRules.Emitters;

/// <summary>
/// Removes loopback addresses from rules, for platforms that never see or never filter loopback traffic. There, such a rule has no effect, is
/// refused, or admits senders that spoof a loopback address.
/// </summary>
internal static class LoopbackTraffic
{
    private static readonly AddressSet Loopback = AddressSet.Parse("127.0.0.0/8\n::1");

    /// <summary>
    /// The rules without ranges of loopback addresses. A range that is only partly loopback is kept. A rule that becomes empty is kept too,
    /// because an older output may have rules of its direction.
    /// </summary>
    public static RuleSet Remove(RuleSet rules)
        => rules.ByLabels.All(rule => LoopbackOf(rule).IsEmpty)
            ? rules
            : rules.WithRules([.. rules.ByLabels.Select(rule => LoopbackOf(rule) is { IsEmpty: false } local ? rule.With(rule.Remote.Except(local)) : rule)]);

    /// <summary>A header line for each rule from which <see cref="Remove"/> removes addresses.</summary>
    /// <param name="rules">The rules before.</param>
    /// <param name="reason">Why they are removed, as a clause.</param>
    public static IEnumerable<string> Lines(RuleSet rules, string reason)
        => from rule in rules.ByLabels
           let local = LoopbackOf(rule)
           where !local.IsEmpty
           select $"Skipped, because {reason}: {rule.ToTrafficString()} {(rule.Direction == Direction.Egress ? "to" : "from")} {local}"
               + (rule.Labels.Count == 0 ? "" : $" ({string.Join(", ", rule.Labels)})");

    private static AddressSet LoopbackOf(Rule rule)
    {
        var addresses = rule.Remote.Addresses;
        if (!addresses.Overlaps(Loopback))
        {
            return AddressSet.Empty;
        }

        var inside = addresses.Intersect(Loopback).Ranges.ToHashSet();
        return addresses.Ranges.Where(inside.Contains).Aggregate(new AddressSetBuilder(), (set, range) => set.Add(range)).ToAddressSet();
    }
}
