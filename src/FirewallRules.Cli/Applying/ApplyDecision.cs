namespace FirewallRules.Cli.Applying;

/// <summary>What has been decided about rules that were applied. The first decision counts.</summary>
internal enum ApplyDecision
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>They stay.</summary>
    Confirmed,

    /// <summary>The former state returns, because this program or its user asked for it.</summary>
    Asked,

    /// <summary>The former state returns, because nobody confirmed in time.</summary>
    Late,

    /// <summary>The former state returns, because the program that applied the rules has ended without a decision.</summary>
    Died,

    /// <summary>The former state returns, because someone ran the script for that.</summary>
    ByHand,
}
