using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for AWS security groups: a script for the aws command, JSON, CloudFormation or Terraform.</summary>
/// <remarks>
/// A group has at most 60 rules for each direction and family, unless the quota is raised. A rule is one prefix and one port range; a prefix
/// list counts as many rules as its maximum number of entries. An interface has at most 5 groups, 16 with a raised quota. Rules of a group
/// times groups of an interface are at most 1000. Source: Amazon VPC quotas. Loopback addresses are skipped and listed in the header, because
/// a group does not see loopback traffic. Each rule has a description by which the script recognizes its own rules.
/// </remarks>
public sealed class AwsSecurityGroupEmitter(AwsSecurityGroupOptions? options = null) : IWideningEmitter, IUpdatingEmitter
{
    private readonly AwsSecurityGroupOptions _options = options ?? new AwsSecurityGroupOptions();

    /// <inheritdoc />
    public string Name => _options.Output switch
    {
        AwsSecurityGroupOutput.Json => "aws-json",
        AwsSecurityGroupOutput.CloudFormation => "aws-cloudformation",
        AwsSecurityGroupOutput.Terraform => "aws-terraform",
        _ => "aws-cli",
    };

    /// <inheritdoc />
    /// <exception cref="LimitExceededException">The rules exceed a limit; nothing was written.</exception>
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        var external = LoopbackTraffic.Remove(rules);
        Check(external, needsRule: _options.Output is not (AwsSecurityGroupOutput.Cli or AwsSecurityGroupOutput.Terraform));
        var plan = AwsSecurityGroupPlan.Of(external, _options);
        var header = AwsSecurityGroupUsage.Lines(plan, rules).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsSecurityGroupJsonWriter(writer, plan).Write(header);
                break;
            case AwsSecurityGroupOutput.Cli:
                new AwsSecurityGroupScriptWriter(writer, plan).Write(header);
                break;
            default:
                WriteDocument(writer, plan, header);
                break;
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// <para>
    /// The script authorizes new rules, then revokes obsolete rules that it recognizes as its own, and ignores all others. JSON is an object with
    /// <c>comment</c>, <c>authorize</c> and <c>revoke</c>; the latter two have the arrays <c>egress</c> and <c>ingress</c> unless they are empty.
    /// CloudFormation and Terraform compute the difference themselves and get the complete output for the newer rules.
    /// </para>
    /// <para>
    /// Old and new rules together must fit into a group, except with Terraform. Script and JSON are refused for rules that are split over
    /// several groups.
    /// </para>
    /// </remarks>
    /// <exception cref="LimitExceededException">The rules exceed a limit; nothing was written.</exception>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (!EmitterUpdate.IsNeeded(old, updated, writer))
        {
            return;
        }

        var external = LoopbackTraffic.Remove(updated);
        Check(external, needsRule: _options.Output == AwsSecurityGroupOutput.CloudFormation);
        var (former, plan) = (AwsSecurityGroupPlan.Former(LoopbackTraffic.Remove(old), _options), AwsSecurityGroupPlan.Of(external, _options));
        var header = AwsSecurityGroupUsage.Lines(plan, updated, old).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsSecurityGroupJsonWriter(writer, plan).WriteUpdate(header, AwsSecurityGroupDelta.Between(former, plan));
                break;
            case AwsSecurityGroupOutput.Cli:
                new AwsSecurityGroupUpdateScriptWriter(writer, plan, AwsSecurityGroupDelta.Between(former, plan)).Write(header);
                break;
            case AwsSecurityGroupOutput.Terraform:
                WriteDocument(writer, plan, header);
                break;
            default:
                AwsSecurityGroupDelta.Check(former, plan);
                WriteDocument(writer, plan, header);
                break;
        }
    }

    /// <inheritdoc />
    public RuleSetCover Cover(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var external = LoopbackTraffic.Remove(rules);
        if (_options.OnOverflow != OnOverflow.Summarize)
        {
            return new RuleSetCover(external, []);
        }

        var plan = AwsSecurityGroupPlan.Of(external, _options);
        return new RuleSetCover(plan.Rules, plan.Added);
    }

    private void WriteDocument(TextWriter writer, AwsSecurityGroupPlan plan, List<string> header)
    {
        if (_options.Output == AwsSecurityGroupOutput.CloudFormation)
        {
            AwsSecurityGroupCloudFormation.Of(plan).Write(writer, header);
        }
        else
        {
            new AwsSecurityGroupTerraformWriter(writer, plan).Write(header);
        }
    }

    private void Check(RuleSet rules, bool needsRule)
    {
        if (_options.RevokeDefaultEgress && _options.Output != AwsSecurityGroupOutput.Cli)
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.RevokeDefaultEgressNeedsScript, "AwsSecurityGroupOptions.RevokeDefaultEgress requires AwsSecurityGroupOutput.Cli.");
        }

        if (_options.RevokeDefaultEgress && rules.Rules.All(rule => rule.Direction != Direction.Egress || rule.Remote.IsEmpty))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NothingAllowed,
                "The rules allow no outgoing addresses, so revoking the default egress rule would block all outgoing traffic. "
                + "Add a section that has addresses.")
            {
                Direction = Direction.Egress,
            };
        }

        if (_options is { Output: AwsSecurityGroupOutput.Json, OnOverflow: OnOverflow.PrefixList })
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.PrefixListNotSupported,
                "AwsSecurityGroupOutput.Json does not support OnOverflow.PrefixList, because permissions cannot create prefix lists. Use another output.");
        }

        if (needsRule && rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NoRules, $"The rules allow no addresses, and {Name} requires at least one rule. Add a section that has addresses.");
        }
    }
}
