using System.Collections.Concurrent;

namespace FirewallRules.Client;

/// <summary>The last fetch of each site, for health checks.</summary>
internal sealed class FetchStatus
{
    private readonly ConcurrentDictionary<Site, Entry> _sites = new();

    /// <summary>The last fetch of a site; null when there was none.</summary>
    public Entry? Of(Site site) => _sites.GetValueOrDefault(site);

    public void Succeeded(Site site, IpRangesFetch fetch) => _sites[site] = new Entry(fetch.Document.Provenance, fetch.FetchedAt, Failure: null);

    public void Failed(Site site, Exception failure)
        => _sites.AddOrUpdate(
            site,
            static (_, failed) => new Entry(Document: null, FetchedAt: null, failed),
            static (_, last, failed) => last with { Failure = failed },
            failure);

    /// <param name="Document">The last document; null when there was none.</param>
    /// <param name="FetchedAt">When a server last sent or confirmed it.</param>
    /// <param name="Failure">Why the last fetch failed; null when it succeeded.</param>
    internal sealed record Entry(Provenance? Document, DateTimeOffset? FetchedAt, Exception? Failure);
}
