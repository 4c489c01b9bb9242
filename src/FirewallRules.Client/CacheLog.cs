using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Log events of the cache: 200 to 299.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(200, LogLevel.Warning,
        "The cache '{Path}' is damaged: {Reason}. It had {Version}: an older document is refused, and the fetched one replaces the file.")]
    public static partial void Damaged(this ILogger logger, string path, string reason, string version);

    [LoggerMessage(201, LogLevel.Warning, "The cache '{Path}' {Problem}: {Reason}. It is not known whether the {Site} document is older than the one in it.")]
    public static partial void Unknown(this ILogger logger, string path, string problem, string reason, Site site);

    [LoggerMessage(202, LogLevel.Information, "The cache {Path} keeps {Kept}, which is newer; {Refused} is not written.")]
    public static partial void KeptNewer(this ILogger logger, string path, string kept, string refused);

    [LoggerMessage(203, LogLevel.Debug, "The cache {Path} now contains {Version}.")]
    public static partial void Written(this ILogger logger, string path, string version);

    [LoggerMessage(205, LogLevel.Warning,
        "The cache '{Path}' is damaged: {Reason}. It had {Version}: an older document is refused, and the fetched one replaces the file. The addresses "
        + "are lost, so the fetched ones are not compared with them.")]
    public static partial void Lost(this ILogger logger, string path, string reason, string version);

    [LoggerMessage(204, LogLevel.Information, "Deleted {Path}, which a terminated writer left.")]
    public static partial void DeletedAbandoned(this ILogger logger, string path);
}
