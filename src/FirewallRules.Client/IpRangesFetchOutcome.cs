namespace FirewallRules;

/// <summary>Where the document of an <see cref="IpRangesFetch"/> comes from.</summary>
public enum IpRangesFetchOutcome
{
    /// <summary>The server sent it.</summary>
    Network,

    /// <summary>The server confirmed that the one seen last is current.</summary>
    NotModified,

    /// <summary>The cache has it, and no server was asked or one of the cache is newer.</summary>
    Cache,
}
