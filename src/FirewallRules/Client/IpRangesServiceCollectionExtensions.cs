using FirewallRules.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules;

/// <summary>Adds an <see cref="IpRangesClient"/> to a service collection.</summary>
public static class IpRangesServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IpRangesClient"/>.</summary>
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, Action<IpRangesClientOptions>? configure = null)
        => throw new NotSupportedException("To be written.");

    /// <summary>Adds an <see cref="IpRangesClient"/> of its own name, to be injected with that name as its key.</summary>
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, string name, Action<IpRangesClientOptions>? configure = null)
        => throw new NotSupportedException("To be written.");
}
