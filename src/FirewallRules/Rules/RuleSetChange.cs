using FirewallRules.Rules;

namespace FirewallRules;

/// <summary>
/// The difference between two rule sets: the traffic that only the second allows, and the traffic that only the first allows.
/// </summary>
/// <remarks>
/// The allowed traffic is compared, port by port and address by address: prefixes that were only merged or split are not a change, and
/// neither are equal rules from another document. Immutable; compared by reference.
/// </remarks>
public sealed class RuleSetChange
{
    private RuleSetChange(RuleSet old, RuleSet updated)
    {
        (Old, Updated) = (old, updated);
        IsEmpty = HaveSameRules(old, updated);
        Added = IsEmpty ? [] : Difference(updated, old);
        Removed = IsEmpty ? [] : Difference(old, updated);
    }

    /// <summary>The rules before.</summary>
    public RuleSet Old { get; }

    /// <summary>The rules after.</summary>
    public RuleSet Updated { get; }

    /// <summary>
    /// What <see cref="Updated"/> allows and <see cref="Old"/> does not, in normal form, with the labels and sources of the updated rules. None
    /// of the rules is empty. When "any" replaces a set, the addresses that are not in the set are added.
    /// </summary>
    public IReadOnlyList<Rule> Added { get; }

    /// <summary>
    /// What <see cref="Old"/> allows and <see cref="Updated"/> does not, in normal form, with the labels and sources of the old rules.
    /// </summary>
    public IReadOnlyList<Rule> Removed { get; }

    /// <summary>
    /// Whether nothing has to be done: both sets have the same addresses for each direction, protocol, port and list of labels, for the same
    /// families. The documents that they come from do not matter. Labels do, because the names of sets and rules depend on them; a change that
    /// adds and removes nothing may therefore not be empty.
    /// </summary>
    public bool IsEmpty { get; }

    /// <summary>Counts what is added and removed in total.</summary>
    public RuleSetChangeSummary Summarize() => new("", Added, Removed);

    /// <summary>
    /// Counts what is added and removed for each label that has a change, in ordinal order. A rule with several labels counts for each of them.
    /// What one label loses and another keeps stays allowed and is not counted.
    /// </summary>
    public IReadOnlyList<RuleSetChangeSummary> SummarizeByLabel() =>
    [
        .. from label in Added.Concat(Removed).SelectMany(rule => rule.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
           select new RuleSetChangeSummary(label, With(Added, label), With(Removed, label)),
    ];

    /// <summary>Compares two rule sets.</summary>
    /// <param name="old">The rules before.</param>
    /// <param name="updated">The rules after.</param>
    public static RuleSetChange Between(RuleSet old, RuleSet updated)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        return new RuleSetChange(old, updated);
    }

    /// <summary>Returns the change that reverts this one.</summary>
    public RuleSetChange Reverse() => new(Updated, Old);

    /// <summary>The added and removed rules, one per line, prefixed with <c>+</c> or <c>-</c>.</summary>
    public override string ToString() => string.Join('\n', Added.Select(rule => $"+ {rule}").Concat(Removed.Select(rule => $"- {rule}")));

    /// <summary>Whether the change between the two is empty.</summary>
    internal static bool HaveSameRules(RuleSet old, RuleSet updated)
        => old.Families.SequenceEqual(updated.Families) && old.ByLabels.Count == updated.ByLabels.Count
            && old.ByLabels.Zip(updated.ByLabels).All(pair => AllowTheSame(pair.First, pair.Second));

    private static bool AllowTheSame(Rule old, Rule updated)
        => old.Direction == updated.Direction && old.Protocol == updated.Protocol && old.Ports.SequenceEqual(updated.Ports)
            && old.Labels.SequenceEqual(updated.Labels, StringComparer.Ordinal) && old.Remote.Equals(updated.Remote);

    private static List<Rule> With(IEnumerable<Rule> rules, string label)
        => [.. rules.Where(rule => rule.Labels.Contains(label, StringComparer.Ordinal))];

    private static IReadOnlyList<Rule> Difference(RuleSet rules, RuleSet others)
    {
        // Merged rules, of which at most one has a port.
        var merged = others.WithMergedLabels().Rules;
        var left = rules.Rules.SelectMany(rule => Difference(
            rule, [.. merged.Where(other => other.Direction == rule.Direction && other.Protocol == rule.Protocol)]));
        return RulePartition.Of(RuleMerger.MergeByLabels(left));
    }

    private static IEnumerable<Rule> Difference(Rule rule, IReadOnlyList<Rule> others)
        => from piece in PortRange.SplitAtBoundaries(rule.Ports.Concat(others.SelectMany(other => other.Ports)))
           where IsIn(piece, rule)
           let left = others.Where(other => IsIn(piece, other)).Aggregate(rule.Remote, (remote, other) => remote.Except(other.Remote))
           where !left.IsEmpty
           select new Rule(rule.Direction, rule.Protocol, [piece], left, rule.Labels, rule.Sources, rule.Catalogs);

    private static bool IsIn(PortRange piece, Rule rule) => rule.Ports.Any(range => range.Contains(piece));
}
