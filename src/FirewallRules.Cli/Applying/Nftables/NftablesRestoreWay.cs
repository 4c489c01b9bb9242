namespace FirewallRules.Cli.Applying;

/// <summary>How chains and sets are brought back.</summary>
internal enum NftablesRestoreWay
{
    /// <summary>Without a gap, and without what was not there.</summary>
    Exact,

    /// <summary>What was not there is emptied and stays, because others refer to it.</summary>
    Emptied,

    /// <summary>The chains are deleted and added again, because others have changed their hooks.</summary>
    Replaced,
}
