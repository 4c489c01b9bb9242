using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>What the cache says to a log: events 200 to 299.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(200, LogLevel.Warning, "The cached document {Path} is not used: {Reason}. The next fetched one replaces it.")]
    public static partial void Discarded(this ILogger logger, string path, string reason);

    [LoggerMessage(201, LogLevel.Warning, "The cache {Path} cannot be read, and documents are fetched as if there were none: {Reason}")]
    public static partial void Unreadable(this ILogger logger, string path, string reason);

    [LoggerMessage(202, LogLevel.Information, "The cache {Path} keeps version {Kept}, which is newer than version {Refused}.")]
    public static partial void KeptNewer(this ILogger logger, string path, long? kept, long? refused);

    [LoggerMessage(203, LogLevel.Debug, "The cache {Path} now holds version {Version}.")]
    public static partial void Written(this ILogger logger, string path, long? version);

    [LoggerMessage(204, LogLevel.Information, "{Path} was left over by a writer that was ended, and is deleted.")]
    public static partial void LeftOver(this ILogger logger, string path);
}
