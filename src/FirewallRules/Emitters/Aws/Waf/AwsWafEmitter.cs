using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes the addresses of ingress rules as IP sets for AWS WAF: a script for the aws command, CloudFormation or Terraform.</summary>
/// <remarks>
/// <para>
/// An IP set has addresses of one family, at most 10,000 prefixes and none of length 0. There is one for each family and each combination of
/// ports, and those of a family without addresses are empty, so that rules of a web ACL can refer to both at all times. An IP set contains no
/// ports. Loopback addresses are skipped and listed in the header. Sources: AWS WAF quotas; CreateIPSet in the WAFV2 API reference.
/// </para>
/// <para>Names depend on sites and labels, and not on addresses. An update of an IP set replaces all of its addresses at once.</para>
/// </remarks>
public sealed class AwsWafEmitter(AwsWafOptions? options = null) : IUpdatingEmitter
{
    private readonly AwsWafOptions _options = options ?? new AwsWafOptions();

    /// <inheritdoc />
    public string Name => _options.Output switch
    {
        AwsWafOutput.CloudFormation => "aws-waf-cloudformation",
        AwsWafOutput.Terraform => "aws-waf-terraform",
        _ => "aws-waf-cli",
    };

    /// <inheritdoc />
    /// <exception cref="LimitExceededException">The rules exceed a limit; nothing was written.</exception>
    /// <exception cref="RuleNotSupportedException">
    /// The rules are for outgoing traffic, for any address, or have no addresses; nothing was written.
    /// </exception>
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Write(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>The update is the complete output for the newer rules. The header lists the IP sets that are no longer needed.</remarks>
    /// <exception cref="LimitExceededException">The rules exceed a limit; nothing was written.</exception>
    /// <exception cref="RuleNotSupportedException">
    /// The rules are for outgoing traffic, for any address, or have no addresses; nothing was written.
    /// </exception>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer))
        {
            Write(updated, old, writer);
        }
    }

    private void Write(RuleSet requested, RuleSet? old, TextWriter writer)
    {
        var plan = AwsWafPlan.Of(LoopbackTraffic.Remove(requested), _options);
        var former = old is null ? null : AwsWafPlan.BeforeUpdate(LoopbackTraffic.Remove(old), _options);
        var header = AwsWafUsage.Lines(plan, requested, old, former).ToList();
        switch (_options.Output)
        {
            case AwsWafOutput.CloudFormation:
                AwsWafCloudFormation.Of(plan).Write(writer, header);
                break;
            case AwsWafOutput.Terraform:
                new AwsWafTerraformWriter(writer, plan).Write(header);
                break;
            default:
                new AwsWafScriptWriter(writer, plan).Write(header);
                break;
        }
    }
}
