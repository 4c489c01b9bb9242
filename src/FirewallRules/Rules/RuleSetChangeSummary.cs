using FirewallRules.Rules;

namespace FirewallRules;

/// <summary>Counts what a <see cref="RuleSetChange"/> adds and removes.</summary>
/// <remarks>
/// A rule counts as one prefix for one port range, with the fewest prefixes that contain exactly what is added or removed. A platform may need
/// more operations: when a prefix only grows, one rule may have to be replaced by another. Compared by reference.
/// </remarks>
public sealed class RuleSetChangeSummary
{
    internal RuleSetChangeSummary(string label, IReadOnlyList<Rule> added, IReadOnlyList<Rule> removed)
    {
        Label = label;
        (AddedRules, RemovedRules) = (Count(added), Count(removed));
        (AddedAddresses, RemovedAddresses) = (Addresses(added), Addresses(removed));
    }

    /// <summary>The label, such as a section name; empty for the total. Untrusted text.</summary>
    public string Label { get; }

    /// <summary>How many rules are added.</summary>
    public long AddedRules { get; }

    /// <summary>How many rules are removed.</summary>
    public long RemovedRules { get; }

    /// <summary>The addresses that become allowed on some port. They may be removed on another.</summary>
    public AddressSet AddedAddresses { get; }

    /// <summary>The addresses that are no longer allowed on some port.</summary>
    public AddressSet RemovedAddresses { get; }

    private static long Count(IReadOnlyList<Rule> rules) => RuleBudget.Entries(rules, IpFamily.IPv4) + RuleBudget.Entries(rules, IpFamily.IPv6);

    private static AddressSet Addresses(IReadOnlyList<Rule> rules) => rules.Aggregate(AddressSet.Empty, (set, rule) => set
        .Union(rule.Remote.Addresses)
        .Union(rule.Remote.IsAnyIPv4 ? AddressSet.AllIPv4 : AddressSet.Empty)
        .Union(rule.Remote.IsAnyIPv6 ? AddressSet.AllIPv6 : AddressSet.Empty));
}
