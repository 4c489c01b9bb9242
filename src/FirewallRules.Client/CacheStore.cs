using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Reads and writes the files in the folder of a cache, each with a document of a site.</summary>
/// <param name="folder">The full path; empty when there is none.</param>
/// <param name="logger">The logger.</param>
/// <param name="timeProvider">The clock for the age of abandoned files.</param>
internal sealed class CacheStore(string folder, ILogger logger, TimeProvider timeProvider)
{
    private const string NoFolder = "the user has no home folder, and no other folder is set";
    private const string LockExtension = ".lock";

    public string Folder { get; } = folder;

    /// <summary>Reads the document in a file.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<CacheContent> ReadAsync(string name, Site site, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Folder.Length == 0)
        {
            return CacheContent.None;
        }

        var path = Path.Combine(Folder, name);
        try
        {
            return await BytesAsync(path, cancellationToken).ConfigureAwait(false) is not { } bytes ? CacheContent.None
                : CacheFile.Read(name, site, bytes, out var refusal) is { } entry ? new CacheContent(entry)
                : new CacheContent(Entry: null, Failure(IpRangesCacheError.Damaged, path, refusal!), CacheRecovery.Read(name, site, bytes));
        }
        catch (NotFileException e)
        {
            return new CacheContent(Entry: null, Failure(IpRangesCacheError.Unreadable, path, e.Message, e));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new CacheContent(Entry: null, Failure(IpRangesCacheError.Unreadable, path, IoReason.Of(e), e));
        }
    }

    /// <summary>Writes a document to a file, unless that contains a newer one.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="entry">The document.</param>
    /// <param name="allowOlder">Whether it replaces a newer document.</param>
    /// <param name="limit">How long to wait for other writers.</param>
    /// <param name="cancellationToken">Cancels the write; the old file is then unchanged.</param>
    /// <returns>The document in the file now.</returns>
    /// <exception cref="IpRangesCacheException">The document cannot be written.</exception>
    public async Task<CachedIpRanges> WriteAsync(
        string name, CachedIpRanges entry, bool allowOlder, TimeSpan limit, CancellationToken cancellationToken)
    {
        var header = CacheFile.Header(name, entry);
        var path = Path.Combine(Folder, name);
        using var held = await TryLockAsync(name, limit, cancellationToken).ConfigureAwait(false)
            ?? throw Failure(IpRangesCacheError.Locked, path, $"something else has locked it for {DurationText.Of(limit)}");
        var current = allowOlder ? CacheContent.None : await ReadAsync(name, entry.Site, cancellationToken).ConfigureAwait(false);
        if (current.Entry is { } kept && entry.Provenance.IsOlderThan(kept.Provenance))
        {
            logger.KeptNewer(path, VersionText.Of(kept.Provenance), VersionText.Of(entry.Provenance));
            return kept;
        }

        if (current.Floor is { } floor && entry.Provenance.IsOlderThan(floor.Provenance))
        {
            throw Failure(IpRangesCacheError.NotWritten, path, $"it is damaged, and had {VersionText.Of(floor.Provenance)}, which is newer");
        }

        try
        {
            CacheFolder.CleanUp(path, timeProvider.GetUtcNow(), logger);
            await CacheFolder.ReplaceAsync(path, header, entry.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(IpRangesCacheError.NotWritten, path, Directory.Exists(path) ? CacheFolder.IsFolder : IoReason.Of(e), e);
        }

        logger.Written(path, VersionText.Of(entry.Provenance));
        return entry;
    }

    /// <summary>Waits for the lock of a name, and creates the folder if needed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock; null when nobody releases it in time.</returns>
    /// <exception cref="IpRangesCacheException">
    /// There is no lock: the folder cannot be written, or, as <see cref="IpRangesCacheError.Unreadable"/>, something else is in its place.
    /// </exception>
    public async Task<CacheLock?> TryLockAsync(string name, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Folder.Length == 0)
        {
            throw Failure(IpRangesCacheError.NotWritten, "", NoFolder);
        }

        var path = Path.Combine(Folder, name + LockExtension);
        try
        {
            CacheFolder.Create(Folder);
            return await CacheLock.TakeAsync(path, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (NotFileException e)
        {
            throw Failure(IpRangesCacheError.Unreadable, path, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(IpRangesCacheError.NotWritten, Folder, File.Exists(Folder) ? "it is a file, not a folder" : IoReason.Of(e), e);
        }
    }

    private static IpRangesCacheException Failure(IpRangesCacheError error, string path, string reason, Exception? inner = null)
        => new(new IpRangesCacheProblem(error, path, reason), inner);

    private static async Task<byte[]?> BytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = CacheFolder.OpenToRead(path);
            await using (file.ConfigureAwait(false))
            {
                // The length is final: a file of the cache is replaced, never extended.
                var bytes = new byte[Math.Min(file.Length, CacheFile.MaxBytes + 1)];
                var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return bytes[..count];
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
