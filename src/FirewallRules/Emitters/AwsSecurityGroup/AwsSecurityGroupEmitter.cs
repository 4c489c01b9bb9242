namespace FirewallRules.Emitters.AwsSecurityGroup;

/// <summary>Writes rule sets for AWS security groups: a script for the aws command, JSON, CloudFormation or Terraform.</summary>
/// <remarks>
/// Limits: Amazon VPC quotas. A group takes 60 rules for each direction and family, where a rule is one prefix on one run of ports and a
/// prefix list counts as many rules as it can have entries; an interface takes 5 groups, at most 16; and rules of a group times groups of
/// an interface are at most 1000. Each rule carries a description by which the script knows its own.
/// </remarks>
public sealed class AwsSecurityGroupEmitter(AwsSecurityGroupOptions? options = null) : IWideningEmitter
{
    private readonly AwsSecurityGroupOptions _options = options ?? new AwsSecurityGroupOptions();

    /// <inheritdoc />
    public string Name => _options.Output switch
    {
        AwsSecurityGroupOutput.Json => "aws-json",
        AwsSecurityGroupOutput.CloudFormationJson => "aws-cloudformation",
        AwsSecurityGroupOutput.CloudFormationYaml => "aws-cloudformation-yaml",
        AwsSecurityGroupOutput.Terraform => "aws-terraform",
        _ => "aws-cli",
    };

    /// <inheritdoc />
    public EmitterLimits Limits => new()
    {
        CommentLength = AwsLimits.DescriptionLength,
        SetNameLength = AwsLimits.ListNameLength,
        RulesPerGroup = _options.MaxRules,
        PrefixListEntries = AwsLimits.PrefixListEntries,
        EntriesPerCall = AwsLimits.EntriesPerCall,
    };

    /// <inheritdoc />
    /// <exception cref="LimitExceededException">The rules need more than AWS takes, and the options leave no way out; nothing was written.</exception>
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Check(rules);
        var plan = AwsPlan.Of(rules, _options);
        var header = AwsUsage.Lines(plan, rules).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsJsonWriter(writer, plan).Write(header);
                break;
            case AwsSecurityGroupOutput.CloudFormationJson:
                AwsCloudFormation.Of(plan).WriteJson(writer, header);
                break;
            case AwsSecurityGroupOutput.CloudFormationYaml:
                AwsCloudFormation.Of(plan).WriteYaml(writer, header);
                break;
            case AwsSecurityGroupOutput.Terraform:
                new AwsTerraformWriter(writer, plan).Write(header);
                break;
            default:
                new AwsScriptWriter(writer, plan).Write(header);
                break;
        }
    }

    /// <inheritdoc />
    public RuleSetCover Cover(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return _options.OnOverflow == OnOverflow.Summarize ? rules.CoverWith(_options.MaxRules) : new RuleSetCover(rules, []);
    }

    private void Check(RuleSet rules)
    {
        var script = _options.Output == AwsSecurityGroupOutput.Cli;
        if (_options.RevokeDefaultEgress && !script)
        {
            throw new InvalidOperationException($"Only the script (aws-cli) can revoke the default egress, not {Name}: it would have to know a rule that it did not make.");
        }

        if (_options.RevokeDefaultEgress && rules.Rules.All(rule => rule.Direction != Direction.Egress || rule.Remote.IsEmpty))
        {
            throw new InvalidOperationException(
                "The rules allow no outgoing address, so revoking the default egress would close that direction altogether. Ask for a section that has addresses.");
        }

        if (_options is { Output: AwsSecurityGroupOutput.Json, OnOverflow: OnOverflow.PrefixList })
        {
            throw new InvalidOperationException("Plain permissions cannot make prefix lists: take aws-cli, aws-cloudformation or aws-terraform.");
        }

        var needsOne = _options.Output is AwsSecurityGroupOutput.Json or AwsSecurityGroupOutput.CloudFormationJson or AwsSecurityGroupOutput.CloudFormationYaml;
        if (needsOne && rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            throw new InvalidOperationException($"The rules allow no address at all, and AWS takes no {Name} without a rule. Ask for a section that has addresses.");
        }
    }
}
