using System.Text;
using FirewallRules.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules;

/// <summary>Adds watchers of ip-ranges documents to a host.</summary>
/// <remarks>
/// <para>
/// A watcher fetches the document when the host starts and then once an interval, and calls its handler for each version that is newer
/// than the last one it handled. The handled document is kept on disk, so a restart does not repeat the call, and
/// <see cref="IpRangesUpdate.Old"/> is what the handler saw last, however long ago.
/// </para>
/// <para>
/// The handler is called at least once: where it throws, or the process ends before it is done, it is called again for the version that is
/// current by then, so doing the same twice must do no harm. Versions that came and went while it failed or the host was down are skipped.
/// Calls never overlap, also not with another process of the same application and folder. An exception is logged and the call repeated,
/// ever later; it does not end the host.
/// </para>
/// </remarks>
public static class IpRangesWatcherServiceCollectionExtensions
{
    private const int LongestName = 64;

    /// <summary>Adds a watcher, and the client that it uses where there is none yet.</summary>
    /// <param name="services">The services.</param>
    /// <param name="handler">
    /// What to do with a new version: gets services of a scope of its own, the update, and a token that is cancelled when the host stops.
    /// </param>
    /// <param name="configure">Sets options; further ones can be set with <c>Configure&lt;IpRangesWatcherOptions&gt;</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is such a watcher already: give each further one a name.</exception>
    public static IServiceCollection AddDatadogIpRangesWatcher(
        this IServiceCollection services,
        Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler,
        Action<IpRangesWatcherOptions>? configure = null)
        => Add(services, Options.DefaultName, handler, configure);

    /// <summary>Adds a watcher of its own name, which remembers for itself what it handled.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">
    /// 1 to 64 lower-case letters, digits and hyphens: the name of its options, and part of the name of the file in which it remembers.
    /// </param>
    /// <param name="handler">
    /// What to do with a new version: gets services of a scope of its own, the update, and a token that is cancelled when the host stops.
    /// </param>
    /// <param name="configure">Sets options; further ones can be set with <c>Configure&lt;IpRangesWatcherOptions&gt;(name)</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name is no such name.</exception>
    /// <exception cref="InvalidOperationException">There is a watcher of that name already.</exception>
    public static IServiceCollection AddDatadogIpRangesWatcher(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler,
        Action<IpRangesWatcherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= LongestName && name == FileName(name)
            ? Add(services, name, handler, configure)
            : throw new ArgumentException("The name of a watcher is 1 to 64 lower-case letters, digits and '-'.", nameof(name));
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
                name.Length == 0 ? "There is a watcher without a name already: give each further one a name." : $"There is a watcher '{name}' already.");
        }

        // Not over a client that is there: its builder may have set a handler that a second call would replace.
        if (!services.Any(service => !service.IsKeyedService && service.ServiceType == typeof(IpRangesClient)))
        {
            services.AddDatadogIpRanges();
        }

        services.AddLogging();
        var options = services.AddOptions<IpRangesWatcherOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IpRangesWatcherOptions>, IpRangesWatcherOptionsValidator>());
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
        var folder = options.StateFolder ?? client.CacheFolder ?? IpRangesCache.DefaultFolder;
        var cache = new IpRangesCache(folder, provider.GetRequiredService<ILogger<IpRangesCache>>(), client.Time);
        var handled = new HandledDocument(cache.Store, options.Site ?? client.Site, name.Length == 0 ? application : $"{application}.{name}", logger);
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
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, LongestName)))
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }

        return text.ToString();
    }
}
