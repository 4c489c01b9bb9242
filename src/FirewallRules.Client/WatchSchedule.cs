namespace FirewallRules.Client;

/// <summary>How long a watcher waits before the next request.</summary>
/// <param name="interval">The wait after a success.</param>
/// <param name="jitter">
/// The maximum fraction of the interval that is added at random, 0–1, so that many watchers do not send requests at once.
/// </param>
/// <param name="retryDelay">The wait after the first failure; it doubles with each further failure.</param>
/// <param name="maxRetryDelay">The maximum wait after a failure.</param>
/// <param name="random">Returns a number from 0 to below 1.</param>
internal sealed class WatchSchedule(TimeSpan interval, double jitter, TimeSpan retryDelay, TimeSpan maxRetryDelay, Func<double> random)
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(1);

    /// <param name="failures">The number of failures in a row; 0 after a success.</param>
    /// <param name="retryAfter">How long the server asks to wait; limited to one day.</param>
    public TimeSpan Next(int failures, TimeSpan? retryAfter = null)
    {
        if (failures == 0)
        {
            return interval * (1 + jitter * random());
        }

        // The exponent is limited, because a long outage would exceed the range of a double.
        var full = Math.Min(maxRetryDelay.TotalSeconds, retryDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 60)));
        var wait = TimeSpan.FromSeconds(full * (0.5 + 0.5 * random()));
        return retryAfter > wait ? TimeSpan.FromTicks(Math.Min(retryAfter.Value.Ticks, MaxRetryAfter.Ticks)) : wait;
    }
}
