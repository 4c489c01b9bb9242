using System.Diagnostics.CodeAnalysis;
using FirewallRules;
using FirewallRules.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
/// that a killed host has left behind. An exception is logged, and the call is repeated with growing delays; it
/// does not end the host. Neither does a failed fetch, nor an exception of a handler of the HTTP client: both are logged once, again when they
/// change and after a day, and repeated.
/// </para>
/// <para>
/// Options that are not valid, and a client whose <see cref="IpRangesClientOptions.BaseAddress"/> is for the document of another site only, are
/// errors when the host starts.
/// </para>
/// <para>
/// Each method adds a client, too, if there is none yet. <see cref="IpRangesHealthChecksBuilderExtensions"/> reports the state of a watcher.
/// </para>
/// </remarks>
public static class IpRangesWatcherServiceCollectionExtensions
{
    private const string NoName = "";

    /// <summary>Adds a watcher with a typed handler.</summary>
    /// <remarks>
    /// The handler is resolved for each call from a new scope. It is registered as a transient service unless it is registered already.
    /// </remarks>
    /// <typeparam name="THandler">Handles a new version.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; more can be set with <c>Configure&lt;IpRangesWatcherOptions&gt;</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is already a watcher without a name; give each further one a name.</exception>
    /// <example><code>
    /// using Microsoft.Extensions.DependencyInjection;
    ///
    /// var services = new ServiceCollection();
    /// services.AddDatadogIpRangesWatcher&lt;WriteRules&gt;(options =&gt; options.Interval = TimeSpan.FromHours(6));
    ///
    /// internal sealed class WriteRules : IIpRangesUpdateHandler
    /// {
    ///     public Task HandleAsync(IpRangesUpdate update, CancellationToken cancellationToken)
    ///         =&gt; File.WriteAllTextAsync("datadog.nft", RuleSet.For(update.New, Section.Logs).ToNftables(), cancellationToken);
    /// }
    /// </code></example>
    public static IServiceCollection AddDatadogIpRangesWatcher<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, Action<IpRangesWatcherOptions>? configure = null)
        where THandler : class, IIpRangesUpdateHandler
        => Add<THandler>(services, NoName, configure);

    /// <summary>Adds a named watcher with a typed handler, which stores separately what it handled.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">
    /// The name, 1 to 64 lower-case letters, digits and hyphens. It is also the name of the options and part of the file name.
    /// </param>
    /// <param name="configure">Sets options; more can be set with <c>Configure&lt;IpRangesWatcherOptions&gt;(name)</c>.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidOperationException">There is already a watcher with that name.</exception>
    /// <inheritdoc cref="AddDatadogIpRangesWatcher{THandler}(IServiceCollection, Action{IpRangesWatcherOptions}?)" path="/remarks|/typeparam|/returns" />
    public static IServiceCollection AddDatadogIpRangesWatcher<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<IpRangesWatcherOptions>? configure = null)
        where THandler : class, IIpRangesUpdateHandler
        => Add<THandler>(services, WatcherRegistration.Check(name), configure);

    /// <summary>Adds a watcher with a typed handler and options from configuration.</summary>
    /// <remarks>
    /// Keys are the names of the options, such as <c>Interval</c>; a site is its key, such as <c>eu1</c>, and a time is written as
    /// <c>06:00:00</c>. A value that is null or empty leaves the default. An unknown key or value is an error when the host starts. No reflection
    /// is used. A section that does not exist leaves the defaults; <c>GetRequiredSection</c> makes that an error. The options are read once.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with the options, such as <c>configuration.GetRequiredSection("DatadogWatcher")</c>.</param>
    /// <inheritdoc cref="AddDatadogIpRangesWatcher{THandler}(IServiceCollection, Action{IpRangesWatcherOptions}?)" path="/typeparam|/returns|/exception" />
    public static IServiceCollection AddDatadogIpRangesWatcher<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, IConfiguration configuration)
        where THandler : class, IIpRangesUpdateHandler
        => Add<THandler>(services, NoName, Reader(NoName, configuration));

    /// <summary>Adds a named watcher with a typed handler and options from configuration.</summary>
    /// <inheritdoc cref="AddDatadogIpRangesWatcher{THandler}(IServiceCollection, IConfiguration)" path="/remarks" />
    /// <typeparam name="THandler">Handles a new version.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">
    /// The name, 1 to 64 lower-case letters, digits and hyphens. It is also the name of the options and part of the file name.
    /// </param>
    /// <param name="configuration">The section with the options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidOperationException">There is already a watcher with that name.</exception>
    public static IServiceCollection AddDatadogIpRangesWatcher<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string name, IConfiguration configuration)
        where THandler : class, IIpRangesUpdateHandler
        => Add<THandler>(services, WatcherRegistration.Check(name), Reader(name, configuration));

    /// <summary>Adds a watcher with a function that handles a new version.</summary>
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
        => WatcherRegistration.Add(services, NoName, handler, configure);

    /// <summary>Adds a named watcher with a function that handles a new version, and stores separately what it handled.</summary>
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
        => WatcherRegistration.Add(services, WatcherRegistration.Check(name), handler, configure);

    /// <summary>Adds a watcher with a function that handles a new version, and options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="handler">
    /// Handles a new version. It gets the services of a new scope, the update, and a token that is cancelled when the host stops.
    /// </param>
    /// <param name="configuration">The section with the options, such as <c>configuration.GetRequiredSection("DatadogWatcher")</c>.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">There is already a watcher without a name; give each further one a name.</exception>
    /// <inheritdoc cref="AddDatadogIpRangesWatcher{THandler}(IServiceCollection, IConfiguration)" path="/remarks" />
    public static IServiceCollection AddDatadogIpRangesWatcher(
        this IServiceCollection services, Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler, IConfiguration configuration)
        => WatcherRegistration.Add(services, NoName, handler, Reader(NoName, configuration));

    /// <summary>Adds a named watcher with a function that handles a new version, and options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">
    /// The name, 1 to 64 lower-case letters, digits and hyphens. It is also the name of the options and part of the file name.
    /// </param>
    /// <param name="handler">
    /// Handles a new version. It gets the services of a new scope, the update, and a token that is cancelled when the host stops.
    /// </param>
    /// <param name="configuration">The section with the options.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidOperationException">There is already a watcher with that name.</exception>
    /// <inheritdoc cref="AddDatadogIpRangesWatcher{THandler}(IServiceCollection, IConfiguration)" path="/remarks" />
    public static IServiceCollection AddDatadogIpRangesWatcher(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, IpRangesUpdate, CancellationToken, Task> handler,
        IConfiguration configuration)
        => WatcherRegistration.Add(services, WatcherRegistration.Check(name), handler, Reader(name, configuration));

    private static IServiceCollection Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        IServiceCollection services, string name, Action<IpRangesWatcherOptions>? configure)
        where THandler : class, IIpRangesUpdateHandler
    {
        WatcherRegistration.Add(
            services,
            name,
            (provider, update, cancellationToken) => provider.GetRequiredService<THandler>().HandleAsync(update, cancellationToken),
            configure);
        services.TryAddTransient<THandler>();
        return services;
    }

    private static Action<IpRangesWatcherOptions> Reader(string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return options => WatcherConfiguration.Read(name, configuration, options);
    }
}
