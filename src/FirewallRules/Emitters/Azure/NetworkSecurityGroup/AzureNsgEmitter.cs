using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for Azure network security groups, as augmented security rules of API version 2024-05-01.</summary>
/// <remarks>
/// A rule lists prefixes of one family, because Azure refuses a mix, and none that overlap. Loopback addresses are left out and named
/// in the header, because an NSG does not see what stays within a host. Limits:
/// <c>learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits</c>; names, lengths and priorities:
/// <c>learn.microsoft.com/rest/api/virtualnetwork/security-rules</c>. The options say what follows from them.
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
    public EmitterLimits Limits { get; } = new()
    {
        CommentLength = AzureNsgText.DescriptionLength,
        RuleNameLength = AzureNsgNames.MaxLength,
        AddressesPerRule = AzureNsgLimits.Addresses,
        RulesPerGroup = AzureNsgLimits.Rules,
        AddressesPerGroup = AzureNsgLimits.Addresses,
    };

    /// <inheritdoc />
    /// <exception cref="LimitExceededException">The rules need more than an NSG takes; nothing was written.</exception>
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Write(rules, former: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The script writes the rules that are new or changed, then removes those that only the older set has, and leaves others as they are. The
    /// other languages say what there shall be, and get the whole output for the newer rules. ARM and Bicep delete no rule of an NSG that
    /// exists: where one vanishes, they are refused.
    /// </remarks>
    /// <exception cref="LimitExceededException">The rules need more than an NSG takes; nothing was written.</exception>
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
        return new AzureNsgLimits(_options).Fit(LoopbackTraffic.LeaveOut(rules));
    }

    private void Write(RuleSet asked, RuleSet? former, TextWriter writer)
    {
        var (rules, old) = (LoopbackTraffic.LeaveOut(asked), former is null ? null : LoopbackTraffic.LeaveOut(former));
        Check();
        var deny = _options.CloseRest ? Deny : null;
        OutputHeader.RefuseToCloseEverything(rules, deny);
        var cover = Cover(rules);
        var plan = AzureNsgPlan.Of(cover.Rules, _options);
        var delta = old is null ? null : Compare(old, plan);
        var leftOut = LoopbackTraffic.Lines(asked, "an NSG does not see what stays within a host");
        var header = OutputHeader.Lines(cover.Rules, deny, [IpFamily.IPv4, IpFamily.IPv6], remove: false, old, leftOut)
            .Concat(AzureNsgUsage.Widened(cover))
            .Append("")
            .Concat(AzureNsgUsage.Lines(_options, cover.Rules, isUpdate: old is not null))
            .ToList();
        if (delta is not null && _options.Output == AzureNsgOutput.Cli)
        {
            new AzureNsgCliWriter(writer, _options).WriteUpdate(header, plan, delta, [.. OutputHeader.Directions(rules).Union(OutputHeader.Directions(old!)).Order()]);
        }
        else
        {
            Writer(writer).Write(header, plan, OutputHeader.Directions(rules));
        }
    }

    private AzureNsgDelta Compare(RuleSet old, IReadOnlyList<AzureNsgRule> plan)
    {
        var limits = new AzureNsgLimits(_options);
        var delta = new AzureNsgDelta(AzureNsgPlan.Of(limits.Former(old), _options), plan);
        if (_options.Output == AzureNsgOutput.Cli)
        {
            limits.CheckUpdate(plan, delta);
        }
        else if (_options is { Whole: false, Output: not AzureNsgOutput.Terraform } && delta.Vanished.Count > 0)
        {
            throw new InvalidOperationException(
                $"{delta.Vanished[0].Name}{(delta.Vanished.Count == 1 ? " is" : $" and {delta.Vanished.Count - 1} more are")} no longer among the rules, and {Name} deletes no rule of an NSG that exists, "
                + "so that it would stay open: take azure-cli, or write a whole NSG.");
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
        if (_options.OnOverflow == OnOverflow.Split)
        {
            throw new InvalidOperationException("Azure cannot split rules over several NSGs: a subnet and a network interface have one each, and both must allow. Ask to fail or to summarize.");
        }

        if (_options.OnOverflow == OnOverflow.PrefixList)
        {
            throw new InvalidOperationException("Azure has no prefix lists of one's own that an NSG could refer to. Ask to fail or to summarize.");
        }

        if (_options.Whole && _options.Output == AzureNsgOutput.Cli)
        {
            throw new InvalidOperationException("The script changes single rules of an NSG that exists: take ARM, Bicep or Terraform for a whole NSG.");
        }
    }
}
