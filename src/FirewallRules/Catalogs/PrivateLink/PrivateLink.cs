using FirewallRules.Catalogs;

namespace FirewallRules;

/// <summary>Services of a Datadog site over AWS PrivateLink, with the endpoints they need. Immutable.</summary>
/// <remarks>Several services can share an endpoint. <see cref="PrivateLinkExtensions"/> writes what creates and checks the endpoints.</remarks>
public sealed class PrivateLink
{
    private PrivateLink(Site site, IReadOnlyList<PrivateLinkService> services)
    {
        (Site, Services) = (site, services);
        (Region, var endpoints) = PrivateLinkCatalog.Sites[site];
        Endpoints = [.. endpoints.Where(endpoint => endpoint.Services.Any(services.Contains))];
    }

    /// <summary>The sites that offer PrivateLink.</summary>
    public static IReadOnlyList<Site> Sites { get; } = [.. Site.Known.Where(PrivateLinkCatalog.Sites.ContainsKey)];

    /// <summary>The site.</summary>
    public Site Site { get; }

    /// <summary>The AWS region in which the site offers its endpoint services, such as <c>us-east-1</c>.</summary>
    public string Region { get; }

    /// <summary>The services, each once, in the order of <see cref="PrivateLinkService.Known"/>.</summary>
    public IReadOnlyList<PrivateLinkService> Services { get; }

    /// <summary>The endpoints of those services, each once, in Datadog's order.</summary>
    public IReadOnlyList<PrivateLinkEndpoint> Endpoints { get; }

    /// <summary>PrivateLink to services of a site.</summary>
    /// <exception cref="NotSupportedException">The site does not offer PrivateLink; see <see cref="Sites"/> and <see cref="AlternativeOf"/>.</exception>
    /// <exception cref="ArgumentException">No service is given, or the site does not offer one of them; see <see cref="AvailableServices"/>.</exception>
    public static PrivateLink For(Site site, params PrivateLinkService[] services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var offered = AvailableServices(site);
        if (services.Length == 0)
        {
            throw new ArgumentException("At least one service is required.", nameof(services));
        }

        return services.FirstOrDefault(service => !offered.Contains(service)) is { } missing
            ? throw new ArgumentException(
                $"Site {site} does not offer '{missing}' over PrivateLink. Sites that do: "
                + $"{string.Join(", ", Sites.Where(other => AvailableServices(other).Contains(missing)))}.",
                nameof(services))
            : new PrivateLink(site, [.. PrivateLinkService.Known.Where(services.Contains)]);
    }

    /// <summary>PrivateLink to all services that a site offers.</summary>
    /// <inheritdoc cref="AvailableServices" path="/exception" />
    public static PrivateLink ForAll(Site site) => new(site, AvailableServices(site));

    /// <summary>The services that a site offers.</summary>
    /// <exception cref="NotSupportedException">The site does not offer PrivateLink; see <see cref="Sites"/> and <see cref="AlternativeOf"/>.</exception>
    public static IReadOnlyList<PrivateLinkService> AvailableServices(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (!PrivateLinkCatalog.Sites.TryGetValue(site, out var known))
        {
            var instead = AlternativeOf(site) is { } alternative ? $"It offers {alternative} instead." : "No alternative is known.";
            throw new NotSupportedException($"Site {site} does not offer AWS PrivateLink. {instead} Sites that do: {string.Join(", ", Sites)}.");
        }

        var offered = known.Endpoints.SelectMany(endpoint => endpoint.Services).ToHashSet();
        return [.. PrivateLinkService.Known.Where(offered.Contains)];
    }

    /// <summary>
    /// What a site without PrivateLink offers instead, such as <c>Azure Private Link (westus2)</c>; <see langword="null"/> if no alternative is
    /// known.
    /// </summary>
    public static string? AlternativeOf(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return PrivateLinkCatalog.Alternatives.GetValueOrDefault(site);
    }

    /// <summary>The site and the services, such as <c>us1: metrics, traces</c>.</summary>
    public override string ToString() => $"{Site}: {string.Join(", ", Services)}";
}
