namespace FirewallRules;

/// <summary>How much of the nftables rule set the output owns. <c>default</c> is <see cref="Include"/>.</summary>
public enum NftablesMode
{
    /// <summary>
    /// Sets and a regular chain a direction, in a table that may be yours. Nothing happens until one of your base chains jumps to them:
    /// an accept in another table's base chain would not override a drop in yours.
    /// </summary>
    Include = 0,

    /// <summary>A table of its own with base chains, replaced in one transaction. Useful with a default deny; without it, it restricts nothing.</summary>
    Table = 1,

    /// <summary>Only the sets, one for IPv4 and one for IPv6 each rule, for rules that you write yourself.</summary>
    Sets = 2,
}
