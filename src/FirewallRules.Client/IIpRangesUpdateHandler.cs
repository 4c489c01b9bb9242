using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules;

/// <summary>Handles new versions of a document for a watcher.</summary>
/// <remarks>
/// A watcher with this handler is added by
/// <see cref="IpRangesWatcherServiceCollectionExtensions.AddDatadogIpRangesWatcher{THandler}(IServiceCollection, Action{IpRangesWatcherOptions}?)"/>.
/// The handler is resolved for each call from a scope of its own, so that its constructor can take scoped services.
/// </remarks>
/// <example><code>
/// using Microsoft.Extensions.DependencyInjection;
///
/// var services = new ServiceCollection();
/// services.AddDatadogIpRangesWatcher&lt;WriteRules&gt;();
///
/// internal sealed class WriteRules : IIpRangesUpdateHandler
/// {
///     public Task HandleAsync(IpRangesUpdate update, CancellationToken cancellationToken)
///         =&gt; File.WriteAllTextAsync("datadog.nft", RuleSet.For(update.New, Section.Logs).ToNftables(), cancellationToken);
/// }
/// </code></example>
public interface IIpRangesUpdateHandler
{
    /// <summary>Handles a new version. When it returns, the version counts as handled.</summary>
    /// <remarks>It is called at least once for a version, so that it must be idempotent. If it throws, it is called again later.</remarks>
    /// <param name="update">The new version, and the last one that was handled.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    Task HandleAsync(IpRangesUpdate update, CancellationToken cancellationToken);
}
