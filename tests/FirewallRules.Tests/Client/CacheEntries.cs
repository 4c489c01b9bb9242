using System.Text;
using FirewallRules.Client;

namespace FirewallRules.Tests.Client;

/// <summary>Small documents for the cache.</summary>
internal static class CacheEntries
{
    public static readonly DateTimeOffset Fetched = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    /// <summary>A document of some version. Its size and its content follow from the version, so that a mixture of two is seen.</summary>
    public static CachedIpRanges Of(long? version, Site? site = null, int padding = 0) => new()
    {
        Site = site ?? Site.Us1,
        Source = (site ?? Site.Us1).IpRangesUri,
        Body = Encoding.UTF8.GetBytes(Json(version, padding)),
        Version = version,
        ETag = $"\"v{version}\"",
        LastModified = Fetched.AddDays(-1),
        FetchedAt = Fetched,
    };

    /// <summary>The cached document; null when there is none.</summary>
    /// <exception cref="IpRangesCacheException">There is one, but it cannot be used.</exception>
    public static async Task<CachedIpRanges?> EntryAsync(this IpRangesCache cache, Site site, CancellationToken cancellationToken = default)
        => await cache.ReadAsync(site, cancellationToken) is var content && content.Failure is { } failure ? throw failure : content.Entry;

    private static string Json(long? version, int padding)
    {
        var (start, note) = (version is null ? "" : $"\"version\":{version},", new string((char)('a' + Math.Abs((version ?? 0) % 26)), padding));
        return $$$"""{{{{start}}}"note":"{{{note}}}","logs":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":[]}}""";
    }
}
