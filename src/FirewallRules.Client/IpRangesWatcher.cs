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
    private const string Older = "older";

    private readonly Site _site = options.Site ?? client.Site;
    private readonly WatchSchedule _schedule = new(
        options.Interval, options.Jitter, options.RetryDelay, options.MaxRetryDelay, random ?? Random.Shared.NextDouble);
    private readonly WatchReports _reports = new(client.Time);
    private IpRangesDocument? _known;
    private volatile WatchStatus _status = new();

    public Site Site => _site;

    public IpRangesClient Client => client;

    public TimeSpan LongestInterval => options.Interval * (1 + options.Jitter);

    /// <summary>What the last check found. It is replaced as a whole.</summary>
    public WatchStatus Status
    {
        get => _status;
        private set => _status = value;
    }

    public override void Dispose()
    {
        WatchTelemetry.Remove(this);
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            Exception? failure = null;
            try
            {
                // Another process at work is no failure of this one: the delay does not grow.
                failures = await CheckAsync(stoppingToken).ConfigureAwait(false) == IpRangesWatchOutcome.Busy ? ReportBusy() : 0;
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

    /// <summary>Fetches the document once, and calls the handler if the version is new.</summary>
    /// <exception cref="IpRangesClientException">There is no usable document.</exception>
    /// <exception cref="IpRangesCacheException">It is not known which document was handled before.</exception>
    /// <exception cref="HandlerException">The handler has failed.</exception>
    internal async Task<IpRangesWatchOutcome> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await CheckOnceAsync(cancellationToken).ConfigureAwait(false);
            Status = Status with { Failure = null, HeldBack = outcome == IpRangesWatchOutcome.HeldBack ? Status.HeldBack : null };
            return outcome;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var (failure, isHandlerFailure) = e is HandlerException { InnerException: { } inner } ? (inner, true) : (e, false);
            Status = Status with { Failure = failure, IsHandlerFailure = isHandlerFailure };
            WatchTelemetry.Failed(this, failure, isHandlerFailure);
            throw;
        }
    }

    private async Task<IpRangesWatchOutcome> CheckOnceAsync(CancellationToken cancellationToken)
    {
        _known = await handled.ReadAsync(fetched: null, cancellationToken).ConfigureAwait(false);
        Status = Status with { Handled = _known?.Provenance };
        IpRangesDocument? inUse = null;
        var fetch = await client.FetchForWatcherAsync(_site, IsHeldBack, cancellationToken).ConfigureAwait(false);
        Status = Status with { Fetched = fetch.Document.Provenance, FetchedAt = fetch.FetchedAt };
        using var turn = await handled.TakeTurnAsync(client.TotalTimeout, cancellationToken).ConfigureAwait(false);
        if (turn is null)
        {
            return IpRangesWatchOutcome.Busy;
        }

        var last = await handled.ReadAsync(fetch, cancellationToken).ConfigureAwait(false);
        Status = Status with { Handled = last?.Provenance };
        var update = new IpRangesUpdate(last, fetch.Document, Thresholds);
        var outcome = handled.Floor is { } lost && !client.AllowsOlder && fetch.Document.Provenance.IsOlderThan(lost)
            ? HoldBack("older", update.New.Version, () => logger.Older(_site, VersionText.Of(update.New.Provenance), VersionText.Of(lost)))
            : Judge(update, inUse);
        if (outcome == IpRangesWatchOutcome.Handled)
        {
            logger.Handling(_site, VersionText.Of(update.New.Provenance), VersionText.OfLast(last));
            await CallAsync(update, cancellationToken).ConfigureAwait(false);
            await handled.WriteAsync(fetch).ConfigureAwait(false);
            Status = Status with { Handled = update.New.Provenance };
            logger.Handled(_site, VersionText.Of(update.New.Provenance));
        }
        else if (outcome == IpRangesWatchOutcome.Unchanged && handled.IsDamaged)
        {
            await handled.WriteAsync(fetch).ConfigureAwait(false);
        }

        if (outcome != IpRangesWatchOutcome.HeldBack && _reports.Clear())
        {
            logger.Recovered(_site, VersionText.Of(update.New.Provenance));
        }

        return outcome;

        // Before the first version is handled, the document in use is the one of the cache or the baseline.
        bool IsHeldBack(IpRangesDocument? seen, IpRangesDocument updated)
        {
            inUse = seen;
            return (_known ?? seen) is { } old && Refused(IpRangesDiff.Between(old, updated, Thresholds)) is not null;
        }
    }

    private int ReportBusy()
    {
        if (_reports.IsDue(IpRangesWatchOutcome.Busy))
        {
            logger.Busy(_site);
        }

        return 1;
    }

    private IpRangesWatchOutcome Judge(IpRangesUpdate update, IpRangesDocument? inUse)
    {
        var diff = update.Diff ?? (inUse is null ? null : IpRangesDiff.Between(inUse, update.New, Thresholds));
        if (diff is null)
        {
            return IpRangesWatchOutcome.Handled;
        }

        var (version, before) = (diff.New.Version, diff.Old.Version);
        if (update.Old is not null)
        {
            if (version == before && diff.IsSame)
            {
                return IpRangesWatchOutcome.Unchanged;
            }

            // The client refuses these, too, but without a folder it does not remember earlier runs.
            if (!client.AllowsOlder && diff.VersionRelation is IpRangesVersionRelation.Older or IpRangesVersionRelation.Same)
            {
                return HoldBack(Older, version, () => logger.Older(_site, VersionText.Of(diff.New), VersionText.Of(diff.Old)));
            }
        }

        return Refused(diff) switch
        {
            null => IpRangesWatchOutcome.Handled,
            Shrunk => HoldBack(
                Shrunk, version, () => logger.Shrunk(_site, VersionText.Of(diff.New), VersionText.Of(diff.Old), Describe(diff.Shrunk))),
            var grown => HoldBack(
                grown, version, () => logger.Grown(_site, VersionText.Of(diff.New), VersionText.Of(diff.Old), Describe(diff.Grown))),
        };
    }

    private string? Refused(IpRangesDiff diff)
        => diff.HasShrunk && !options.AcceptShrink ? Shrunk
            : diff.HasGrown && !options.AcceptGrowth ? Grown
            : null;

    private static string Describe(IEnumerable<IpRangesSectionDiff> sections) => string.Join(", ", sections.Select(section => section.ToString()));

    private IpRangesWatchOutcome HoldBack(string reason, long? version, Action log)
    {
        Status = Status with { HeldBack = reason };
        if (_reports.IsDue((reason, version)))
        {
            log();
        }

        return IpRangesWatchOutcome.HeldBack;
    }

    private async Task CallAsync(IpRangesUpdate update, CancellationToken cancellationToken)
    {
        try
        {
            await handler(update, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new HandlerException(update.New.Provenance, e);
        }
    }

    private void Log(Exception? failure, int failures, TimeSpan wait)
    {
        switch (failure)
        {
            case HandlerException { InnerException: { } inner, Document: var document }:
                logger.HandlerFailed(inner, _site, VersionText.Of(document), failures, DurationText.Of(wait), inner.Message);
                break;

            case null:
            case not null when !_reports.IsDue(failure):
                logger.Waiting(_site, DurationText.Of(wait));
                break;

            case IpRangesClientException { Reason: var reason }:
                logger.FetchFailed(_site, VersionText.OfLast(_known), DurationText.Of(wait), reason, failure);
                break;

            default:
                logger.CheckFailed(failure, _site, DurationText.Of(wait), failure.Message);
                break;
        }
    }

    /// <summary>The handler failed for a version.</summary>
    internal sealed class HandlerException(Provenance document, Exception innerException) : Exception(innerException.Message, innerException)
    {
        public Provenance Document { get; } = document;
    }
}
