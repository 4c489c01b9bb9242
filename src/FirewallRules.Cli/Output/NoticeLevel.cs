namespace FirewallRules.Cli.Output;

/// <summary>How important a line on standard error is.</summary>
internal enum NoticeLevel
{
    /// <summary>The steps of a fetch.</summary>
    Debug,

    /// <summary>What is done, and with which document.</summary>
    Information,

    /// <summary>What someone should look at.</summary>
    Warning,

    /// <summary>Why the command failed.</summary>
    Error,

    /// <summary>Nothing is as important: standard error stays empty.</summary>
    None,
}
