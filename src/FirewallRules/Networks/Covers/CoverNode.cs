namespace FirewallRules.Networks;

/// <summary>A node of <see cref="CoverTrie"/>: a prefix of the set, or the longest prefix around the two nodes below it.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="MinPrefixes">The fewest prefixes that cover what is below, <see cref="long.MaxValue"/> for more than that.</param>
/// <param name="Left">The index of the lower of the two nodes below; negative for a prefix of the set.</param>
/// <param name="CanMerge">Whether a cover may hold the prefix of the node itself.</param>
internal readonly record struct CoverNode(Cidr Prefix, long MinPrefixes, int Left, bool CanMerge)
{
    public bool IsLeaf => Left < 0;

    public int Length => Prefix.PrefixLength;
}
