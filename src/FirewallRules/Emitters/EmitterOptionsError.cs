namespace FirewallRules;

/// <summary>Why the options of an emitter cannot be used.</summary>
public enum EmitterOptionsError
{
    /// <summary><see cref="NftablesOptions.DefaultDeny"/> requires <see cref="NftablesMode.Table"/>.</summary>
    DefaultDenyNeedsTableMode = 0,

    /// <summary><see cref="IpsetOptions.DefaultDeny"/> requires rules, and <see cref="IpsetOptions.SetsOnly"/> writes none.</summary>
    DefaultDenyNeedsRules = 1,

    /// <summary>The output that removes all rules has no update.</summary>
    RemoveIsNotAnUpdate = 2,

    /// <summary>The platform does not support <see cref="OnOverflow.Split"/>.</summary>
    SplitNotSupported = 3,

    /// <summary>The platform or the output does not support <see cref="OnOverflow.PrefixList"/>.</summary>
    PrefixListNotSupported = 4,

    /// <summary><see cref="AzureNsgOutput.Cli"/> does not support <see cref="AzureNsgOptions.FullNsg"/>.</summary>
    FullNsgNotSupported = 5,

    /// <summary><see cref="AwsSecurityGroupOptions.RevokeDefaultEgress"/> requires <see cref="AwsSecurityGroupOutput.Cli"/>.</summary>
    RevokeDefaultEgressNeedsScript = 6,

    /// <summary><see cref="PrivateLinkOptions.VpcPrefixes"/> is empty.</summary>
    VpcPrefixesRequired = 7,

    /// <summary>
    /// <see cref="PrivateLinkOptions.AgentVpcs"/> and <see cref="PrivateLinkOptions.AuthorizedVpcs"/> require <see cref="PrivateLinkTopology.Peering"/>.
    /// </summary>
    PeeringRequired = 8,

    /// <summary>A VPC is in both <see cref="PrivateLinkOptions.AgentVpcs"/> and <see cref="PrivateLinkOptions.AuthorizedVpcs"/>.</summary>
    VpcInBothLists = 9,

    /// <summary>CloudFormation does not support <see cref="PrivateLinkOptions.AuthorizedVpcs"/>.</summary>
    AuthorizedVpcsNotSupported = 10,

    /// <summary>
    /// <see cref="NftablesMode.Table"/> would add base chains to a table whose name distributions or other programs use, and
    /// <see cref="NftablesOptions.AllowSharedTable"/> is not set.
    /// </summary>
    TableIsShared = 11,

    /// <summary>The name of the own table, <see cref="NftablesOptions.NamePrefix"/>, is a keyword of nft.</summary>
    TableNameIsKeyword = 12,

    /// <summary>The platform does not support <see cref="DefaultDeny.Forward"/>.</summary>
    ForwardNotSupported = 13,

    /// <summary><see cref="AzureNsgOptions.LocalAddresses"/> and <see cref="AzureNsgOptions.LocalSecurityGroup"/> exclude each other.</summary>
    LocalAddressesOrSecurityGroup = 14,

    /// <summary>The output does not support <see cref="OnOverflow.Summarize"/>.</summary>
    SummarizeNotSupported = 15,
}
