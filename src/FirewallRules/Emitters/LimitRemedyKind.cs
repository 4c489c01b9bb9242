namespace FirewallRules;

/// <summary>A way to stay within a limit.</summary>
public enum LimitRemedyKind
{
    /// <summary>Use <see cref="OnOverflow.Split"/>; the amount is the number of groups.</summary>
    Split = 0,

    /// <summary>
    /// Use <see cref="OnOverflow.PrefixList"/> with a raised quota, because a list counts with its maximum entries; the amount is the <c>MaxRules</c>
    /// that this needs.
    /// </summary>
    PrefixList = 1,

    /// <summary>Use <see cref="OnOverflow.Summarize"/>; the amount is the number of prefixes.</summary>
    Summarize = 2,

    /// <summary>Request a higher quota and set <c>MaxRules</c>; the amount, where there is one, is the number of rules.</summary>
    RaiseLimit = 3,

    /// <summary>Leave out sections or an address family.</summary>
    FewerRules = 4,

    /// <summary>Raise <see cref="AzureNsgOptions.AddressesPerRule"/>.</summary>
    MoreAddressesPerRule = 5,

    /// <summary>Lower <see cref="AzureNsgOptions.FirstPriority"/>.</summary>
    LowerFirstPriority = 6,

    /// <summary>Use <see cref="AzureNsgOptions.FullNsg"/>, which is a single resource.</summary>
    FullNsg = 7,

    /// <summary>Set <see cref="AwsSecurityGroupOptions.PrefixListSize"/>; the amount is the size.</summary>
    PrefixListSize = 8,

    /// <summary>Write several outputs, each for some of the rules.</summary>
    SeveralOutputs = 9,

    /// <summary>Use <see cref="AwsSecurityGroupOutput.Cli"/> or <see cref="AwsSecurityGroupOutput.Terraform"/>; the amount is their limit.</summary>
    ScriptOrTerraform = 10,

    /// <summary>Update in several steps, over document versions that differ less.</summary>
    SmallerUpdate = 11,

    /// <summary>Give fewer and wider <see cref="PrivateLinkOptions.VpcPrefixes"/>.</summary>
    WiderPrefixes = 12,

    /// <summary>Leave out services of <see cref="PrivateLink"/>.</summary>
    FewerServices = 13,

    /// <summary>
    /// Request a higher quota, set <c>MaxRules</c> and use <see cref="OnOverflow.Summarize"/>; the amount is the smallest limit with a cover.
    /// </summary>
    RaiseLimitAndSummarize = 14,

    /// <summary>Use <see cref="RuleSet.WithMergedLabels"/>: adjacent prefixes of different sections become one rule.</summary>
    MergeLabels = 15,

    /// <summary>Use <see cref="AzureIpGroupEmitter"/>, for Azure Firewall instead of an NSG.</summary>
    IpGroups = 16,

    /// <summary>Lower <see cref="AwsSecurityGroupOptions.SplitHeadroom"/>; the amount is the highest that fits, in percent.</summary>
    LessSplitHeadroom = 17,

    /// <summary>Use <see cref="OnOverflow.Split"/>, first for the older rules, then for the newer ones; the amount is the number of groups.</summary>
    SplitFirst = 18,
}
