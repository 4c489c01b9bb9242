namespace FirewallRules;

/// <summary>The origin of the document of an <see cref="IpRangesFetch"/>.</summary>
public enum IpRangesFetchOutcome
{
    /// <summary>The server sent it.</summary>
    Network,

    /// <summary>The server confirmed that the last seen document is current.</summary>
    NotModified,

    /// <summary>It is from the cache: no server was contacted, or the cached document is newer.</summary>
    Cache,
}
