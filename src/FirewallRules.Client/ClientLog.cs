using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Log events of the client: 100 to 199. No message contains a header or text from a document.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(100, LogLevel.Debug, "Fetched the {Site} document: {Outcome}, {Version}, {Bytes} bytes.")]
    public static partial void Fetched(this ILogger logger, Site site, IpRangesFetchOutcome outcome, string version, int bytes);

    [LoggerMessage(EventId = 101, Message = "Attempt {Attempt} to fetch the {Site} document failed; trying again in {Delay}: {Reason}")]
    public static partial void Retrying(this ILogger logger, LogLevel level, int attempt, Site site, string delay, string reason);

    [LoggerMessage(102, LogLevel.Information, "Fetching the {Site} document failed: {Reason}")]
    public static partial void Failed(this ILogger logger, Site site, string reason);

    [LoggerMessage(103, LogLevel.Warning, "Too many attempts to fetch the {Site} document failed; further attempts are paused for {Duration}.")]
    public static partial void CircuitOpened(this ILogger logger, Site site, string duration);

    [LoggerMessage(104, LogLevel.Information, "Fetching the {Site} document works again.")]
    public static partial void CircuitClosed(this ILogger logger, Site site);

    [LoggerMessage(106, LogLevel.Warning, "The {Site} document is not stored: {Problem}")]
    public static partial void NotCached(this ILogger logger, Site site, IpRangesCacheProblem problem);

    [LoggerMessage(107, LogLevel.Warning,
        "The document in the cache '{Path}' ({Version}) is not accepted: {Reason}. An older document is refused; the whole document is fetched.")]
    public static partial void CachedRefused(this ILogger logger, string path, string version, string reason);

    [LoggerMessage(108, LogLevel.Error, "The changed {Options} '{Name}' are invalid, so the previous ones stay in use: {Reason}")]
    public static partial void OptionsNotChanged(this ILogger logger, string options, string name, string reason);

    [LoggerMessage(109, LogLevel.Information, "The {Options} '{Name}' have changed.")]
    public static partial void OptionsChanged(this ILogger logger, string options, string name);
}
