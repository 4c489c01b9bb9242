using FirewallRules.Rules;

namespace FirewallRules;

/// <summary>What has changed from one rule set to another: what the second allows and the first did not, and the other way round.</summary>
/// <remarks>
/// What is compared is the traffic that is allowed, port by port and address by address: prefixes that were only merged or split are no
/// change, and neither are rules that come from another document and say the same. Immutable.
/// </remarks>
public sealed class RuleSetChange
{
    private RuleSetChange(RuleSet old, RuleSet updated)
    {
        (Old, Updated) = (old, updated);
        IsEmpty = AreAlike(old, updated);
        Added = IsEmpty ? [] : Difference(updated, old);
        Removed = IsEmpty ? [] : Difference(old, updated);
    }

    /// <summary>The rules before.</summary>
    public RuleSet Old { get; }

    /// <summary>The rules after.</summary>
    public RuleSet Updated { get; }

    /// <summary>
    /// What <see cref="Updated"/> allows and <see cref="Old"/> does not, in normal form, with the labels and sources of the updated rules. No
    /// rule among them is empty. Of an explicit any that takes the place of a set, what the set does not hold is added.
    /// </summary>
    public IReadOnlyList<Rule> Added { get; }

    /// <summary>What <see cref="Old"/> allows and <see cref="Updated"/> does not, in normal form, with the labels and sources of the old rules.</summary>
    public IReadOnlyList<Rule> Removed { get; }

    /// <summary>
    /// Whether nothing has to be done: both sets have the same rules in the same order, each with the same direction, protocol, ports, remote
    /// side and labels, for the same families. The documents they come from do not matter. Labels do, because the names of sets and rules
    /// follow from them; so a change need not be empty where nothing is added and nothing removed.
    /// </summary>
    public bool IsEmpty { get; }

    /// <summary>How much changes in all.</summary>
    public RuleSetChangeSummary Total => new("", Added, Removed);

    /// <summary>
    /// How much changes for each label that has a change, in ordinal order. Rules for the same port are merged, so a rule can have several
    /// labels, and then it counts for each of them.
    /// </summary>
    public IReadOnlyList<RuleSetChangeSummary> ByLabel =>
    [
        .. from label in Added.Concat(Removed).SelectMany(rule => rule.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
           select new RuleSetChangeSummary(label, With(Added, label), With(Removed, label)),
    ];

    /// <summary>The change from one rule set to another.</summary>
    /// <param name="old">The rules before.</param>
    /// <param name="updated">The rules after.</param>
    public static RuleSetChange Between(RuleSet old, RuleSet updated)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        return new RuleSetChange(old, updated);
    }

    /// <summary>The change that takes this one back.</summary>
    public RuleSetChange Reverse() => new(Updated, Old);

    /// <summary>What is added and removed, one rule a line, each behind <c>+</c> or <c>-</c>.</summary>
    public override string ToString() => string.Join('\n', Added.Select(rule => $"+ {rule}").Concat(Removed.Select(rule => $"- {rule}")));

    /// <summary>Whether the change between the two is empty.</summary>
    internal static bool AreAlike(RuleSet old, RuleSet updated)
        => old.Families.SequenceEqual(updated.Families) && old.Rules.Count == updated.Rules.Count && old.Rules.Zip(updated.Rules).All(pair => AreAlike(pair.First, pair.Second));

    private static bool AreAlike(Rule old, Rule updated)
        => old.Direction == updated.Direction && old.Protocol == updated.Protocol && old.Ports.SequenceEqual(updated.Ports)
            && old.Labels.SequenceEqual(updated.Labels, StringComparer.Ordinal) && old.Remote.Equals(updated.Remote);

    private static List<Rule> With(IEnumerable<Rule> rules, string label) => [.. rules.Where(rule => rule.Labels.Contains(label, StringComparer.Ordinal))];

    private static IReadOnlyList<Rule> Difference(RuleSet rules, RuleSet others)
        => RuleMerger.Merge(rules.Rules.SelectMany(rule => Difference(rule, [.. others.Rules.Where(other => other.Direction == rule.Direction && other.Protocol == rule.Protocol)])));

    // Within a set no port of a direction and a protocol stands in two rules, so one rule after another can be looked at.
    private static IEnumerable<Rule> Difference(Rule rule, IReadOnlyList<Rule> others)
        => from piece in PortSet.Cut(rule.Ports.Concat(others.SelectMany(other => other.Ports)))
           where IsIn(piece, rule)
           let left = others.Where(other => IsIn(piece, other)).Aggregate(rule.Remote, (remote, other) => remote.Except(other.Remote))
           where !left.IsEmpty
           select new Rule(rule.Direction, rule.Protocol, [piece], left, rule.Labels, rule.Sources, rule.Catalogs);

    private static bool IsIn(PortRange piece, Rule rule) => rule.Ports.Any(run => PortSet.Covers(run, piece));
}
