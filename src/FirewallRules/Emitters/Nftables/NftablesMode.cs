namespace FirewallRules;

/// <summary>Which part of the nftables ruleset the output manages. <c>default</c> is <see cref="Include"/>.</summary>
public enum NftablesMode
{
    /// <summary>
    /// Sets and one regular chain for each direction, in a table that may be your own. They take effect when one of your base chains jumps
    /// to them. An accept in the base chain of another table would not override a drop in yours.
    /// </summary>
    Include = 0,

    /// <summary>
    /// Base chains, replaced in one transaction, in a separate table or in the one that <see cref="NftablesOptions.Table"/> names. They restrict
    /// traffic only with a default deny. The chains are named PREFIX_output, PREFIX_input and PREFIX_forward.
    /// </summary>
    Table = 1,

    /// <summary>Only the sets, one for each rule and family, for rules that you write yourself.</summary>
    Sets = 2,
}
