namespace FirewallRules.Cli.Output;

/// <summary>The format of a set.</summary>
internal enum SetFormat
{
    Lines,

    Json,

    Csv,

    Nftables,

    Ipset,
}
