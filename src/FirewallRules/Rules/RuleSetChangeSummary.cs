using FirewallRules.Rules;

namespace FirewallRules;

/// <summary>How much a change adds and removes.</summary>
/// <remarks>
/// Made by <see cref="RuleSetChange"/>. A rule is one prefix on one run of ports, of the fewest prefixes that hold exactly what is added or
/// removed; where a prefix only grows, a platform can have to replace one rule by another for that.
/// </remarks>
public sealed class RuleSetChangeSummary
{
    internal RuleSetChangeSummary(string label, IReadOnlyList<Rule> added, IReadOnlyList<Rule> removed)
    {
        Label = label;
        (AddedRules, RemovedRules) = (Count(added), Count(removed));
        (AddedAddresses, RemovedAddresses) = (Addresses(added), Addresses(removed));
    }

    /// <summary>The label, such as the name of a section; empty for all labels together. Untrusted text.</summary>
    public string Label { get; }

    /// <summary>How many rules are added.</summary>
    public long AddedRules { get; }

    /// <summary>How many rules are removed.</summary>
    public long RemovedRules { get; }

    /// <summary>The addresses that are allowed on a port on which they were not. They may be removed on another.</summary>
    public AddressSet AddedAddresses { get; }

    /// <summary>The addresses that are no longer allowed on a port on which they were.</summary>
    public AddressSet RemovedAddresses { get; }

    private static long Count(IReadOnlyList<Rule> rules) => RuleBudget.Entries(rules, IpFamily.IPv4) + RuleBudget.Entries(rules, IpFamily.IPv6);

    private static AddressSet Addresses(IReadOnlyList<Rule> rules) => rules.Aggregate(AddressSet.Empty, (set, rule) => set
        .Union(rule.Remote.Addresses)
        .Union(rule.Remote.IsAnyIPv4 ? AddressSet.AllIPv4 : AddressSet.Empty)
        .Union(rule.Remote.IsAnyIPv6 ? AddressSet.AllIPv6 : AddressSet.Empty));
}
