using FirewallRules;
using FirewallRules.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of clients and watchers.</summary>
public static class IpRangesHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check of a watcher or a client.</summary>
    /// <remarks>
    /// <para>
    /// The check sends no request: it reports what the watcher or client did last. The document is not healthy if it is too old or was never
    /// fetched, if the last fetch or handler failed, or if a watcher holds a version back. Before the first fetch, the document in the cache
    /// counts. A client is reported for its default site, <see cref="IpRangesClient.Site"/>. A watcher or client that does not exist, or whose
    /// options are not valid, is not healthy either.
    /// </para>
    /// <para>
    /// The data of a result are texts and numbers, without text from a server or document: <c>site</c>, <c>watcher</c> or <c>client</c> (the
    /// name, if it has one), <c>version</c>, <c>modified</c> (such as <c>2026-06-18</c>) and <c>ageSeconds</c> of the last fetched document,
    /// <c>handledVersion</c> (the last version that the handler completed), <c>heldBack</c> (<c>shrunk</c>, <c>grown</c> or <c>older</c>) and
    /// <c>error</c> (as <see cref="IpRangesTelemetry.ErrorTypeTag"/>). A value that does not apply is left out.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder of health checks.</param>
    /// <param name="configure">Sets options.</param>
    /// <param name="name">The name of the check. Each further one needs another name.</param>
    /// <param name="failureStatus">What is reported when it is not healthy.</param>
    /// <param name="tags">Tags, with which checks are selected.</param>
    /// <param name="timeout">The time limit of the check, which may read a file; <see langword="null"/> for none.</param>
    /// <returns>The builder of health checks.</returns>
    /// <exception cref="ArgumentException">Both a watcher and a client are named, or the maximum age is not more than zero.</exception>
    /// <example><code>
    /// using Microsoft.Extensions.DependencyInjection;
    ///
    /// var services = new ServiceCollection();
    /// services.AddDatadogIpRangesWatcher((_, update, _) =&gt; Task.CompletedTask);
    /// services.AddHealthChecks().AddDatadogIpRanges(options =&gt; options.MaxAge = TimeSpan.FromHours(12));
    /// </code></example>
    public static IHealthChecksBuilder AddDatadogIpRanges(
        this IHealthChecksBuilder builder,
        Action<IpRangesHealthCheckOptions>? configure = null,
        string name = "datadog-ip-ranges",
        HealthStatus failureStatus = HealthStatus.Degraded,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var options = new IpRangesHealthCheckOptions();
        configure?.Invoke(options);
        if (options is { WatcherName: not null, ClientName: not null })
        {
            throw new ArgumentException("Set the name of a watcher or of a client: a watcher has its own client.", nameof(configure));
        }

        if (options.MaxAge <= TimeSpan.Zero)
        {
            throw new ArgumentException("The maximum age must be more than zero.", nameof(configure));
        }

        var (watcher, client, maxAge) = (options.WatcherName, options.ClientName, options.MaxAge);
        return builder.Add(new HealthCheckRegistration(
            name, provider => new IpRangesHealthCheck(() => HealthSource.Find(provider, watcher, client), maxAge), failureStatus, tags, timeout));
    }
}
