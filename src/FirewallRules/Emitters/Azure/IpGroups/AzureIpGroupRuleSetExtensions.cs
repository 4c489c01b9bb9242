namespace FirewallRules;

/// <summary>Writes rule sets as IP groups for Azure Firewall.</summary>
public static class AzureIpGroupRuleSetExtensions
{
    /// <summary>The IPv4 addresses of the rules as IP groups for Azure Firewall.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LimitExceededException">More IP groups are needed than a firewall can use.</exception>
    /// <exception cref="EmitterException">The rules have no IPv4 addresses.</exception>
    /// <example>
    /// <code>
    /// // A Bicep file with one IP group for each rule.
    /// Console.Write(RuleSet.For(Section.Logs).ToAzureIpGroups(new AzureIpGroupOptions { Output = AzureIpGroupOutput.Bicep }));
    /// </code>
    /// </example>
    public static string ToAzureIpGroups(this RuleSet rules, AzureIpGroupOptions? options = null) => rules.Emit(new AzureIpGroupEmitter(options));

    /// <summary>Writes the IPv4 addresses of the rules as IP groups for Azure Firewall; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToAzureIpGroups(RuleSet, AzureIpGroupOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToAzureIpGroups(this RuleSet rules, TextWriter writer, AzureIpGroupOptions? options = null)
        => rules.Emit(new AzureIpGroupEmitter(options), writer);
}
