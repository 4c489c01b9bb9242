using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FirewallRules.Client;

/// <summary>Reports the state of a watcher or a client, without a request.</summary>
/// <param name="find">Finds the watcher or client. A failure is the result of the check.</param>
/// <param name="maxAge">The maximum age of the document; null for the default.</param>
internal sealed class IpRangesHealthCheck(Func<HealthSource> find, TimeSpan? maxAge) : IHealthCheck
{
    private static readonly TimeSpan DefaultMaxAge = TimeSpan.FromDays(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var source = find();
        var status = await source.StatusAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan? age = status.FetchedAt is { } fetchedAt ? IpRangesTelemetry.Age(fetchedAt, source.State.Time) : null;
        var problems = Problems(source, status, age).ToList();
        return new HealthCheckResult(
            problems.Count == 0 ? HealthStatus.Healthy : context.Registration.FailureStatus,
            problems.Count == 0 ? $"The {source.Site.Key} document is {VersionText.WithDay(status.Fetched!)}." : string.Join(' ', problems),
            status.Failure,
            Data(source, status, age));
    }

    private IEnumerable<string> Problems(HealthSource source, WatchStatus status, TimeSpan? age)
    {
        if (status.HeldBack is { } reason)
        {
            yield return $"The {source.Site.Key} document ({VersionText.Of(status.Fetched!)}) is held back ({reason}); see the log.";
        }

        if (status.Failure is { } failure)
        {
            yield return status.IsHandlerFailure
                ? $"The handler failed for {VersionText.Of(status.Fetched!)} of the {source.Site.Key} document ({IpRangesTelemetry.ErrorType(failure)})."
                : $"Fetching the {source.Site.Key} document failed ({IpRangesTelemetry.ErrorType(failure)}).";
        }

        var limit = maxAge ?? (DefaultMaxAge + (source.Watcher?.LongestInterval ?? TimeSpan.Zero));
        if (age is null)
        {
            yield return $"The {source.Site.Key} document has not been fetched yet.";
        }
        else if (age > limit)
        {
            yield return $"The {source.Site.Key} document was last confirmed {Text(age.Value)} ago; the limit is {Text(limit)}.";
        }
    }

    private static string Text(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds)).ToString("c", CultureInfo.InvariantCulture);

    private static Dictionary<string, object> Data(HealthSource source, WatchStatus status, TimeSpan? age)
    {
        (string Key, object? Value)[] values =
        [
            ("site", source.Site.Key),
            (source.Watcher is null ? "client" : "watcher", source.Name.Length == 0 ? null : source.Name),
            ("version", status.Fetched?.Version),
            ("modified", status.Fetched?.Modified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("ageSeconds", age?.TotalSeconds),
            ("handledVersion", status.Handled?.Version),
            ("heldBack", status.HeldBack),
            ("error", status.Failure is { } failure ? IpRangesTelemetry.ErrorType(failure) : null),
        ];
        return values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
    }
}
