namespace FirewallRules.Client;

/// <summary>Decides whether a problem is logged: once, again when it changes, and again after a day.</summary>
internal sealed class WatchReports(TimeProvider time)
{
    private static readonly TimeSpan Repetition = TimeSpan.FromDays(1);

    private object? _last;
    private long _reported;

    /// <summary>Whether a failed fetch should be logged now.</summary>
    public bool IsDue(Exception failure) => failure switch
    {
        IpRangesClientException fetch
            => IsDue((fetch.Error, fetch.StatusCode, fetch.Document, IsRepeated(fetch.Error) ? "" : fetch.Reason)),
        _ => IsDue((failure.GetType(), failure.Message)),
    };

    /// <param name="problem">What went wrong; equal for the same problem.</param>
    /// <returns>Whether it should be logged now.</returns>
    public bool IsDue<T>(T problem)
        where T : struct
    {
        if (problem.Equals(_last) && time.GetElapsedTime(_reported) < Repetition)
        {
            return false;
        }

        (_last, _reported) = (problem, time.GetTimestamp());
        return true;
    }

    // Their reasons contain times, which differ each time.
    private static bool IsRepeated(IpRangesClientError error)
        => error is IpRangesClientError.Status or IpRangesClientError.Timeout or IpRangesClientError.CircuitOpen;

    /// <summary>Forgets the problem.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Clear()
    {
        var had = _last is not null;
        _last = null;
        return had;
    }
}
