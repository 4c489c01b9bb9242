using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>The document of a site that a watcher's handler came to an end with last: in the folder of a cache, and in memory where that fails.</summary>
/// <param name="store">The folder.</param>
/// <param name="site">The site.</param>
/// <param name="owner">Whose handler it is; part of a file's name.</param>
/// <param name="logger">Where warnings go.</param>
internal sealed class HandledDocument(CacheStore store, Site site, string owner, ILogger logger)
{
    private readonly string _name = $"{site.Key}.{owner}.handled";
    private CachedIpRanges? _unsaved;

    /// <summary>Waits until no other handler of this owner runs, here or in another process.</summary>
    /// <returns>What ends this turn when it is disposed; null when another process does not end its own.</returns>
    public async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.TryLockAsync(_name + ".turn", cancellationToken).ConfigureAwait(false);
        }
        catch (IpRangesCacheException)
        {
            // Where nothing can be written nobody can wait for another. It is logged when there is something to remember.
            return new Unlocked();
        }
    }

    /// <summary>Reads it; null when there was none yet.</summary>
    public async Task<IpRangesDocument?> ReadAsync(CancellationToken cancellationToken)
    {
        var entry = _unsaved ?? await store.ReadAsync(_name, site, cancellationToken).ConfigureAwait(false);

        // It was believed once; whether its prefixes are too wide is no question any more.
        return entry is null ? null : IpRangesDocument.Parse(
            entry.Body.Span, new IpRangesReadOptions { Site = site, Origin = "handled before", ShortestIPv4Prefix = 1, ShortestIPv6Prefix = 1 });
    }

    /// <summary>Remembers it. A document that cannot be written is remembered until the process ends.</summary>
    public async Task WriteAsync(IpRangesFetch fetch)
    {
        _unsaved = new CachedIpRanges { Site = site, Source = fetch.Source, Body = fetch.Body, Version = fetch.Document.Version, FetchedAt = fetch.FetchedAt };
        try
        {
            // What the handler did is done: a shutdown does not undo it.
            await store.WriteAsync(_name, _unsaved, allowOlder: true, CancellationToken.None).ConfigureAwait(false);
            _unsaved = null;
        }
        catch (IpRangesCacheException e)
        {
            logger.NotRemembered(site, fetch.Document.Version, e.Message);
        }
    }

    private sealed class Unlocked : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
