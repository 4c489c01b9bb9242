namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>How a set is written.</summary>
internal enum SetFormat
{
    Lines,

    Json,

    Csv,

    Nft,

    Ipset,
}
