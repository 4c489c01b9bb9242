namespace FirewallRules.Emitters;

/// <summary>The limits of nftables.</summary>
/// <remarks>Sources: <c>nft(8)</c>, <c>libnftables-json(5)</c>.</remarks>
internal static class NftablesLimits
{
    /// <summary>Characters of the comment of a rule.</summary>
    public const int CommentLength = 128;

    /// <summary>The limit that this library keeps for the names of sets; nft allows 255.</summary>
    public const int NameLength = 64;

    /// <summary>The lowest priority of a base chain: connections are tracked at −200.</summary>
    public const int MinPriority = -199;

    /// <summary>The highest priority of a base chain, above all well-known ones.</summary>
    public const int MaxPriority = 400;
}
