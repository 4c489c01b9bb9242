namespace FirewallRules.Networks;

/// <summary>The best covers of a trie for each number of prefixes, see <see cref="CoverTable{T}"/>.</summary>
internal interface ICoverTable
{
    /// <summary>How many addresses are added with the minimum number of prefixes, with one more, and so on.</summary>
    UInt128[] Curve();

    /// <summary>
    /// The best cover, ascending. Among equally good covers, it is the one that, from the root down, has the fewest prefixes below the lower
    /// child node.
    /// </summary>
    /// <param name="prefixes">The number of prefixes; no smaller number adds as few addresses.</param>
    Cidr[] Choose(int prefixes);
}
