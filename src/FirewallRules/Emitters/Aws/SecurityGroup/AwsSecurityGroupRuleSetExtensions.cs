namespace FirewallRules;

/// <summary>Writes rule sets for AWS security groups.</summary>
public static class AwsSecurityGroupRuleSetExtensions
{
    /// <summary>The rules for an AWS security group.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LimitExceededException">The rules exceed a limit.</exception>
    /// <exception cref="EmitterException">The options cannot express the rules; see <see cref="AwsSecurityGroupOptions"/>.</exception>
    /// <example>
    /// <code>
    /// // Terraform that adds rules to an existing group.
    /// Console.Write(RuleSet.For(Section.Logs).ToAwsSecurityGroup(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform }));
    /// </code>
    /// </example>
    public static string ToAwsSecurityGroup(this RuleSet rules, AwsSecurityGroupOptions? options = null) => rules.Emit(new AwsSecurityGroupEmitter(options));

    /// <summary>Writes the rules for an AWS security group; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToAwsSecurityGroup(RuleSet, AwsSecurityGroupOptions)" />
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    public static void ToAwsSecurityGroup(this RuleSet rules, TextWriter writer, AwsSecurityGroupOptions? options = null)
        => rules.Emit(new AwsSecurityGroupEmitter(options), writer);
}
