using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>What watching says to a log: events 300 to 399.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(300, LogLevel.Debug, "The {Site} document is asked for again in {Wait}.")]
    public static partial void Waiting(this ILogger logger, Site site, TimeSpan wait);

    [LoggerMessage(301, LogLevel.Information, "The {Site} document has a new version, {Version} after {Last}; calling the handler.")]
    public static partial void Handling(this ILogger logger, Site site, long? version, long? last);

    [LoggerMessage(302, LogLevel.Information, "The handler is done with version {Version} of the {Site} document.")]
    public static partial void Handled(this ILogger logger, Site site, long? version);

    [LoggerMessage(303, LogLevel.Error,
        "The handler failed for version {Version} of the {Site} document, {Failures} times in a row; it is called again in {Wait}.")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, Site site, long? version, int failures, TimeSpan wait);

    [LoggerMessage(304, LogLevel.Error,
        "Version {Version} of the {Site} document is not handed on, as it lost too much since version {Last}: {Sections}. Look at it; set AcceptShrink if it is right.")]
    public static partial void Shrunk(this ILogger logger, Site site, long? version, long? last, string sections);

    [LoggerMessage(305, LogLevel.Warning,
        "Version {Version} of the {Site} document is not handed on: version {Last} was handled before, which is newer or says something else.")]
    public static partial void WentBack(this ILogger logger, Site site, long? version, long? last);

    [LoggerMessage(306, LogLevel.Warning,
        "It cannot be remembered that version {Version} of the {Site} document was handled: {Reason} After a restart the handler is called for it again.")]
    public static partial void NotRemembered(this ILogger logger, Site site, long? version, string reason);

    [LoggerMessage(307, LogLevel.Information, "Another process is handling the {Site} document.")]
    public static partial void Busy(this ILogger logger, Site site);

    [LoggerMessage(308, LogLevel.Error, "Watching the {Site} document failed; trying again in {Wait}.")]
    public static partial void CheckFailed(this ILogger logger, Exception exception, Site site, TimeSpan wait);
}
