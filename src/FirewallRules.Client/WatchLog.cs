using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Log events of watchers: 300 to 399.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(300, LogLevel.Debug, "The next request for the {Site} document is in {Wait}.")]
    public static partial void Waiting(this ILogger logger, Site site, string wait);

    [LoggerMessage(301, LogLevel.Information, "Calling the handler for {Version} of the {Site} document; handled before: {Last}.")]
    public static partial void Handling(this ILogger logger, Site site, string version, string last);

    [LoggerMessage(302, LogLevel.Information, "The handler has completed {Version} of the {Site} document.")]
    public static partial void Handled(this ILogger logger, Site site, string version);

    [LoggerMessage(303, LogLevel.Error,
        "The handler failed for {Version} of the {Site} document, {Failures} times in a row; it is called again in {Wait}: {Reason}")]
    public static partial void HandlerFailed(
        this ILogger logger, Exception exception, Site site, string version, int failures, string wait, string reason);

    [LoggerMessage(304, LogLevel.Error,
        "The {Site} document ({Version}) is held back, because sections have shrunk since {Last}: {Sections}. "
        + "Review it; set IpRangesWatcherOptions.AcceptShrink if it is correct.")]
    public static partial void Shrunk(this ILogger logger, Site site, string version, string last, string sections);

    [LoggerMessage(305, LogLevel.Warning,
        "The {Site} document ({Version}) is held back: {Last} was handled before and is newer or has different content.")]
    public static partial void Older(this ILogger logger, Site site, string version, string last);

    [LoggerMessage(306, LogLevel.Warning,
        "The handled {Site} document ({Version}) cannot be stored, so the handler is called for it again after a restart: {Reason}")]
    public static partial void NotStored(this ILogger logger, Site site, string version, string reason);

    [LoggerMessage(307, LogLevel.Information, "Another process is handling the {Site} document; waiting until it ends.")]
    public static partial void Busy(this ILogger logger, Site site);

    [LoggerMessage(308, LogLevel.Error, "Watching the {Site} document failed; trying again in {Wait}: {Reason}")]
    public static partial void CheckFailed(this ILogger logger, Exception exception, Site site, string wait, string reason);

    [LoggerMessage(309, LogLevel.Error,
        "The {Site} document ({Version}) is held back, because sections have grown sharply since {Last}: {Sections}. "
        + "Review it; set IpRangesWatcherOptions.AcceptGrowth if it is correct.")]
    public static partial void Grown(this ILogger logger, Site site, string version, string last, string sections);

    [LoggerMessage(310, LogLevel.Warning, "The {Site} document cannot be fetched; handled before: {Last}; trying again in {Wait}: {Reason}")]
    public static partial void FetchFailed(this ILogger logger, Site site, string last, string wait, string reason, Exception exception);

    [LoggerMessage(311, LogLevel.Information, "Watching the {Site} document works again; it has {Version}.")]
    public static partial void Recovered(this ILogger logger, Site site, string version);

    [LoggerMessage(312, LogLevel.Warning, "The file of the last handled document, '{Path}', is damaged: {Reason}. {Version} is recovered.")]
    public static partial void HandledRecovered(this ILogger logger, string path, string reason, string version);

    [LoggerMessage(313, LogLevel.Warning,
        "The file of the last handled document, '{Path}', is damaged: {Reason}. The document is lost ({Version}), so that the handler is called as for "
        + "the first one, after a comparison with the cache or the baseline.")]
    public static partial void HandledLost(this ILogger logger, string path, string reason, string version);

    [LoggerMessage(314, LogLevel.Warning,
        "The handler of the {Site} document has no lock, so another process may call its handler at the same time.")]
    public static partial void NotLocked(this ILogger logger, Exception exception, Site site);
}
