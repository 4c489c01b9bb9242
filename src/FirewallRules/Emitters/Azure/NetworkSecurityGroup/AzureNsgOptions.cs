using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>How rules for an Azure network security group (NSG) are written.</summary>
/// <remarks>
/// An NSG has at most 1000 rules, 4000 source addresses and ranges, and 4000 destination addresses and ranges; none of these can be raised
/// (<c>learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits</c>).
/// </remarks>
public sealed record AzureNsgOptions
{
    private const string DefaultName = "datadog";

    /// <summary>The language of the output.</summary>
    /// <value>The default is <see cref="AzureNsgOutput.Arm"/>.</value>
    public AzureNsgOutput Output { get; init; }

    /// <summary>
    /// Writes the NSG with its rules as one resource, which replaces all rules of the NSG, instead of single rules for an existing NSG. Not with
    /// <see cref="AzureNsgOutput.Cli"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>: other rules of the NSG are not changed.</value>
    public bool FullNsg { get; init; }

    /// <summary>
    /// The default name of the NSG; another one can be given when the output is applied. 1–80 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>,
    /// starting with a letter or digit, not ending with <c>.</c> or <c>-</c>.
    /// </summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid name.</exception>
    public string NsgName
    {
        get;
        init => field = AzureNsgNames.IsNsgName(value)
            ? value
            : throw new ArgumentException(
                "An NSG name is 1 to 80 letters, digits, '_', '.' and '-', starting with a letter or digit, not ending with '.' or '-'.", nameof(value));
    }
    = DefaultName;

    /// <summary>The start of the names of rules: 1–16 lower-case letters, digits and hyphens, starting with a letter.</summary>
    /// <value>The default is <c>datadog</c>.</value>
    /// <exception cref="ArgumentException">The value is not a valid prefix.</exception>
    public string NamePrefix
    {
        get;
        init => field = OptionValues.NamePrefix(value, '-');
    }
    = DefaultName;

    /// <summary>
    /// The first of the 1000 priorities that the rules use, 100–4095; no other rules may use them. The priority of a rule is derived from its
    /// name. 4096 is reserved for the deny rules.
    /// </summary>
    /// <value>The default is 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 100–4095.</exception>
    public int FirstPriority { get; init => field = OptionValues.InRange(value, AzureNsgPriorities.Lowest, AzureNsgPriorities.Deny - 1); } = 1000;

    /// <summary>
    /// The addresses on the side of the NSG, such as those of a subnet: the destination of ingress rules and the source of egress rules. With
    /// rules for both families, addresses of both are needed. The deny rules apply to all addresses.
    /// </summary>
    /// <value>The default is empty: all addresses that the NSG protects.</value>
    public AddressSet LocalAddresses
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = AddressSet.Empty;

    /// <summary>
    /// The application security group on the side of the NSG, instead of <see cref="LocalAddresses"/>: its name, as for
    /// <see cref="NsgName"/>. It must exist in the resource group of the NSG. The deny rules do not use it.
    /// </summary>
    /// <value>The default is <see langword="null"/>: none.</value>
    /// <exception cref="ArgumentException">The value is not a valid name.</exception>
    public string? LocalSecurityGroup
    {
        get;
        init => field = value is null || AzureNsgNames.IsNsgName(value)
            ? value
            : throw new ArgumentException(
                "The name of an application security group is 1 to 80 letters, digits, '_', '.' and '-', starting with a letter or digit, "
                + "not ending with '.' or '-'.",
                nameof(value));
    }

    /// <summary>
    /// The maximum number of addresses of a rule, 1–4000. A rule with more is written as several. When these are updated one by one, a prefix
    /// that moves from one to another is in neither for a moment.
    /// </summary>
    /// <value>The default is 4000: one rule, which is replaced atomically.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–4000.</exception>
    public int AddressesPerRule { get; init => field = OptionValues.InRange(value, 1, AzureNsgLimits.MaxAddresses); } = AzureNsgLimits.MaxAddresses;

    /// <summary>The maximum number of rules of the output, 1–1000; lower it if the NSG has other rules.</summary>
    /// <value>The default is 1000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–1000.</exception>
    public int MaxRules { get; init => field = OptionValues.InRange(value, 1, AzureNsgLimits.MaxRules); } = AzureNsgLimits.MaxRules;

    /// <summary>The maximum number of source addresses, and of destination addresses, 1–4000; lower it if the NSG has other rules.</summary>
    /// <value>The default is 4000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 1–4000.</exception>
    public int MaxAddresses { get; init => field = OptionValues.InRange(value, 1, AzureNsgLimits.MaxAddresses); } = AzureNsgLimits.MaxAddresses;

    /// <summary>
    /// What happens when <see cref="MaxAddresses"/> is exceeded: <see cref="OnOverflow.Fail"/> or <see cref="OnOverflow.Summarize"/>. The others
    /// are refused: a subnet and a network interface have one NSG each, and an NSG cannot refer to custom prefix lists.
    /// </summary>
    /// <value>The default is <see cref="OnOverflow.Fail"/>.</value>
    public OnOverflow OnOverflow { get; init; }

    /// <summary>
    /// Denies all other traffic, in the directions for which there are rules, with a rule of priority 4096. Without it, egress rules restrict
    /// nothing, because the default rule AllowInternetOutBound allows all outgoing traffic.
    /// </summary>
    /// <value>The default is <see langword="false"/>: the output only allows traffic.</value>
    public bool DenyOtherTraffic { get; init; }
}
