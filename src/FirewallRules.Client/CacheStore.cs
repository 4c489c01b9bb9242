using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Reads and writes the files in the folder of a cache, each with a document of a site.</summary>
/// <param name="folder">The full path; empty when there is none.</param>
/// <param name="logger">The logger for warnings.</param>
/// <param name="timeProvider">The clock for the age of abandoned files.</param>
internal sealed class CacheStore(string folder, ILogger logger, TimeProvider timeProvider)
{
    private const string NoFolder = "the user has no home folder; set a folder.";
    private const string LockExtension = ".lock";

    public string Folder { get; } = folder;

    /// <summary>Reads the document in a file; null when there is none, or it cannot be read or trusted.</summary>
    public async Task<CachedIpRanges?> ReadAsync(string name, Site site, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = Path.Combine(Folder, name);
        try
        {
            if (await BytesAsync(path, cancellationToken).ConfigureAwait(false) is not { } bytes)
            {
                return null;
            }

            var entry = CacheFile.Read(name, site, bytes, out var refusal);
            if (entry is null)
            {
                logger.Discarded(path, refusal!);
            }

            return entry;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            logger.Unreadable(path, e.Message);
            return null;
        }
    }

    /// <summary>Writes a document to a file, unless that contains a newer one.</summary>
    /// <returns>The document in the file now.</returns>
    public async Task<CachedIpRanges> WriteAsync(string name, CachedIpRanges entry, bool allowOlder, CancellationToken cancellationToken)
    {
        var header = CacheFile.Header(name, entry);
        var path = Path.Combine(Folder, name);
        using var held = await TryLockAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new IpRangesCacheException(path, $"another process has locked it for {CacheLock.Timeout.TotalSeconds} seconds.");
        var current = allowOlder ? null : await ReadAsync(name, entry.Site, cancellationToken).ConfigureAwait(false);
        if (current is not null && entry.Provenance.IsOlderThan(current.Provenance))
        {
            logger.KeptNewer(path, VersionText.Of(current.Provenance), VersionText.Of(entry.Provenance));
            return current;
        }

        try
        {
            CacheFolder.CleanUp(path, timeProvider.GetUtcNow(), logger);
            await CacheFolder.ReplaceAsync(path, header, entry.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IpRangesCacheException(path, e.Message, e);
        }

        logger.Written(path, VersionText.Of(entry.Provenance));
        return entry;
    }

    /// <summary>Waits for the lock of a name, and creates the folder if needed.</summary>
    /// <returns>The lock; null when another process does not release it in time.</returns>
    public async Task<CacheLock?> TryLockAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Folder.Length == 0)
        {
            throw new IpRangesCacheException("", NoFolder);
        }

        try
        {
            CacheFolder.Create(Folder);
            return await CacheLock.TakeAsync(Path.Combine(Folder, name + LockExtension), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IpRangesCacheException(Folder, e.Message, e);
        }
    }

    private async Task<byte[]?> BytesAsync(string path, CancellationToken cancellationToken)
    {
        if (Folder.Length == 0)
        {
            throw new IOException(NoFolder);
        }

        try
        {
            // A reader must not prevent a writer from replacing the file.
            const FileShare Everything = FileShare.ReadWrite | FileShare.Delete;
            var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, Everything, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (file.ConfigureAwait(false))
            {
                // The length is final: a file of the cache is replaced, never extended.
                var bytes = new byte[Math.Min(file.Length, CacheFile.MaxBytes + 1)];
                var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return bytes[..count];
            }
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException) when (!File.Exists(Folder))
        {
            return null;
        }
    }
}
