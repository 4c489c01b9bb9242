using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules;

/// <summary>Options of a health check that <see cref="IpRangesHealthChecksBuilderExtensions"/> adds.</summary>
public sealed class IpRangesHealthCheckOptions
{
    /// <summary>The name of the watcher to report, as given to <c>AddDatadogIpRangesWatcher</c>.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the client <see cref="ClientName"/> if that is set, otherwise the watcher without a name, or the
    /// client without a name if there is no such watcher.
    /// </value>
    public string? WatcherName { get; set; }

    /// <summary>
    /// The name of the client to report, as given to <c>AddDatadogIpRanges</c>; an empty text is the client without a name. It cannot be set
    /// together with <see cref="WatcherName"/>, because a watcher has its own client.
    /// </summary>
    /// <value>The default is <see langword="null"/>; see <see cref="WatcherName"/>.</value>
    public string? ClientName { get; set; }

    /// <summary>The maximum time since a server last sent or confirmed the document: more than zero.</summary>
    /// <value>The default is <see langword="null"/>: 1 day, and for a watcher also its longest interval.</value>
    public TimeSpan? MaxAge { get; set; }
}
