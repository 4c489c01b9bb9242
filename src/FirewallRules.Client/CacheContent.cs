namespace FirewallRules.Client;

/// <summary>What was found in the place of a file of the cache.</summary>
/// <param name="Entry">The document; null when there is none or it cannot be used.</param>
/// <param name="Failure">Why it cannot be used; null when there is none or it can.</param>
/// <param name="Floor">What is certain about a document that cannot be used.</param>
internal sealed record CacheContent(CachedIpRanges? Entry, IpRangesCacheException? Failure = null, CacheFloor? Floor = null)
{
    /// <summary>There is no file.</summary>
    public static CacheContent None { get; } = new(Entry: null);
}
