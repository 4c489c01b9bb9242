namespace FirewallRules.Rules;

/// <summary>The cost model of a platform: how many entries it counts for each prefix of a rule; at least 1.</summary>
/// <param name="rule">The rule.</param>
internal delegate int RuleCost(Rule rule);
