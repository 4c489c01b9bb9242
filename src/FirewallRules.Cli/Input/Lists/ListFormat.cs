namespace FirewallRules.Cli.Input;

/// <summary>How a list is written.</summary>
internal enum ListFormat
{
    /// <summary>JSON and UTF-8 lines are told apart by their start; a line may have a netmask; CSV is read where a column is named.</summary>
    Auto,

    Lines,

    Netmask,

    Json,

    Csv,
}
