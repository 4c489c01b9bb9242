namespace FirewallRules.Client;

/// <summary>How long a watcher waits before it asks again.</summary>
/// <param name="interval">The wait after a success.</param>
/// <param name="jitter">The part of the interval that is added at random at most, 0–1, so that many watchers do not ask at once.</param>
/// <param name="retryDelay">The wait after the first failure; it doubles with each.</param>
/// <param name="maxRetryDelay">The longest wait after a failure.</param>
/// <param name="random">A number from 0 to below 1.</param>
internal sealed class WatchSchedule(TimeSpan interval, double jitter, TimeSpan retryDelay, TimeSpan maxRetryDelay, Func<double> random)
{
    /// <summary>The shortest interval: the document changes a few times a month, and its server is not ours.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);

    /// <summary>The longest interval. Twice as long, with all of the jitter, is still far from the 49 days that a delay can last.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <param name="failures">How many times in a row it failed; 0 after a success.</param>
    /// <param name="retryAfter">How long the server asks to be left alone; a day at most is believed.</param>
    public TimeSpan Next(int failures, TimeSpan? retryAfter = null)
    {
        if (failures == 0)
        {
            return interval * (1 + jitter * random());
        }

        // The exponent is bounded, as a long outage would leave the range of a double.
        var full = Math.Min(maxRetryDelay.TotalSeconds, retryDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 60)));
        var wait = TimeSpan.FromSeconds(full * (0.5 + 0.5 * random()));
        return retryAfter > wait ? (retryAfter.Value < LongestRetryAfter ? retryAfter.Value : LongestRetryAfter) : wait;
    }
}
