using System.Collections.Concurrent;

namespace FirewallRules.Client;

/// <summary>The last document of each site and section: in memory and, for whole documents, in the cache.</summary>
/// <param name="cache">The cache; null for none.</param>
/// <param name="allowSpecialPurpose">Whether documents may have special-purpose addresses.</param>
/// <param name="previous">The documents for other options before, which stay in memory.</param>
internal sealed class SeenDocuments(IpRangesCache? cache, bool allowSpecialPurpose, SeenDocuments? previous = null)
{
    private readonly ConcurrentDictionary<(Site Site, Section? Section), SeenDocument> _memory = previous?.MemoryFor(allowSpecialPurpose) ?? new();

    /// <summary>Gets the newer one of the documents in memory and cache.</summary>
    public async Task<LastSeen> LastAsync(Site site, Section? section, CancellationToken cancellationToken)
    {
        var remembered = _memory.GetValueOrDefault((site, section));
        if (cache is null || section is not null)
        {
            return new LastSeen(remembered);
        }

        var content = await cache.ReadAsync(site, cancellationToken).ConfigureAwait(false);
        if (content.Entry is not { } entry)
        {
            return new LastSeen(remembered, content.Failure, content.Floor);
        }

        if (remembered is not null && entry.Body.Span.SequenceEqual(remembered.Entry.Body.Span) && entry.Source == remembered.Entry.Source)
        {
            return new LastSeen(remembered with { Entry = entry });
        }

        try
        {
            var cached = Read(entry);
            return new LastSeen(remembered is null || !cached.IsOlderThan(remembered) ? cached : remembered);
        }
        catch (IpRangesFormatException e)
        {
            return new LastSeen(remembered, Refused(cache, site, e), Floor(entry));
        }
    }

    /// <summary>Stores a document, unless a newer one was stored meanwhile.</summary>
    /// <param name="next">The document.</param>
    /// <param name="section">Its only section; null for the whole document.</param>
    /// <param name="allowOlder">Whether it replaces a newer one.</param>
    /// <param name="limit">How long to wait for other writers.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>The document that is now the last one, and why the cache does not have it; null when it does or there is none.</returns>
    public async Task<(SeenDocument Kept, IpRangesCacheProblem? Problem)> KeepAsync(
        SeenDocument next, Section? section, bool allowOlder, TimeSpan limit, CancellationToken cancellationToken)
    {
        var kept = Remember(next, section, allowOlder);
        if (cache is null || section is not null)
        {
            return (kept, null);
        }

        try
        {
            var entry = await cache.WriteAsync(kept.Entry, allowOlder, limit, cancellationToken).ConfigureAwait(false);
            return (kept.Entry.Provenance.IsOlderThan(entry.Provenance) ? Remember(Read(entry), section, allowOlder) : kept, null);
        }
        catch (IpRangesCacheException e)
        {
            return (kept, e.Problem);
        }
        catch (IpRangesFormatException e)
        {
            return (kept, Refused(cache, next.Entry.Site, e).Problem);
        }
    }

    // Documents that one of the two refuses must not reach it through a shared memory.
    private ConcurrentDictionary<(Site Site, Section? Section), SeenDocument> MemoryFor(bool allowsSpecialPurpose)
        => allowsSpecialPurpose == allowSpecialPurpose
            ? _memory
            : new(_memory.Where(pair => allowsSpecialPurpose || IsReadable(pair.Value.Entry, pair.Key.Section)));

    private static bool IsReadable(CachedIpRanges entry, Section? section)
    {
        try
        {
            SeenDocument.Read(entry, section, allowSpecialPurpose: false);
            return true;
        }
        catch (IpRangesFormatException)
        {
            return false;
        }
    }

    private SeenDocument Remember(SeenDocument next, Section? section, bool allowOlder)
        => _memory.AddOrUpdate((next.Entry.Site, section), next, (_, held) => !allowOlder && next.IsOlderThan(held) ? held : next);

    private SeenDocument Read(CachedIpRanges entry) => SeenDocument.Read(entry, section: null, allowSpecialPurpose);

    private static IpRangesCacheException Refused(IpRangesCache from, Site site, IpRangesFormatException e)
        => new(new IpRangesCacheProblem(
            IpRangesCacheError.Refused, Path.Combine(from.Store.Folder, IpRangesCache.NameOf(site)), e.Message.TrimEnd('.')), e);

    private static CacheFloor Floor(CachedIpRanges entry)
    {
        var options = CacheFile.AnyPrefixes with { Site = entry.Site, Origin = IpRangesAddress.Authority(entry.Source) };
        var document = IpRangesDocument.Parse(entry.Body.Span, options);
        return new CacheFloor(document.Provenance, CacheFile.Hash(entry.Body.Span), document);
    }
}
