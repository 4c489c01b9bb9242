namespace FirewallRules.Networks;

/// <summary>A node of <see cref="CoverTrie"/>: a prefix of the set, or the longest prefix that contains its two child nodes.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="MinPrefixes">The minimum number of prefixes that cover the subtree; <see cref="long.MaxValue"/> if it is higher than that.</param>
/// <param name="Left">The index of the child node with the lower addresses; negative for a leaf.</param>
/// <param name="CanMerge">Whether a cover may contain the prefix of the node.</param>
internal readonly record struct CoverNode(Cidr Prefix, long MinPrefixes, int Left, bool CanMerge)
{
    public bool IsLeaf => Left < 0;

    public int Length => Prefix.PrefixLength;
}
