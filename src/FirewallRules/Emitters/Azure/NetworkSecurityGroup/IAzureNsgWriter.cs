namespace FirewallRules.Emitters;

/// <summary>Writes the output in one language.</summary>
internal interface IAzureNsgWriter
{
    /// <summary>Writes the complete output.</summary>
    /// <param name="header">The header lines, without comment signs.</param>
    /// <param name="rules">The rules, with the deny rules last.</param>
    /// <param name="directions">The directions of the rule set, including those without a rule.</param>
    void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions);
}
