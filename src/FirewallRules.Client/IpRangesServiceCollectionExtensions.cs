using FirewallRules.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules;

/// <summary>Adds an <see cref="IpRangesClient"/> to a service collection.</summary>
/// <remarks>
/// The clients are transient and share their circuits and what they saw last; one that a singleton holds stays usable, because connections
/// are renewed. The builder adds handlers and changes the primary one, which is <see cref="IpRangesClient.CreateHandler"/>. The
/// <see cref="HttpClient.Timeout"/> is infinite, as <see cref="IpRangesResilienceOptions"/> has the timeouts. The clock is the
/// <see cref="TimeProvider"/> of the collection, if it has one. Options are checked when a host starts, and else when a client is first made.
/// </remarks>
public static class IpRangesServiceCollectionExtensions
{
    private const string HttpClientName = "FirewallRules.IpRanges";

    /// <summary>Adds an <see cref="IpRangesClient"/> to inject.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; further ones can be set with <c>Configure&lt;IpRangesClientOptions&gt;</c>.</param>
    /// <returns>The builder of the HTTP client.</returns>
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, Action<IpRangesClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddTransient(provider => provider.GetRequiredKeyedService<IpRangesClient>(Options.DefaultName));
        return Add(services, Options.DefaultName, HttpClientName, configure);
    }

    /// <summary>Adds an <see cref="IpRangesClient"/> of its own name, to inject with that name as its key: <c>[FromKeyedServices("eu")]</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, which is also the one of its options.</param>
    /// <param name="configure">Sets options; further ones can be set with <c>Configure&lt;IpRangesClientOptions&gt;</c>.</param>
    /// <returns>The builder of the HTTP client.</returns>
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, string name, Action<IpRangesClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, $"{HttpClientName}.{name}", configure);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, string httpName, Action<IpRangesClientOptions>? configure)
    {
        var options = services.AddOptions<IpRangesClientOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IpRangesClientOptions>, IpRangesClientOptionsValidator>());
        services.TryAddKeyedSingleton(name, (provider, _) => new ClientState(
            provider.GetRequiredService<IOptionsMonitor<IpRangesClientOptions>>().Get(name),
            cache: null,
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IpRangesClient>>(),
            provider.GetService<ILogger<IpRangesCache>>()));
        services.TryAddKeyedTransient(name, (provider, _) => new IpRangesClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName),
            provider.GetRequiredKeyedService<ClientState>(name)));
        return services.AddHttpClient(httpName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(IpRangesClient.CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
