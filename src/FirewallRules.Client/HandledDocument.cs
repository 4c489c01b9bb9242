using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>The last document that the handler of a watcher completed: in the folder of a cache, or in memory if that fails.</summary>
/// <param name="store">The folder.</param>
/// <param name="site">The site.</param>
/// <param name="owner">The owner of the handler; part of the file name.</param>
/// <param name="logger">The logger for warnings.</param>
internal sealed class HandledDocument(CacheStore store, Site site, string owner, ILogger logger)
{
    private readonly string _name = $"{site.Key}.{owner}.handled";
    private CachedIpRanges? _unsaved;
    private bool _isUnlocked;

    /// <summary>Whether processes that the handler starts inherit the lock: <see cref="IpRangesWatcherOptions.InheritLock"/>.</summary>
    public bool InheritLock { get; init; }

    /// <summary>Waits until no other handler of this owner runs, in this or another process.</summary>
    /// <returns>An object that ends the turn when disposed; null when another process does not end its turn in time.</returns>
    public async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            var turn = await store.TryLockAsync(_name + ".turn", cancellationToken).ConfigureAwait(false);
            _isUnlocked = false;
            return InheritLock ? Inherited(turn) : turn;
        }
        catch (IpRangesCacheException e)
        {
            // Without a writable folder there is no lock.
            if (!_isUnlocked)
            {
                _isUnlocked = true;
                logger.NotLocked(e, site);
            }

            return new Unlocked();
        }
    }

    /// <summary>Reads the document; null when there is none yet.</summary>
    public async Task<IpRangesDocument?> ReadAsync(CancellationToken cancellationToken)
    {
        var entry = _unsaved ?? await store.ReadAsync(_name, site, cancellationToken).ConfigureAwait(false);

        return entry is null ? null : IpRangesDocument.Parse(entry.Body.Span, CacheFile.AnyPrefixes with { Site = site, Origin = "handled before" });
    }

    /// <summary>Stores the document. If it cannot be written, it is kept in memory until the process ends.</summary>
    public async Task WriteAsync(IpRangesFetch fetch)
    {
        _unsaved = new CachedIpRanges
        {
            Site = site,
            Source = fetch.Source,
            Body = fetch.Body,
            Version = fetch.Document.Version,
            Modified = fetch.Document.Provenance.Modified,
            FetchedAt = fetch.FetchedAt,
        };
        try
        {
            // The handler has completed, and a shutdown does not undo that.
            await store.WriteAsync(_name, _unsaved, allowOlder: true, CancellationToken.None).ConfigureAwait(false);
            _unsaved = null;
        }
        catch (IpRangesCacheException e)
        {
            logger.NotStored(site, VersionText.Of(fetch.Document.Provenance), e.Message);
        }
    }

    private static CacheLock? Inherited(CacheLock? turn)
    {
        try
        {
            turn?.LetChildrenInherit();
            return turn;
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    private sealed class Unlocked : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
