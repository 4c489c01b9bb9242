using FirewallRules.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FirewallRules;

/// <summary>Keeps the last fetched document of each site in a folder that processes share.</summary>
/// <remarks>
/// <para>
/// A file is replaced whole or not at all, also when its writer is killed. What is read is checked: a file that is torn, edited, foreign or too
/// large is as good as none, and a warning says so. A checksum is no signature: keep the folder where only its owner may write.
/// </para>
/// <para>All members may be called from several threads, and several caches and processes may use one folder.</para>
/// </remarks>
public sealed class IpRangesCache
{
    private const string Extension = ".ipranges";

    /// <summary>Creates a cache in a folder. Nothing is read or written yet.</summary>
    /// <param name="folder">
    /// The folder; the first write creates it, for its owner only. Relative to the current folder of this moment. Empty is no folder: nothing
    /// is found, and nothing can be written.
    /// </param>
    /// <param name="logger">Where warnings go; nowhere by default.</param>
    /// <param name="timeProvider">The clock that tells how old left-over files are; the system's by default.</param>
    public IpRangesCache(string folder, ILogger<IpRangesCache>? logger = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = folder.Length == 0 ? "" : Path.GetFullPath(folder);
        Store = new CacheStore(path, logger ?? NullLogger<IpRangesCache>.Instance, timeProvider ?? TimeProvider.System);
    }

    /// <summary>
    /// The folder for this user: <c>$XDG_CACHE_HOME/firewallrules</c> where that variable holds an absolute path, else
    /// <c>~/.cache/firewallrules</c>; on macOS <c>~/Library/Caches/firewallrules</c>; on Windows <c>%LOCALAPPDATA%\firewallrules</c>. Empty
    /// where the user has no home folder, as some services have none.
    /// </summary>
    public static string DefaultFolder => CacheFolder.Default(
        OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), Environment.GetFolderPath, Environment.GetEnvironmentVariable("XDG_CACHE_HOME"));

    /// <summary>The folder's full path; empty where there is none.</summary>
    public string Folder => Store.Folder;

    internal CacheStore Store { get; }

    /// <summary>Reads what is cached of a site.</summary>
    /// <returns>
    /// The document, whole; <see langword="null"/> when there is none, when it is not to be trusted, or when it cannot be read. The last two
    /// are logged as a warning.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<CachedIpRanges?> ReadAsync(Site site, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        return Store.ReadAsync(NameOf(site), site, cancellationToken);
    }

    /// <summary>Writes the document of a site, unless another process wrote a newer one meanwhile.</summary>
    /// <param name="entry">The document.</param>
    /// <param name="allowOlder">
    /// Whether it also replaces a document of a higher version. A document without a version is older than one that has one.
    /// </param>
    /// <param name="cancellationToken">Gives up; the old file stays whole.</param>
    /// <returns>What the cache holds now: the entry, or the newer one.</returns>
    /// <exception cref="ArgumentException">The entry's body is no ip-ranges document, or one of another version than the entry says.</exception>
    /// <exception cref="IpRangesCacheException">The file cannot be written, or its lock is held by another process for 30 seconds.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<CachedIpRanges> WriteAsync(CachedIpRanges entry, bool allowOlder = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Store.WriteAsync(NameOf(entry.Site), entry, allowOlder, cancellationToken);
    }

    private static string NameOf(Site site) => site.Key + Extension;
}
