using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Log events of the cache: 200 to 299.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(200, LogLevel.Warning, "The cached document {Path} is ignored: {Reason}. The next fetched document replaces it.")]
    public static partial void Discarded(this ILogger logger, string path, string reason);

    [LoggerMessage(201, LogLevel.Warning, "The cache {Path} cannot be read and is ignored: {Reason}")]
    public static partial void Unreadable(this ILogger logger, string path, string reason);

    [LoggerMessage(202, LogLevel.Information, "The cache {Path} keeps {Kept}, which is newer; {Refused} is not written.")]
    public static partial void KeptNewer(this ILogger logger, string path, string kept, string refused);

    [LoggerMessage(203, LogLevel.Debug, "The cache {Path} now contains {Version}.")]
    public static partial void Written(this ILogger logger, string path, string version);

    [LoggerMessage(204, LogLevel.Information, "Deleted {Path}, which a terminated writer left.")]
    public static partial void DeletedAbandoned(this ILogger logger, string path);
}
