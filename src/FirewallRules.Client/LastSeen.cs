using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>What is known about the last document of a site before a fetch.</summary>
/// <param name="Seen">The document; null when there is none or it cannot be used.</param>
/// <param name="Failure">Why the cache cannot be used; null when it can or there is none.</param>
/// <param name="Floor">What is certain about a cached document that cannot be used.</param>
internal sealed record LastSeen(SeenDocument? Seen, IpRangesCacheException? Failure = null, CacheFloor? Floor = null)
{
    /// <summary>The newest document to compare with; null when there is none.</summary>
    public IpRangesDocument? Document
        => Seen?.Document is not { } seen || (Floor?.Document is { } floor && seen.IsOlderThan(floor)) ? Floor?.Document : seen;

    /// <summary>Whether there may be a newer document than the one of the server, which nobody could tell.</summary>
    public bool IsUnknown => Failure is not null && Seen is null && Floor is null;

    /// <summary>Logs why the cache cannot be used.</summary>
    public void Log(ILogger logger, Site site)
    {
        switch (Failure?.Problem)
        {
            case null:
                break;

            case { Error: IpRangesCacheError.Refused } problem:
                logger.CachedRefused(problem.Path, VersionText.WithDay(Floor!.Provenance), problem.Reason);
                break;

            case { } problem when Floor is { } floor && Document is null:
                logger.Lost(problem.Path, problem.Reason, VersionText.WithDay(floor.Provenance));
                break;

            case { } problem when Floor is { } floor:
                logger.Damaged(problem.Path, problem.Reason, VersionText.WithDay(floor.Provenance));
                break;

            case { } problem:
                logger.Unknown(problem.Path, problem.What, problem.Reason, site);
                break;
        }
    }
}
