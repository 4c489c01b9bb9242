namespace FirewallRules.Cli.Live;

/// <summary>What a text with a live state is.</summary>
internal enum LiveTextKind
{
    /// <summary>Nothing this program reads.</summary>
    Other,

    /// <summary>Nothing at all.</summary>
    Empty,

    /// <summary>The output of <c>nft -j list ruleset</c>.</summary>
    Nftables,

    /// <summary>The output of <c>nft list ruleset</c>.</summary>
    NftablesText,

    Iptables,

    Ip6tables,

    /// <summary>Tables of iptables or ip6tables without the line that names the program.</summary>
    UnnamedTables,

    Ipset,

    /// <summary>The output of <c>aws ec2 describe-security-groups</c>.</summary>
    Aws,

    /// <summary>The output of <see cref="WindowsFirewallState.Command"/>.</summary>
    Windows,

    /// <summary>Other JSON, such as an Azure NSG.</summary>
    Json,
}
