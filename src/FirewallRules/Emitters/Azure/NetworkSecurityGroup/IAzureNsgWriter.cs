namespace FirewallRules.Emitters;

/// <summary>One language of the output.</summary>
internal interface IAzureNsgWriter
{
    /// <summary>Writes the whole output.</summary>
    /// <param name="header">What stands at the top, without comment signs.</param>
    /// <param name="rules">The rules, those that close the rest last.</param>
    /// <param name="directions">The directions that the rule set speaks of, also where it has no rule.</param>
    void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions);
}
