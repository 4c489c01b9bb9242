using System.Runtime.CompilerServices;
using FirewallRules.Client;

namespace FirewallRules;

public sealed partial class IpRangesClient
{
    internal TimeProvider Time => _state.Time;

    internal string? CacheFolder => _state.Options.CacheFolder;

    internal bool AllowsOlder => _state.Options.AllowOlder;

    /// <summary>Yields each new version of the document of <see cref="Site"/> as it is published.</summary>
    /// <inheritdoc cref="WatchAsync(Site, TimeSpan?, CancellationToken)" />
    public IAsyncEnumerable<IpRangesUpdate> WatchAsync(TimeSpan? interval = null, CancellationToken cancellationToken = default)
        => WatchAsync(Site, interval, cancellationToken);

    /// <summary>Yields each new version of a site's document as it is published.</summary>
    /// <remarks>
    /// <para>
    /// It starts from the last document seen (<see cref="GetCachedAsync"/>), asks at once, and then once an interval: what changed since is
    /// yielded first, then every later version, each once. Where none was ever seen, the first update has no
    /// <see cref="IpRangesUpdate.Old"/>. An update that lost too much of a section has <see cref="IpRangesUpdate.HasShrunk"/>; what to do
    /// about it is for the caller.
    /// </para>
    /// <para>
    /// A fetch that fails is logged and tried again: after half a minute, then ever later up to half an hour, or when the server asks for it.
    /// That includes a version that goes back, which the client refuses.
    /// </para>
    /// <para>
    /// What was yielded counts as seen, whether or not the caller came to an end with it. Where nothing may be missed, add a watcher to a
    /// host: <see cref="IpRangesWatcherServiceCollectionExtensions"/>.
    /// </para>
    /// </remarks>
    /// <param name="site">The site.</param>
    /// <param name="interval">
    /// The time between two requests, 1 minute to 7 days, to which up to a tenth is added at random; 1 hour by default.
    /// </param>
    /// <param name="cancellationToken">Ends the watch with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not 1 minute to 7 days.</exception>
    /// <exception cref="ArgumentException"><see cref="IpRangesClientOptions.BaseAddress"/> holds the document of another site alone.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<IpRangesUpdate> WatchAsync(Site site, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        var options = new IpRangesWatcherOptions();
        var time = interval ?? options.Interval;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, WatchSchedule.ShortestInterval, nameof(interval));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, WatchSchedule.LongestInterval, nameof(interval));
        var schedule = new WatchSchedule(time, options.Jitter, options.RetryDelay, options.MaxRetryDelay, Random.Shared.NextDouble);
        return UpdatesAsync(site, schedule, cancellationToken);
    }

    private async IAsyncEnumerable<IpRangesUpdate> UpdatesAsync(Site site, WatchSchedule schedule, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = (await GetCachedAsync(site, cancellationToken).ConfigureAwait(false))?.Document;
        for (var failures = 0; ;)
        {
            IpRangesDocument? next = null;
            TimeSpan? retryAfter = null;
            try
            {
                next = await GetAsync(site, cancellationToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (IpRangesClientException e)
            {
                (failures, retryAfter) = (failures + 1, e.RetryAfter);
            }

            if (next is not null && (last is null || IsNew(last, next)))
            {
                yield return new IpRangesUpdate(last, next);
                last = next;
            }

            var wait = schedule.Next(failures, retryAfter);
            _state.Logger.Waiting(site, wait);
            await Task.Delay(wait, _state.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    // The client lets an older document through only where its options do.
    private static bool IsNew(IpRangesDocument last, IpRangesDocument next)
        => last.Version != next.Version || !IpRangesDiff.Between(last, next).IsSame;
}
