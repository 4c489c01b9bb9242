using System.Runtime.CompilerServices;
using FirewallRules.Client;

namespace FirewallRules;

public sealed partial class IpRangesClient
{
    internal ClientState State => _state;

    internal TimeProvider Time => _state.Time;

    internal string? CacheFolder => _state.Options.CacheFolder;

    /// <exception cref="ArgumentException"><see cref="IpRangesClientOptions.BaseAddress"/> is for the document of another site only.</exception>
    internal void CheckAddress(Site site) => IpRangesAddress.Of(_state.Options, site, section: null);

    internal bool AllowsOlder => _state.Options.AllowOlder;

    internal TimeSpan TotalTimeout => _state.Options.Resilience.TotalTimeout;

    /// <summary>Yields each new version of the document of <see cref="Site"/> as it is published.</summary>
    /// <inheritdoc cref="WatchAsync(Site, TimeSpan?, CancellationToken)" />
    public IAsyncEnumerable<IpRangesUpdate> WatchAsync(TimeSpan? interval = null, CancellationToken cancellationToken = default)
        => WatchAsync(Site, interval, cancellationToken);

    /// <summary>Yields each new version of a site's document as it is published.</summary>
    /// <remarks>
    /// <para>
    /// The watch starts from the last document seen (<see cref="GetCachedAsync(Site, CancellationToken)"/>), fetches immediately, and then once
    /// per interval. Each new version is yielded once. If no document was seen before, the first update has no <see cref="IpRangesUpdate.Old"/>.
    /// Check <see cref="IpRangesUpdate.HasShrunk"/> and <see cref="IpRangesUpdate.HasGrown"/> before using an update: a section may have lost or
    /// gained too many addresses.
    /// </para>
    /// <para>
    /// A failed fetch is repeated, first after half a minute and then with growing delays up to half an hour, or when the server requests it.
    /// It is logged as a warning once, and again when the reason changes or after a day. This includes an older version, which the client
    /// refuses. An exception of another kind, for example of a handler of the <see cref="HttpClient"/>, is logged as an error and repeated in
    /// the same way.
    /// </para>
    /// <para>
    /// A yielded document counts as seen, whether or not the caller has finished with it. If no version may be missed, add a watcher to a host:
    /// <see cref="Microsoft.Extensions.DependencyInjection.IpRangesWatcherServiceCollectionExtensions"/>.
    /// </para>
    /// </remarks>
    /// <param name="site">The site.</param>
    /// <param name="interval">
    /// The time between two requests, 1 minute to 7 days, plus up to a tenth at random; 1 hour by default.
    /// </param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not 1 minute to 7 days.</exception>
    /// <exception cref="ArgumentException">
    /// <see cref="IpRangesClientOptions.BaseAddress"/> is for the document of another site only.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The <see cref="HttpClient"/> or one of its handlers has been disposed, so that no later fetch can succeed.
    /// </exception>
    /// <example><code>
    /// using var http = new HttpClient(IpRangesClient.CreateHandler());
    /// var client = new IpRangesClient(http);
    /// await foreach (var update in client.WatchAsync(Site.Eu1, TimeSpan.FromHours(1)))
    /// {
    ///     Console.WriteLine(update.Diff);
    /// }
    /// </code></example>
    public IAsyncEnumerable<IpRangesUpdate> WatchAsync(Site site, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        var options = new IpRangesWatcherOptions();
        var time = interval ?? options.Interval;
        var (min, max) = (IpRangesWatcherOptions.MinInterval, IpRangesWatcherOptions.MaxInterval);
        if (time < min || time > max)
        {
            throw new ArgumentOutOfRangeException(
                nameof(interval), $"The interval is {DurationText.Of(time)}; it must be from {DurationText.Of(min)} to {DurationText.Of(max)}.");
        }

        var schedule = new WatchSchedule(time, options.Jitter, options.RetryDelay, options.MaxRetryDelay, Random.Shared.NextDouble);
        return UpdatesAsync(site, schedule, cancellationToken);
    }

    private async IAsyncEnumerable<IpRangesUpdate> UpdatesAsync(
        Site site, WatchSchedule schedule, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A mirror of another site will not become one of this site.
        CheckAddress(site);

        // What is wrong with the cache is logged by the fetch.
        var last = (await _state.Seen.LastAsync(site, section: null, cancellationToken).ConfigureAwait(false)).Document;
        var reports = new WatchReports(_state.Time);
        for (var failures = 0; ;)
        {
            IpRangesDocument? next = null;
            Exception? failure = null;
            try
            {
                next = (await FetchForWatcherAsync(site, (_, _) => false, cancellationToken).ConfigureAwait(false)).Document;
                failures = 0;
                if (reports.Clear())
                {
                    _state.Logger.Recovered(site, VersionText.Of(next.Provenance));
                }
            }
            catch (Exception e) when (e is not ObjectDisposedException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                (failures, failure) = (failures + 1, e);
            }

            if (next is not null && (last is null || IsNew(last, next)))
            {
                yield return new IpRangesUpdate(last, next);
                last = next;
            }

            var wait = schedule.Next(failures, (failure as IpRangesClientException)?.RetryAfter);
            Log(failure, site, last, wait, reports);
            await Task.Delay(wait, _state.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Log(Exception? failure, Site site, IpRangesDocument? last, TimeSpan wait, WatchReports reports)
    {
        if (failure is null || !reports.IsDue(failure))
        {
            _state.Logger.Waiting(site, DurationText.Of(wait));
        }
        else if (failure is IpRangesClientException { Reason: var reason })
        {
            _state.Logger.FetchFailed(site, VersionText.OfLast(last), DurationText.Of(wait), reason, failure);
        }
        else
        {
            _state.Logger.CheckFailed(failure, site, DurationText.Of(wait), failure.Message);
        }
    }

    // The client returns an older document only if its options allow it.
    private static bool IsNew(IpRangesDocument last, IpRangesDocument next)
        => last.Version != next.Version || !IpRangesDiff.Between(last, next).IsSame;
}
