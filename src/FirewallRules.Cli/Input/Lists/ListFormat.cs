namespace FirewallRules.Cli.Input;

/// <summary>The format of a list.</summary>
internal enum ListFormat
{
    /// <summary>JSON is detected by its start; other lists are CSV if a column is given, or else lines, which can have netmasks.</summary>
    Auto,

    Lines,

    Netmask,

    Json,

    Csv,
}
