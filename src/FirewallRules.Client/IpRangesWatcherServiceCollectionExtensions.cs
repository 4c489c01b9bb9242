using System.Text;
using FirewallRules;
using FirewallRules.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds watchers of ip-ranges documents to a host.</summary>
/// <remarks>
/// <para>
/// A watcher fetches the document when the host starts and then once per interval, and calls its handler for each version that is newer than
/// the last handled one. The handled document is stored on disk, so that a restart does not repeat the call, and
/// <see cref="IpRangesUpdate.Old"/> is always the last handled document. If its file cannot be read, the check fails and is repeated. If it is
/// damaged and the document cannot be recovered, the next one counts as the first, and is compared with the cache or the baseline.
/// </para>
/// <para>
/// The handler is called at least once: if it throws, or the process ends before it returns, it is called again for the version that is then
/// current, so it must be idempotent. Versions that were replaced while it failed or the host was down are skipped. Calls never overlap,
/// even with another process of the same application and folder; <see cref="IpRangesWatcherOptions.InheritLock"/> includes the processes
/// that a killed host has left behind. An exception is logged, and the call is repeated with growing delays; it does not end the host.
/// </para>
/// </remarks>
public static class IpRangesWatcherServiceCollectionExtensions
{
    private const int MaxNameLength = 64;

    /// <summary>Adds a watcher, and a client if there is none yet.</summary>
    /// <param name="services">The services.</param>
    /// <param name="handler">
    /// Handles a new version. It gets the services of a new scope, the update, and a token that is cancelled when the host stops.
    /// </param>
    /// <param name="configure">Sets options; more can be set with <c>Configure&lt;IpRangesWatcherOptions&gt;</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is already a watcher without a name; give each further one a name.</exception>
    /// <example><code>
    /// using Microsoft.Extensions.DependencyInjection;
    ///
    /// var services = new ServiceCollection();
    /// services.AddDatadogIpRanges(options =&gt; options.CacheFolder = IpRangesClientOptions.DefaultCacheFolder);
    /// services.AddDatadogIpRangesWatcher((provider, update, cancellationToken) =&gt;
    ///     File.WriteAllTextAsync("datadog.nft", RuleSet.For(update.New, Section.Logs).ToNftables(), cancellationToken));
    /// </code></example>
    public static IServiceCollection AddDatadogIpRangesWatcher(
        this IServiceCollection services,
        Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler,
        Action<IpRangesWatcherOptions>? configure = null)
        => Add(services, Options.Options.DefaultName, handler, configure);

    /// <summary>Adds a named watcher, which stores separately what it handled.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">
    /// The name, 1 to 64 lower-case letters, digits and hyphens. It is also the name of the options and part of the file name.
    /// </param>
    /// <param name="handler">
    /// Handles a new version. It gets the services of a new scope, the update, and a token that is cancelled when the host stops.
    /// </param>
    /// <param name="configure">Sets options; more can be set with <c>Configure&lt;IpRangesWatcherOptions&gt;(name)</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidOperationException">There is already a watcher with that name.</exception>
    public static IServiceCollection AddDatadogIpRangesWatcher(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler,
        Action<IpRangesWatcherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxNameLength && name == FileName(name)
            ? Add(services, name, handler, configure)
            : throw new ArgumentException("The name of a watcher must be 1 to 64 lower-case letters, digits and '-'.", nameof(name));
    }

    private static IServiceCollection Add(
        IServiceCollection services,
        string name,
        Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler,
        Action<IpRangesWatcherOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(handler);
        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(IpRangesWatcher) && name.Equals(service.ServiceKey)))
        {
            throw new InvalidOperationException(
                name.Length == 0 ? "There is already a watcher without a name; give each further one a name." : $"There is already a watcher '{name}'.");
        }

        services.AddDatadogIpRanges();
        services.AddLogging();
        var options = services.AddOptions<IpRangesWatcherOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IpRangesWatcherOptions>, IpRangesWatcherOptionsValidator>());
        services.TryAddSingleton<IOptionsMonitor<IpRangesWatcherOptions>, ReloadedOptions<IpRangesWatcherOptions>>();
        services.AddKeyedSingleton(name, (provider, _) => Create(provider, name, handler));
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<IpRangesWatcher>(name));
    }

    private static IpRangesWatcher Create(IServiceProvider provider, string name, Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<IpRangesWatcherOptions>>().Get(name);
        var client = options.ClientName is { } clientName
            ? provider.GetRequiredKeyedService<IpRangesClient>(clientName)
            : provider.GetRequiredService<IpRangesClient>();
        var logger = provider.GetRequiredService<ILogger<IpRangesWatcher>>();
        var given = provider.GetService<IHostEnvironment>()?.ApplicationName;
        var application = FileName(string.IsNullOrEmpty(given) ? AppDomain.CurrentDomain.FriendlyName : given);
        var folder = options.StateFolder ?? client.CacheFolder ?? IpRangesClientOptions.DefaultCacheFolder;
        var cache = new IpRangesCache(folder, logger, client.Time);
        var handled = new HandledDocument(cache.Store, options.Site ?? client.Site, name.Length == 0 ? application : $"{application}.{name}", logger)
        {
            InheritLock = options.InheritLock,
        };
        var scopes = provider.GetRequiredService<IServiceScopeFactory>();
        return new IpRangesWatcher(client, options, handled, CallAsync, logger);

        async Task CallAsync(IpRangesUpdate update, CancellationToken cancellationToken)
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await handler(scope.ServiceProvider, update, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string FileName(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, MaxNameLength)))
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }

        return text.ToString();
    }
}
