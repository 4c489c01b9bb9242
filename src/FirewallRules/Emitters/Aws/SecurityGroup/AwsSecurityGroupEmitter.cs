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
        AwsSecurityGroupOutput.CliInput => "aws-cli-json",
        AwsSecurityGroupOutput.TerraformVariables => "aws-tfvars",
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
        var plan = Plan(external);
        var header = AwsSecurityGroupUsage.Lines(plan, rules).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsSecurityGroupJsonWriter(writer, plan).Write(header);
                break;
            case AwsSecurityGroupOutput.CliInput:
                new AwsSecurityGroupJsonWriter(writer, plan).WriteCliInput();
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
    /// Old and new rules together must fit into a group. Script and JSON are refused for rules that are split over several groups. CloudFormation
    /// is refused if the size of a prefix list changes. <see cref="AwsSecurityGroupOutput.CliInput"/> has no update, because it is the input of one
    /// call.
    /// </para>
    /// </remarks>
    /// <exception cref="LimitExceededException">The rules exceed a limit; nothing was written.</exception>
    /// <exception cref="RuleNotSupportedException">The output cannot make the change.</exception>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (!EmitterUpdate.IsNeeded(old, updated, writer))
        {
            return;
        }

        RefuseUpdate();
        var external = LoopbackTraffic.Remove(updated);
        Check(external, needsRule: _options.Output is AwsSecurityGroupOutput.CloudFormation or AwsSecurityGroupOutput.TerraformVariables);
        var (previous, plan) = (AwsSecurityGroupPlan.BeforeUpdate(LoopbackTraffic.Remove(old), _options), Plan(external));
        var header = AwsSecurityGroupUsage.Lines(plan, updated, old).ToList();
        switch (_options.Output)
        {
            case AwsSecurityGroupOutput.Json:
                new AwsSecurityGroupJsonWriter(writer, plan).WriteUpdate(header, AwsSecurityGroupDelta.Between(previous, plan));
                break;
            case AwsSecurityGroupOutput.Cli:
                new AwsSecurityGroupUpdateScriptWriter(writer, plan, AwsSecurityGroupDelta.Between(previous, plan)).Write(header);
                break;
            default:
                AwsSecurityGroupDelta.Check(previous, plan);
                if (_options.Output == AwsSecurityGroupOutput.CloudFormation)
                {
                    AwsSecurityGroupCloudFormation.CheckSizes(previous, plan);
                }

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

    // JSON cannot create prefix lists, and the input of one call is for one group and has no place for a header.
    private AwsSecurityGroupPlan Plan(RuleSet rules)
    {
        try
        {
            return AwsSecurityGroupPlan.Of(rules, _options);
        }
        catch (LimitExceededException e) when (_options.Output is AwsSecurityGroupOutput.Json or AwsSecurityGroupOutput.TerraformVariables)
        {
            throw new LimitExceededException(e.Resource, e.Limit, e.Needed, [.. e.Remedies.Where(remedy => remedy.Kind != LimitRemedyKind.PrefixList)]);
        }
        catch (LimitExceededException e) when (_options.Output is AwsSecurityGroupOutput.CliInput)
        {
            var merge = e.Remedies.Where(remedy => remedy.Kind == LimitRemedyKind.MergeLabels);
            throw new LimitExceededException(e.Resource, e.Limit, e.Needed, [.. merge, new LimitRemedy(LimitRemedyKind.RaiseLimit, e.Needed)]);
        }
    }

    private void WriteDocument(TextWriter writer, AwsSecurityGroupPlan plan, List<string> header)
    {
        if (_options.Output == AwsSecurityGroupOutput.CloudFormation)
        {
            AwsSecurityGroupCloudFormation.Of(plan).Write(writer, header);
        }
        else if (_options.Output == AwsSecurityGroupOutput.TerraformVariables)
        {
            new AwsTerraformVariablesWriter(writer, plan).Write(header);
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

        CheckJson(rules);

        if (needsRule && rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.NoRules, $"The rules allow no addresses, and {Name} requires at least one rule. Add a section that has addresses.");
        }
    }

    private void CheckJson(RuleSet rules)
    {
        if (_options is
            {
                Output: AwsSecurityGroupOutput.Json or AwsSecurityGroupOutput.CliInput or AwsSecurityGroupOutput.TerraformVariables,
                OnOverflow: OnOverflow.PrefixList
            })
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.PrefixListNotSupported,
                $"AwsSecurityGroupOutput.{_options.Output} does not support OnOverflow.PrefixList, because it cannot create prefix lists. "
                + "Use another output.");
        }

        if (_options.Output != AwsSecurityGroupOutput.CliInput)
        {
            return;
        }

        if (_options.OnOverflow != OnOverflow.Fail)
        {
            throw new EmitterOptionsException(
                _options.OnOverflow == OnOverflow.Split ? EmitterOptionsError.SplitNotSupported : EmitterOptionsError.SummarizeNotSupported,
                $"AwsSecurityGroupOutput.CliInput does not support OnOverflow.{_options.OnOverflow}: it is for one group, and has no place for a header "
                + "that lists added addresses. Use another output.");
        }

        if (rules.Rules.Where(rule => !rule.Remote.IsEmpty).Select(rule => rule.Direction).Distinct().Count() > 1)
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.BothDirectionsNotSupported,
                "AwsSecurityGroupOutput.CliInput is the input of one call, for rules of one direction. Write one output for each direction.");
        }
    }

    private void RefuseUpdate()
    {
        if (_options.Output == AwsSecurityGroupOutput.CliInput)
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.UpdateNotSupported,
                "AwsSecurityGroupOutput.CliInput is the input of one call, and an update authorizes and revokes rules. Use AwsSecurityGroupOutput.Cli "
                + "or Json.");
        }
    }
}
