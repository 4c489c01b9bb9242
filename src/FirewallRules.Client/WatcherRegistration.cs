using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>Adds a watcher to a service collection, and creates it.</summary>
internal static class WatcherRegistration
{
    private const int MaxNameLength = 64;

    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <returns>The name.</returns>
    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxNameLength && name == FileName(name)
            ? name
            : throw new ArgumentException("The name of a watcher must be 1 to 64 lower-case letters, digits and '-'.", nameof(name));
    }

    /// <exception cref="InvalidOperationException">There is already a watcher with that name.</exception>
    public static IServiceCollection Add(
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
        var site = options.Site ?? client.Site;
        client.CheckAddress(site);
        var logger = provider.GetRequiredService<ILogger<IpRangesWatcher>>();
        var given = provider.GetService<IHostEnvironment>()?.ApplicationName;
        var application = FileName(string.IsNullOrEmpty(given) ? AppDomain.CurrentDomain.FriendlyName : given);
        var folder = options.StateFolder ?? client.CacheFolder ?? IpRangesClientOptions.DefaultCacheFolder;
        var cache = new IpRangesCache(folder, logger, client.Time);
        var handled = new HandledDocument(cache.Store, site, name.Length == 0 ? application : $"{application}.{name}", logger)
        {
            InheritLock = options.InheritLock,
        };
        var scopes = provider.GetRequiredService<IServiceScopeFactory>();
        var watcher = new IpRangesWatcher(client, options, handled, CallAsync, logger);
        WatchTelemetry.Add(watcher, site, name);
        return watcher;

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
