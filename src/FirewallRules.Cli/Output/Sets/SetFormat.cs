namespace FirewallRules.Cli.Output;

/// <summary>How a set is written.</summary>
internal enum SetFormat
{
    Lines,

    Json,

    Csv,

    Nft,

    Ipset,
}
