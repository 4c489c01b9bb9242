namespace FirewallRules;

/// <summary>Writes rule sets for Azure network security groups.</summary>
public static class AzureNsgRuleSetExtensions
{
    /// <summary>The rules for an Azure network security group.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LimitExceededException">The rules exceed the limits of an NSG.</exception>
    /// <exception cref="EmitterException">The options cannot express the rules; see <see cref="AzureNsgOptions"/>.</exception>
    /// <example>
    /// <code>
    /// // A Bicep file that adds rules to an existing NSG.
    /// Console.Write(RuleSet.For(Section.Logs).ToAzureNsg(new AzureNsgOptions { Output = AzureNsgOutput.Bicep }));
    /// </code>
    /// </example>
    public static string ToAzureNsg(this RuleSet rules, AzureNsgOptions? options = null) => rules.Emit(new AzureNsgEmitter(options));

    /// <summary>Writes the rules for an Azure network security group; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToAzureNsg(RuleSet, AzureNsgOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToAzureNsg(this RuleSet rules, TextWriter writer, AzureNsgOptions? options = null)
        => rules.Emit(new AzureNsgEmitter(options), writer);
}
