namespace FirewallRules;

/// <summary>Writes rule sets as IP sets for AWS WAF.</summary>
public static class AwsWafRuleSetExtensions
{
    /// <summary>The addresses of the rules as IP sets for AWS WAF.</summary>
    /// <param name="rules">The rules, for incoming traffic only.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LimitExceededException">The rules exceed a limit.</exception>
    /// <exception cref="EmitterException">The rules are for outgoing traffic, for any address, or have no addresses.</exception>
    /// <example>
    /// <code>
    /// // Terraform with one IP set for each family.
    /// Console.Write(RuleSet.For(Section.Webhooks).ToAwsWaf(new AwsWafOptions { Output = AwsWafOutput.Terraform }));
    /// </code>
    /// </example>
    public static string ToAwsWaf(this RuleSet rules, AwsWafOptions? options = null) => rules.Emit(new AwsWafEmitter(options));

    /// <summary>Writes the addresses of the rules as IP sets for AWS WAF; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToAwsWaf(RuleSet, AwsWafOptions)" />
    /// <param name="rules">The rules, for incoming traffic only.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToAwsWaf(this RuleSet rules, TextWriter writer, AwsWafOptions? options = null) => rules.Emit(new AwsWafEmitter(options), writer);
}
