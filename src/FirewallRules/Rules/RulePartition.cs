namespace FirewallRules.Rules;

/// <summary>
/// Partitions rules that share ports: for each direction, protocol and port, an address belongs to at most one rule, which has the labels of
/// all rules that contain the address.
/// </summary>
/// <remarks>The ports of the results follow from the ports and labels of the rules, never from their addresses.</remarks>
internal static class RulePartition
{
    /// <param name="rules">One rule for each direction, protocol, port and list of labels; see <see cref="RuleMerger.MergeByLabels"/>.</param>
    public static IReadOnlyList<Rule> Of(IReadOnlyList<Rule> rules) => [.. PortGroup.Of(rules).SelectMany(group => group.Partition())];

    /// <summary>
    /// The rules, split where the partition splits ports. A rule of the partition with a single label has the ports and the label of one of
    /// them, whatever the addresses are.
    /// </summary>
    public static IReadOnlyList<Rule> SplitPorts(IReadOnlyList<Rule> rules)
        => [.. PortGroup.Of(rules).SelectMany(group => group.Rules.Select(rule => rule.With(group.Ports)))];
}
