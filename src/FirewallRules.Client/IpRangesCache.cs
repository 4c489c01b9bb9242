using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FirewallRules.Client;

/// <summary>Keeps the last fetched document of each site in a folder that processes share.</summary>
/// <remarks>
/// <para>
/// A file is replaced completely or not at all, even when its writer is killed. Files are checked when they are read, and one that is truncated,
/// edited, foreign or too large is not used. A checksum is not a signature: only the owner should be able to write to the folder.
/// </para>
/// <para>All members are thread-safe, and several caches and processes may use one folder.</para>
/// </remarks>
internal sealed class IpRangesCache
{
    private const string Extension = ".ipranges";

    /// <summary>Creates a cache in a folder. Nothing is read or written yet.</summary>
    /// <param name="folder">
    /// The folder; the first write creates it, with access for its owner only. A relative path is resolved now. Empty means no folder: nothing
    /// is found, and nothing can be written.
    /// </param>
    /// <param name="logger">The logger for warnings; none by default.</param>
    /// <param name="timeProvider">The clock for the age of abandoned temporary files; the system clock by default.</param>
    public IpRangesCache(string folder, ILogger? logger = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = folder.Length == 0 ? "" : Path.GetFullPath(folder);
        Store = new CacheStore(path, logger ?? NullLogger.Instance, timeProvider ?? TimeProvider.System);
    }

    public CacheStore Store { get; }

    /// <summary>Reads the cached document of a site.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<CacheContent> ReadAsync(Site site, CancellationToken cancellationToken = default)
        => Store.ReadAsync(NameOf(site), site, cancellationToken);

    /// <summary>Writes the document of a site, unless another process has written a newer one.</summary>
    /// <param name="entry">The document.</param>
    /// <param name="allowOlder">
    /// Whether it replaces a document with a higher version. A document without a version counts as the oldest.
    /// </param>
    /// <param name="limit">How long to wait for other writers; 30 seconds by default and at most.</param>
    /// <param name="cancellationToken">Cancels the write; the old file is then unchanged.</param>
    /// <returns>The document in the cache now: the entry, or the newer one.</returns>
    /// <exception cref="ArgumentException">The body of the entry is not an ip-ranges document with the version of the entry.</exception>
    /// <exception cref="IpRangesCacheException">The file cannot be written, or others have locked it for too long.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<CachedIpRanges> WriteAsync(
        CachedIpRanges entry, bool allowOlder = false, TimeSpan? limit = null, CancellationToken cancellationToken = default)
        => Store.WriteAsync(NameOf(entry.Site), entry, allowOlder, limit < CacheLock.MaxWait ? limit.Value : CacheLock.MaxWait, cancellationToken);

    /// <summary>The name of the file of a site.</summary>
    public static string NameOf(Site site) => site.Key + Extension;
}
