namespace FirewallRules;

/// <summary>Writes rule sets for AWS security groups.</summary>
public static class AwsSecurityGroupRuleSetExtensions
{
    /// <summary>The rules for an AWS security group.</summary>
    /// <exception cref="LimitExceededException">The rules need more than AWS takes, and the options leave no way out.</exception>
    /// <exception cref="InvalidOperationException">The options cannot express the rules; see <see cref="AwsSecurityGroupOptions"/>.</exception>
    public static string ToAwsSecurityGroup(this RuleSet rules, AwsSecurityGroupOptions? options = null) => rules.Emit(new AwsSecurityGroupEmitter(options));

    /// <summary>Writes the rules for an AWS security group; the writer is neither flushed nor disposed.</summary>
    /// <inheritdoc cref="ToAwsSecurityGroup(RuleSet, AwsSecurityGroupOptions)" />
    public static void ToAwsSecurityGroup(this RuleSet rules, TextWriter writer, AwsSecurityGroupOptions? options = null)
        => rules.Emit(new AwsSecurityGroupEmitter(options), writer);
}
