using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for Azure network security groups, as augmented security rules of API version 2024-05-01.</summary>
/// <remarks>
/// <para>
/// A rule has prefixes of one family, because Azure does not accept both in one rule, and no overlapping prefixes. Loopback addresses are
/// skipped and listed in the header, because an NSG does not see loopback traffic. Sources: for limits
/// <c>learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits</c>; for names, lengths and priorities
/// <c>learn.microsoft.com/rest/api/virtualnetwork/security-rules</c>.
/// </para>
/// <para>
/// Sections that share a port share a rule, see <see cref="RuleSet.WithMergedLabels"/>. Azure changes one rule of an NSG at a time, so that a
/// prefix which moves from one rule to another would be blocked in between.
/// </para>
/// </remarks>
public sealed class AzureNsgEmitter(AzureNsgOptions? options = null) : IWideningEmitter, IUpdatingEmitter
{
    internal const string ApiVersion = "2024-05-01";

    private static readonly DefaultDeny Deny = new() { Action = DenyAction.Drop };

    private readonly AzureNsgOptions _options = options ?? new AzureNsgOptions();

    /// <inheritdoc />
    public string Name => _options.Output switch
    {
        AzureNsgOutput.Arm => "azure-arm",
        AzureNsgOutput.Bicep => "azure-bicep",
        AzureNsgOutput.Cli => "azure-cli",
        _ => "azure-terraform",
    };

    /// <inheritdoc />
    /// <exception cref="LimitExceededException">The rules exceed the limits of an NSG; nothing was written.</exception>
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Write(rules, previous: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The script writes the rules that are new or changed, then removes those that only the older set has, and does not change others. The
    /// other languages are declarative and get the complete output for the newer rules. ARM and Bicep do not delete rules of an existing NSG:
    /// they are refused if a rule has to be removed.
    /// </remarks>
    /// <exception cref="LimitExceededException">The rules exceed the limits of an NSG; nothing was written.</exception>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer))
        {
            Write(updated, old, writer);
        }
    }

    /// <inheritdoc />
    public RuleSetCover Cover(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new AzureNsgLimits(_options).Fit(Join(rules));
    }

    private static RuleSet Join(RuleSet rules) => AzureTraffic.Join(LoopbackTraffic.Remove(rules).WithMergedLabels());

    private void Write(RuleSet requested, RuleSet? previous, TextWriter writer)
    {
        var (rules, old) = (Join(requested), previous is null ? null : Join(previous));
        Check();
        var deny = _options.DenyOtherTraffic ? Deny : null;
        OutputHeader.CheckDefaultDeny(rules, deny);
        var cover = Cover(rules);
        var plan = AzureNsgPlan.Of(cover.Rules, _options);
        var delta = old is null ? null : Compare(old, plan);
        var skipped = LoopbackTraffic.Lines(requested, "an NSG does not see loopback traffic");
        var header = OutputHeader.Lines(cover.Rules, deny, [IpFamily.IPv4, IpFamily.IPv6], remove: false, old, skipped, onHost: false)
            .Concat(AzureNsgUsage.Widened(cover))
            .Append("")
            .Concat(AzureNsgUsage.Lines(_options, cover.Rules, isUpdate: old is not null))
            .ToList();
        if (delta is not null && _options.Output == AzureNsgOutput.Cli)
        {
            var directions = OutputHeader.Directions(rules).Union(OutputHeader.Directions(old!)).Order().ToList();
            new AzureNsgCliWriter(writer, _options).WriteUpdate(header, plan, delta, directions);
        }
        else
        {
            Writer(writer).Write(header, plan, OutputHeader.Directions(rules));
        }
    }

    private AzureNsgDelta Compare(RuleSet old, IReadOnlyList<AzureNsgRule> plan)
    {
        var limits = new AzureNsgLimits(_options);
        var delta = new AzureNsgDelta(AzureNsgPlan.Of(limits.BeforeUpdate(old), _options), plan);
        if (_options.Output == AzureNsgOutput.Cli)
        {
            limits.CheckUpdate(plan, delta);
        }
        else if (_options is { FullNsg: false, Output: not AzureNsgOutput.Terraform } && delta.Removed.Count > 0)
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.RuleWouldRemain,
                $"{string.Join(", ", delta.Removed.Select(rule => rule.Name))}: {Name} does not delete rules of an existing NSG, so that they would remain. "
                + "Use AzureNsgOutput.Cli or FullNsg.")
            {
                Names = [.. delta.Removed.Select(rule => rule.Name)],
            };
        }

        return delta;
    }

    private IAzureNsgWriter Writer(TextWriter writer) => _options.Output switch
    {
        AzureNsgOutput.Arm => new AzureNsgArmWriter(writer, _options),
        AzureNsgOutput.Bicep => new AzureNsgBicepWriter(writer, _options),
        AzureNsgOutput.Cli => new AzureNsgCliWriter(writer, _options),
        _ => new AzureNsgTerraformWriter(writer, _options),
    };

    private void Check()
    {
        switch (_options)
        {
            case { OnOverflow: OnOverflow.Split }:
                throw new EmitterOptionsException(
                    EmitterOptionsError.SplitNotSupported,
                    "Azure does not support OnOverflow.Split: a subnet and a network interface have one NSG each. Use Fail or Summarize.");
            case { OnOverflow: OnOverflow.PrefixList }:
                throw new EmitterOptionsException(
                    EmitterOptionsError.PrefixListNotSupported,
                    "Azure does not support OnOverflow.PrefixList: an NSG cannot refer to custom prefix lists. Use Fail or Summarize.");
            case { LocalAddresses.IsEmpty: false, LocalSecurityGroup: not null }:
                throw new EmitterOptionsException(
                    EmitterOptionsError.LocalAddressesOrSecurityGroup,
                    "LocalAddresses and LocalSecurityGroup exclude each other: Azure accepts either in a rule.");
            case { FullNsg: true, Output: AzureNsgOutput.Cli }:
                throw new EmitterOptionsException(
                    EmitterOptionsError.FullNsgNotSupported,
                    "AzureNsgOutput.Cli does not support FullNsg, because the script changes single rules. Use Arm, Bicep or Terraform.");
            default:
                break;
        }
    }
}
