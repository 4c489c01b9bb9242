using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for AWS security groups: a script for the aws command, JSON, CloudFormation or Terraform.</summary>
/// <remarks>
/// Limits: Amazon VPC quotas. A group takes 60 rules for each direction and family, where a rule is one prefix on one run of ports and a
/// prefix list counts as many rules as it can have entries; an interface takes 5 groups, at most 16; and rules of a group times groups of
/// an interface are at most 1000. Loopback addresses are left out and named in the header, because a group does not see what stays within
/// a host. Each rule carries a description by which the script knows its own.
/// </remarks>
public sealed class AwsSecurityGroupEmitter(AwsSecurityGroupOptions? options = null) : IWideningEmitter, IUpdatingEmitter
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
        var seen = LoopbackTraffic.LeaveOut(rules);
        Check(seen, needsRule: _options.Output is not (AwsSecurityGroupOutput.Cli or AwsSecurityGroupOutput.Terraform));
        var plan = AwsPlan.Of(seen, _options);
        var header = AwsUsage.Lines(plan, rules).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsJsonWriter(writer, plan).Write(header);
                break;
            case AwsSecurityGroupOutput.Cli:
                new AwsScriptWriter(writer, plan).Write(header);
                break;
            default:
                WriteDocument(writer, plan, header);
                break;
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// <para>
    /// The script authorizes what only the newer rules have, then revokes what only the older ones had and is ours, and looks at no other rule.
    /// JSON is an object with <c>comment</c> and the permissions <c>authorize</c> and <c>revoke</c>, each with the arrays <c>egress</c> and
    /// <c>ingress</c> where there are any. CloudFormation and Terraform find out by themselves what differs and get the whole new document.
    /// </para>
    /// <para>
    /// Old and new rules must fit into a group side by side, except with Terraform. Script and JSON are refused for rules that are split over
    /// several groups.
    /// </para>
    /// </remarks>
    /// <exception cref="LimitExceededException">The rules need more than AWS takes, and the options leave no way out; nothing was written.</exception>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (!EmitterUpdate.IsNeeded(old, updated, writer))
        {
            return;
        }

        var seen = LoopbackTraffic.LeaveOut(updated);
        Check(seen, needsRule: _options.Output is AwsSecurityGroupOutput.CloudFormationJson or AwsSecurityGroupOutput.CloudFormationYaml);
        var (former, plan) = (AwsPlan.Former(LoopbackTraffic.LeaveOut(old), _options), AwsPlan.Of(seen, _options));
        var header = AwsUsage.Lines(plan, updated, old).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsJsonWriter(writer, plan).WriteUpdate(header, AwsDelta.Between(former, plan));
                break;
            case AwsSecurityGroupOutput.Cli:
                new AwsUpdateScriptWriter(writer, plan, AwsDelta.Between(former, plan)).Write(header);
                break;
            case AwsSecurityGroupOutput.Terraform:
                WriteDocument(writer, plan, header);
                break;
            default:
                AwsDelta.Check(former, plan);
                WriteDocument(writer, plan, header);
                break;
        }
    }

    /// <inheritdoc />
    public RuleSetCover Cover(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var seen = LoopbackTraffic.LeaveOut(rules);
        return _options.OnOverflow == OnOverflow.Summarize && AwsPlan.Of(seen, _options) is var plan ? new RuleSetCover(plan.Rules, plan.Added) : new RuleSetCover(seen, []);
    }

    private void WriteDocument(TextWriter writer, AwsPlan plan, List<string> header)
    {
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.CloudFormationJson:
                AwsCloudFormation.Of(plan).WriteJson(writer, header);
                break;
            case AwsSecurityGroupOutput.CloudFormationYaml:
                AwsCloudFormation.Of(plan).WriteYaml(writer, header);
                break;
            default:
                new AwsTerraformWriter(writer, plan).Write(header);
                break;
        }
    }

    private void Check(RuleSet rules, bool needsRule)
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

        if (needsRule && rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            throw new InvalidOperationException($"The rules allow no address at all, and AWS takes no {Name} without a rule. Ask for a section that has addresses.");
        }
    }
}
