using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>Fetches the document of a site periodically, and calls a handler for each version that the handler has not completed.</summary>
/// <remarks>
/// A completed version is stored after the handler returns, so that a crash in between causes another call: at least once. Only one handler
/// of an owner runs at a time in all processes that use the folder; the next one continues from what that one handled.
/// </remarks>
internal sealed class IpRangesWatcher(
    IpRangesClient client,
    IpRangesWatcherOptions options,
    HandledDocument handled,
    Func<IpRangesUpdate, CancellationToken, Task> handler,
    ILogger logger,
    Func<double>? random = null)
    : BackgroundService
{
    private const string Shrunk = "shrunk";
    private const string Grown = "grown";

    private readonly Site _site = options.Site ?? client.Site;
    private readonly WatchSchedule _schedule = new(
        options.Interval, options.Jitter, options.RetryDelay, options.MaxRetryDelay, random ?? Random.Shared.NextDouble);
    private (string Reason, long? Version)? _reported;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            Exception? failure = null;
            try
            {
                failures = await CheckAsync(stoppingToken).ConfigureAwait(false) ? 0 : failures + 1;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                (failure, failures) = (e, failures + 1);
            }

            var wait = _schedule.Next(failures, (failure as IpRangesClientException)?.RetryAfter);
            Log(failure, failures, wait);
            await Task.Delay(wait, client.Time, stoppingToken).ConfigureAwait(false);
        }
    }

    private IpRangesDiffOptions Thresholds => new() { ShrinkThreshold = options.ShrinkThreshold, GrowthFactor = options.GrowthFactor };

    /// <returns>Whether the check was completed.</returns>
    private async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        var known = await handled.ReadAsync(cancellationToken).ConfigureAwait(false);
        IpRangesDocument? inUse = null;
        var fetch = await client.FetchForWatcherAsync(_site, IsHeldBack, cancellationToken).ConfigureAwait(false);
        using var turn = await handled.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        if (turn is null)
        {
            logger.Busy(_site);
            return false;
        }

        var last = await handled.ReadAsync(cancellationToken).ConfigureAwait(false);
        var update = new IpRangesUpdate(last, fetch.Document, Thresholds);
        if (ShouldHandle(update, inUse))
        {
            logger.Handling(_site, VersionText.Of(update.New.Version), last is null ? "none" : VersionText.Of(last.Version));
            await CallAsync(update, cancellationToken).ConfigureAwait(false);
            await handled.WriteAsync(fetch).ConfigureAwait(false);
            logger.Handled(_site, VersionText.Of(update.New.Version));
            _reported = null;
        }

        return true;

        // Before the first version is handled, the document in use is the one of the cache or the baseline.
        bool IsHeldBack(IpRangesDocument? seen, IpRangesDocument updated)
        {
            inUse = seen;
            return (known ?? seen) is { } old && Refused(IpRangesDiff.Between(old, updated, Thresholds)) is not null;
        }
    }

    private bool ShouldHandle(IpRangesUpdate update, IpRangesDocument? inUse)
    {
        var diff = update.Diff ?? (inUse is null ? null : IpRangesDiff.Between(inUse, update.New, Thresholds));
        if (diff is null)
        {
            return true;
        }

        var (version, before) = (diff.New.Version, diff.Old.Version);
        if (update.Old is not null)
        {
            if (version == before && diff.IsSame)
            {
                return false;
            }

            // The client refuses these, too, but without a folder it does not remember earlier runs. Documents without a version have no order.
            if (!client.AllowsOlder && ((version ?? -1) < (before ?? -1) || (version == before && version is not null)))
            {
                Report("older", version, () => logger.Older(_site, VersionText.Of(version), VersionText.Of(before)));
                return false;
            }
        }

        switch (Refused(diff))
        {
            case null:
                return true;
            case Shrunk:
                Report(Shrunk, version, () => logger.Shrunk(_site, VersionText.Of(version), VersionText.Of(before), Describe(diff.Shrunk)));
                return false;
            default:
                Report(Grown, version, () => logger.Grown(_site, VersionText.Of(version), VersionText.Of(before), Describe(diff.Grown)));
                return false;
        }
    }

    private string? Refused(IpRangesDiff diff)
        => diff.HasShrunk && !options.AcceptShrink ? Shrunk
            : diff.HasGrown && !options.AcceptGrowth ? Grown
            : null;

    private static string Describe(IEnumerable<IpRangesSectionDiff> sections) => string.Join(", ", sections.Select(section => section.ToString()));

    private void Report(string reason, long? version, Action log)
    {
        if (_reported != (reason, version))
        {
            _reported = (reason, version);
            log();
        }
    }

    private async Task CallAsync(IpRangesUpdate update, CancellationToken cancellationToken)
    {
        try
        {
            await handler(update, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new HandlerException(update.New.Version, e);
        }
    }

    private void Log(Exception? failure, int failures, TimeSpan wait)
    {
        switch (failure)
        {
            case HandlerException { InnerException: { } inner, Version: var version }:
                logger.HandlerFailed(inner, _site, VersionText.Of(version), failures, wait);
                break;

            // The client has logged the failure.
            case null or IpRangesClientException:
                logger.Waiting(_site, wait);
                break;

            default:
                logger.CheckFailed(failure, _site, wait);
                break;
        }
    }

    private sealed class HandlerException(long? version, Exception innerException) : Exception(null, innerException)
    {
        public long? Version { get; } = version;
    }
}
