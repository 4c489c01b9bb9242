using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>What the client logs. Ids do not change; no message holds a header, a text of a document, or an exception that quotes one.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(100, LogLevel.Debug, "Fetched the {Site} document: {Outcome}, version {Version}, {Bytes} bytes.")]
    public static partial void Fetched(this ILogger logger, Site site, IpRangesFetchOutcome outcome, long? version, int bytes);

    [LoggerMessage(101, LogLevel.Warning, "Attempt {Attempt} to fetch the {Site} document failed ({Error}, status {Status}); trying again in {Delay}.")]
    public static partial void Retrying(this ILogger logger, int attempt, Site site, IpRangesClientError error, int? status, TimeSpan delay);

    [LoggerMessage(102, LogLevel.Warning, "Fetching the {Site} document failed ({Error}, status {Status}).")]
    public static partial void Failed(this ILogger logger, Site site, IpRangesClientError error, int? status);

    [LoggerMessage(103, LogLevel.Warning, "Too many attempts to fetch the {Site} document failed; no further one is let out for {Duration}.")]
    public static partial void CircuitOpened(this ILogger logger, Site site, TimeSpan duration);

    [LoggerMessage(104, LogLevel.Information, "Fetching the {Site} document works again.")]
    public static partial void CircuitClosed(this ILogger logger, Site site);

    [LoggerMessage(105, LogLevel.Warning, "The cache of the {Site} document could not be read; going on without.")]
    public static partial void CacheNotRead(this ILogger logger, Site site, Exception exception);

    [LoggerMessage(106, LogLevel.Warning, "The {Site} document could not be written to the cache; going on without.")]
    public static partial void CacheNotWritten(this ILogger logger, Site site, Exception exception);

    [LoggerMessage(107, LogLevel.Warning, "What the cache holds for {Site} is no document; fetching it whole.")]
    public static partial void CacheNotADocument(this ILogger logger, Site site);
}
