namespace FirewallRules.Emitters;

/// <summary>
/// Takes out of rules what stays within a host, for platforms that never see it or never filter it. There a rule for loopback addresses
/// does nothing, or is refused, or lets in whoever pretends to have such an address.
/// </summary>
internal static class LoopbackTraffic
{
    private static readonly AddressSet Loopback = AddressSet.Parse("127.0.0.0/8\n::1");

    /// <summary>
    /// The rules without their ranges of loopback addresses. Ranges that only reach into loopback stay whole. A rule of which nothing is
    /// left stays too, empty: an older output may have left its direction some.
    /// </summary>
    public static RuleSet LeaveOut(RuleSet rules)
        => rules.Rules.All(rule => In(rule).IsEmpty)
            ? rules
            : rules.WithRules([.. rules.Rules.Select(rule => In(rule) is { IsEmpty: false } local ? rule.With(rule.Remote.Except(local)) : rule)]);

    /// <summary>What <see cref="LeaveOut"/> leaves out, a line a rule.</summary>
    /// <param name="rules">The rules that were asked for.</param>
    /// <param name="because">Why, behind <c>because</c>.</param>
    public static IEnumerable<string> Lines(RuleSet rules, string because)
        => from rule in rules.Rules
           let local = In(rule)
           where !local.IsEmpty
           select $"Not rendered, because {because}: {rule.ToTrafficString()} {(rule.Direction == Direction.Egress ? "to" : "from")} {local}"
               + (rule.Labels.Count == 0 ? "" : $" ({string.Join(", ", rule.Labels)})");

    private static AddressSet In(Rule rule)
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
