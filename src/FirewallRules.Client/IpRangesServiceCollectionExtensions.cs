using FirewallRules;
using FirewallRules.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds an <see cref="IpRangesClient"/> to a service collection.</summary>
/// <remarks>
/// <para>
/// The client is also injected as <see cref="IIpRangesClient"/>, unless there is another implementation. Clients are transient and share their
/// circuit breakers and last seen documents. A singleton may keep a client, because connections are renewed. Use the returned builder to add
/// handlers or to replace the primary one, <see cref="IpRangesClient.CreateHandler"/>. The factory's loggers are removed, because they can
/// write secrets of a mirror's URI and headers; the client logs every fetch itself. <see cref="HttpClient.Timeout"/> is infinite;
/// <see cref="IpRangesResilienceOptions"/> has the timeouts. The clock is the <see cref="TimeProvider"/> of the collection, if there is one.
/// </para>
/// <para>
/// Options are validated when a host starts, otherwise when a client is created. When they change, clients that are created from then on use
/// the new ones, and clients that exist keep theirs; the last seen documents are kept, and so are the circuit breakers unless their settings or
/// the address change. Changed options that are invalid are logged as an error, and the previous ones stay in use.
/// </para>
/// <para>
/// A name can be added several times, for example by a library and by the program that uses it: all of them set options in their order, and
/// the handlers of the HTTP client stay as they are.
/// </para>
/// </remarks>
public static class IpRangesServiceCollectionExtensions
{
    private const string HttpClientName = "FirewallRules.IpRanges";

    /// <summary>Adds an <see cref="IpRangesClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; more can be set with <c>Configure&lt;IpRangesClientOptions&gt;</c>.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <example><code>
    /// using Microsoft.Extensions.DependencyInjection;
    ///
    /// var services = new ServiceCollection();
    /// services.AddDatadogIpRanges(options =&gt; options.Site = Site.Eu1);
    /// using var provider = services.BuildServiceProvider();
    /// var document = await provider.GetRequiredService&lt;IpRangesClient&gt;().GetAsync();
    /// </code></example>
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, Action<IpRangesClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddTransient(provider => provider.GetRequiredKeyedService<IpRangesClient>(Options.Options.DefaultName));
        services.TryAddTransient<IIpRangesClient>(provider => provider.GetRequiredService<IpRangesClient>());
        return Add(services, Options.Options.DefaultName, HttpClientName, configure);
    }

    /// <summary>Adds an <see cref="IpRangesClient"/> with options from configuration.</summary>
    /// <remarks>
    /// <para>
    /// Keys are the names of the options, such as <c>Site</c>, <c>CacheFolder</c> and <c>Resilience:TotalTimeout</c>; a site is its key, such as
    /// <c>eu1</c>. A value that is null or empty leaves the default. An unknown key or value is an error when the host starts. A section that does
    /// not exist leaves the defaults; <c>GetRequiredSection</c> makes that an error. No reflection is used, so that it works with trimming and
    /// native AOT.
    /// </para>
    /// <para>
    /// The binders of the framework, such as <c>Configure&lt;IpRangesClientOptions&gt;(configuration)</c>, read the same keys but ignore unknown
    /// ones. The source generator that replaces them in native programs reads them, too; it warns (SYSLIB1100, SYSLIB1101) about
    /// <see cref="IpRangesClientOptions.Site"/> and <see cref="IpRangesClientOptions.Baseline"/>, because it cannot make such objects. The key
    /// <c>Site</c> is read all the same, and <see cref="IpRangesClientOptions.Baseline"/> is set in code only.
    /// </para>
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with the options, such as <c>configuration.GetRequiredSection("Datadog")</c>.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <example><code>
    /// using Microsoft.Extensions.Configuration;
    /// using Microsoft.Extensions.DependencyInjection;
    ///
    /// var settings = new Dictionary&lt;string, string?&gt; { ["Datadog:Site"] = "eu1" };
    /// var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    /// var services = new ServiceCollection();
    /// services.AddDatadogIpRanges(configuration.GetRequiredSection("Datadog"));
    /// </code></example>
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, IConfiguration configuration)
    {
        Follow(services, Options.Options.DefaultName, configuration);
        return services.AddDatadogIpRanges(options => ClientConfiguration.Read(Options.Options.DefaultName, configuration, options));
    }

    /// <summary>Adds a named <see cref="IpRangesClient"/> with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client and of its options.</param>
    /// <param name="configuration">The section with the options.</param>
    /// <returns>The builder of the HTTP client.</returns>
    /// <inheritdoc cref="AddDatadogIpRanges(IServiceCollection, IConfiguration)" path="/remarks" />
    public static IHttpClientBuilder AddDatadogIpRanges(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Follow(services, name, configuration);
        return services.AddDatadogIpRanges(name, options => ClientConfiguration.Read(name, configuration, options));
    }

    /// <summary>
    /// Adds a named <see cref="IpRangesClient"/>, which is injected by its name as the key, such as
    /// <c>[FromKeyedServices("eu")] IIpRangesClient client</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client and of its options.</param>
    /// <param name="configure">Sets options; more can be set with <c>Configure&lt;IpRangesClientOptions&gt;</c>.</param>
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
        services.TryAddSingleton<IOptionsMonitor<IpRangesClientOptions>, ReloadedOptions<IpRangesClientOptions>>();
        var http = services.AddHttpClient(httpName);
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(ClientStates) && name.Equals(service.ServiceKey)))
        {
            // The caller before may have replaced the handler.
            return http;
        }

        services.AddKeyedSingleton(name, (provider, _) => new ClientStates(
            name,
            provider.GetRequiredService<IOptionsMonitor<IpRangesClientOptions>>(),
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IpRangesClient>>()));
        services.TryAddKeyedTransient(name, (provider, _) => new IpRangesClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpName),
            provider.GetRequiredKeyedService<ClientStates>(name).Current));
        services.TryAddKeyedTransient<IIpRangesClient>(name, (provider, _) => provider.GetRequiredKeyedService<IpRangesClient>(name));
        // The factory's own loggers write the query of the URI and all headers with the 8.0 packages; the client logs requests itself.
        return http
            .RemoveAllLoggers()
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(IpRangesClient.CreateHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static void Follow(IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IOptionsChangeTokenSource<IpRangesClientOptions>>(
            new ConfigurationChangeTokenSource<IpRangesClientOptions>(name, configuration));
    }
}
