namespace FirewallRules;

/// <summary>Writes rule sets for Azure network security groups.</summary>
public static class AzureNsgRuleSetExtensions
{
    /// <summary>The rules for an Azure network security group.</summary>
    /// <exception cref="LimitExceededException">The rules need more than an NSG takes.</exception>
    /// <exception cref="InvalidOperationException">The options cannot express the rules; see <see cref="AzureNsgOptions"/>.</exception>
    public static string ToAzureNsg(this RuleSet rules, AzureNsgOptions? options = null) => rules.Emit(new AzureNsgEmitter(options));

    /// <summary>Writes the rules for an Azure network security group; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToAzureNsg(RuleSet, AzureNsgOptions)" />
    public static void ToAzureNsg(this RuleSet rules, TextWriter writer, AzureNsgOptions? options = null) => rules.Emit(new AzureNsgEmitter(options), writer);
}
