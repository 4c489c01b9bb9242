namespace FirewallRules.Networks;

/// <summary>The best covers of a trie, see <see cref="CoverTable{T}"/>.</summary>
internal interface ICoverTable
{
    /// <summary>How many addresses are added by the fewest prefixes that there can be, by one more, and so on.</summary>
    UInt128[] Curve();

    /// <summary>
    /// The best cover, ascending. Of covers that are equally good it is the one that, from the root down, gives the lower half of a node the
    /// fewest prefixes.
    /// </summary>
    /// <param name="prefixes">The fewest prefixes that add as little.</param>
    Cidr[] Choose(int prefixes);
}
