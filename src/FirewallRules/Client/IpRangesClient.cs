using FirewallRules.IpRanges;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Fetches ip-ranges documents over HTTPS.</summary>
public sealed class IpRangesClient
{
    /// <summary>Creates a client on an <see cref="HttpClient"/>, which stays the caller's.</summary>
    public IpRangesClient(
        HttpClient httpClient,
        IpRangesClientOptions? options = null,
        IpRangesCache? cache = null,
        TimeProvider? timeProvider = null,
        ILogger<IpRangesClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        _ = (options, cache, timeProvider, logger);
    }

    /// <summary>The site whose document is fetched where none is named.</summary>
    public Site Site => throw new NotSupportedException("To be written.");

    /// <summary>The document of <see cref="IpRangesClientOptions.Site"/>.</summary>
    public Task<IpRangesDocument> GetAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");

    /// <summary>The document of a site.</summary>
    public Task<IpRangesDocument> GetAsync(Site site, CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");

    /// <summary>The document of one section of <see cref="IpRangesClientOptions.Site"/>.</summary>
    public Task<IpRangesDocument> GetSectionAsync(Section section, CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");

    /// <summary>The document of one section of a site.</summary>
    public Task<IpRangesDocument> GetSectionAsync(Site site, Section section, CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");

    /// <summary>The document of <see cref="IpRangesClientOptions.Site"/>, and where it came from.</summary>
    public Task<IpRangesFetch> FetchAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");

    /// <summary>The document of a site, and where it came from.</summary>
    public Task<IpRangesFetch> FetchAsync(Site site, CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");

    /// <summary>The document of a site that was seen last, from the cache or from memory, without asking the server.</summary>
    /// <returns>The document, or <see langword="null"/> when none was seen.</returns>
    public Task<IpRangesFetch?> GetCachedAsync(Site site, CancellationToken cancellationToken = default) => throw new NotSupportedException("To be written.");
}
