using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>
/// The last document of each site and section: in memory and, for whole documents, in the cache. A failing cache is ignored.
/// </summary>
internal sealed class SeenDocuments(IpRangesCache? cache, bool allowSpecialPurpose, ILogger logger)
{
    private readonly ConcurrentDictionary<(Site Site, Section? Section), SeenDocument> _memory = new();

    /// <summary>Gets the newer one of the documents in memory and cache.</summary>
    public async Task<SeenDocument?> LastAsync(Site site, Section? section, CancellationToken cancellationToken)
    {
        var remembered = _memory.GetValueOrDefault((site, section));
        if (cache is null || section is not null || await ReadAsync(cache, site, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return remembered;
        }

        if (remembered is not null && entry.Body.Span.SequenceEqual(remembered.Entry.Body.Span) && entry.Source == remembered.Entry.Source)
        {
            return remembered with { Entry = entry };
        }

        return TryRead(entry) is { } cached && (remembered is null || !cached.IsOlderThan(remembered)) ? cached : remembered;
    }

    /// <summary>Stores a document, unless a newer one was stored meanwhile.</summary>
    /// <returns>The stored document.</returns>
    public async Task<SeenDocument> KeepAsync(SeenDocument next, Section? section, bool allowOlder, CancellationToken cancellationToken)
    {
        var kept = Remember(next, section, allowOlder);
        if (cache is null || section is not null)
        {
            return kept;
        }

        try
        {
            var entry = await cache.WriteAsync(kept.Entry, allowOlder, cancellationToken).ConfigureAwait(false);
            return kept.Entry.Provenance.IsOlderThan(entry.Provenance) && TryRead(entry) is { } newer ? Remember(newer, section, allowOlder) : kept;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheNotWritten(next.Entry.Site, e);
            return kept;
        }
    }

    private SeenDocument Remember(SeenDocument next, Section? section, bool allowOlder)
        => _memory.AddOrUpdate((next.Entry.Site, section), next, (_, held) => !allowOlder && next.IsOlderThan(held) ? held : next);

    private async Task<CachedIpRanges?> ReadAsync(IpRangesCache from, Site site, CancellationToken cancellationToken)
    {
        try
        {
            return await from.ReadAsync(site, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.CacheNotRead(site, e);
            return null;
        }
    }

    private SeenDocument? TryRead(CachedIpRanges entry)
    {
        try
        {
            return SeenDocument.Read(entry, section: null, allowSpecialPurpose);
        }
        catch (IpRangesFormatException)
        {
            logger.CachedDocumentInvalid(entry.Site);
            return null;
        }
    }
}
