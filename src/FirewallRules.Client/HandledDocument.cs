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
    private CachedIpRanges? _cached;
    private IpRangesCacheProblem? _reported;

    /// <summary>Whether processes that the handler starts inherit the lock: <see cref="IpRangesWatcherOptions.InheritLock"/>.</summary>
    public bool InheritLock { get; init; }

    /// <summary>Whether the file was damaged when it was last read, and should be replaced.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>What is certain about a document that is lost; null when there is none or it was read.</summary>
    public Provenance? Floor { get; private set; }

    /// <summary>Waits until no other handler of this owner runs, in this or another process.</summary>
    /// <param name="limit">How long to wait; 30 seconds at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>An object that ends the turn when disposed; null when another handler does not end its turn in time.</returns>
    /// <exception cref="IpRangesCacheException">Something else than a file is in the place of the lock.</exception>
    public async Task<IDisposable?> TakeTurnAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var turn = await store.TryLockAsync(_name + ".turn", limit < CacheLock.MaxWait ? limit : CacheLock.MaxWait, cancellationToken)
                .ConfigureAwait(false);
            _isUnlocked = false;
            return InheritLock ? Inherited(turn) : turn;
        }
        catch (IpRangesCacheException e) when (e.Problem.Error == IpRangesCacheError.NotWritten)
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

    /// <summary>Reads the document.</summary>
    /// <remarks>
    /// The document of a damaged file is what is intact of it, or a document with the same checksum: the cached or the fetched one. If there is
    /// none, the next document is the first one again, but no older one than <see cref="Floor"/>.
    /// </remarks>
    /// <param name="fetched">The document that was fetched now; null before that.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The document; null when there is none yet, or it is lost.</returns>
    /// <exception cref="IpRangesCacheException">There is one, but it cannot be read.</exception>
    public async Task<IpRangesDocument?> ReadAsync(IpRangesFetch? fetched, CancellationToken cancellationToken)
    {
        (IsDamaged, Floor) = (false, null);
        if (_unsaved is not null)
        {
            return Parse(_unsaved);
        }

        var content = await store.ReadAsync(_name, site, cancellationToken).ConfigureAwait(false);
        if (content.Failure is not { } failure)
        {
            return content.Entry is { } entry ? Parse(entry) : null;
        }

        if (failure.Problem.Error == IpRangesCacheError.Unreadable)
        {
            throw failure;
        }

        var document = content.Floor is { } floor ? floor.Document ?? await FindAsync(floor, fetched, cancellationToken).ConfigureAwait(false) : null;
        (IsDamaged, Floor) = (true, document is null ? content.Floor?.Provenance : null);
        Report(failure.Problem, document, content.Floor);
        return document;
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
            await store.WriteAsync(_name, _unsaved, allowOlder: true, CacheLock.MaxWait, CancellationToken.None).ConfigureAwait(false);
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

    private IpRangesDocument Parse(CachedIpRanges entry)
        => IpRangesDocument.Parse(entry.Body.Span, CacheFile.AnyPrefixes with { Site = site, Origin = "handled before" });

    // The fetch replaces the cached document, so it is remembered.
    private async Task<IpRangesDocument?> FindAsync(CacheFloor floor, IpRangesFetch? fetched, CancellationToken cancellationToken)
    {
        if (fetched is not null && CacheFile.Hash(fetched.Body.Span) == floor.Hash)
        {
            return fetched.Document;
        }

        _cached = (await store.ReadAsync(IpRangesCache.NameOf(site), site, cancellationToken).ConfigureAwait(false)).Entry is { } entry
            && CacheFile.Hash(entry.Body.Span) == floor.Hash ? entry : _cached;
        return _cached is not null && CacheFile.Hash(_cached.Body.Span) == floor.Hash ? Parse(_cached) : null;
    }

    private void Report(IpRangesCacheProblem problem, IpRangesDocument? document, CacheFloor? floor)
    {
        if (problem == _reported)
        {
            return;
        }

        _reported = problem;
        if (document is not null)
        {
            logger.HandledRecovered(problem.Path, problem.Reason, VersionText.Of(document.Provenance));
        }
        else
        {
            logger.HandledLost(problem.Path, problem.Reason, floor is null ? "unknown" : VersionText.WithDay(floor.Provenance));
        }
    }

    private sealed class Unlocked : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
