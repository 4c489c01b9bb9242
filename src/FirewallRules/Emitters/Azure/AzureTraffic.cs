namespace FirewallRules.Emitters;

/// <summary>
/// Joins rules with the same direction, protocol and ports, which are one resource in Azure. Its name then does not depend on labels, so that
/// it stays when a section is added or renamed.
/// </summary>
internal static class AzureTraffic
{
    public static RuleSet Join(RuleSet rules)
    {
        var groups = rules.Rules.GroupBy(rule => rule.ToTrafficString(), StringComparer.Ordinal).ToList();
        return groups.Count == rules.Rules.Count ? rules : rules.WithRules([.. groups.Select(group => Join([.. group]))]);
    }

    private static Rule Join(IReadOnlyList<Rule> rules)
        => rules.Count == 1
            ? rules[0]
            : new Rule(
                rules[0].Direction,
                rules[0].Protocol,
                rules[0].Ports,
                rules.Select(rule => rule.Remote).Aggregate((all, remote) => all.Union(remote)),
                rules.SelectMany(rule => rule.Labels),
                rules.SelectMany(rule => rule.Sources),
                rules.SelectMany(rule => rule.Catalogs));
}
