using FirewallRules.Networks;

namespace FirewallRules.Emitters.AzureNsg;

/// <summary>Writes rule sets for Azure network security groups, as augmented security rules of API version 2024-05-01.</summary>
/// <remarks>
/// A rule lists prefixes of one family, because Azure refuses a mix, and none that overlap. Limits:
/// <c>learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits</c>; names, lengths and priorities:
/// <c>learn.microsoft.com/rest/api/virtualnetwork/security-rules</c>. The options say what follows from them.
/// </remarks>
public sealed class AzureNsgEmitter(AzureNsgOptions? options = null) : IWideningEmitter
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
        Check();
        var deny = _options.CloseRest ? Deny : null;
        OutputHeader.RefuseToCloseEverything(rules, deny);
        var cover = Cover(rules);
        var header = OutputHeader.Lines(cover.Rules, deny, [IpFamily.IPv4, IpFamily.IPv6], remove: false)
            .Concat(AzureNsgUsage.Widened(cover))
            .Append("")
            .Concat(AzureNsgUsage.Lines(_options, cover.Rules));
        Writer(writer).Write([.. header], AzureNsgPlan.Of(cover.Rules, _options), OutputHeader.Directions(rules));
    }

    /// <inheritdoc />
    public RuleSetCover Cover(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new AzureNsgLimits(_options).Fit(rules);
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
