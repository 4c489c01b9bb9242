using System.ComponentModel.DataAnnotations;
using FirewallRules.Client;

namespace FirewallRules;

/// <summary>Timeouts, retries and the circuit breaker of an <see cref="IpRangesClient"/>.</summary>
/// <remarks>
/// Transient failures are retried: failed or interrupted connections, timeouts, and the statuses 408, 429 and 5xx. Others are reported
/// immediately: another status, an invalid or too large response, a refused redirect or certificate, an older document.
/// </remarks>
public sealed class IpRangesResilienceOptions
{
    private const double MinTotalSeconds = 1;
    private const double MaxTotalSeconds = 3600;

    /// <summary>The minimum of <see cref="TotalTimeout"/>: 1 second.</summary>
    public static TimeSpan MinTotalTimeout { get; } = TimeSpan.FromSeconds(MinTotalSeconds);

    /// <summary>The maximum of <see cref="TotalTimeout"/>: 1 hour.</summary>
    public static TimeSpan MaxTotalTimeout { get; } = TimeSpan.FromSeconds(MaxTotalSeconds);

    /// <summary>
    /// The time limit of a fetch, including retries, waits, and the wait for others that write to the cache: 1 second to 1 hour. If only the cache
    /// is late, the document is returned without being stored.
    /// </summary>
    /// <value>The default is 60 seconds.</value>
    [Duration(MinTotalSeconds, MaxTotalSeconds)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The time limit of one attempt, to the last byte of the body: 100 milliseconds to <see cref="TotalTimeout"/>.</summary>
    /// <value>The default is 15 seconds.</value>
    [Duration(0.1, 3600)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The maximum number of retries: 0 (none) to 20.</summary>
    /// <value>The default is 3.</value>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry, which doubles with each retry and is randomized: 10 milliseconds to 1 minute.</summary>
    /// <value>The default is 1 second.</value>
    [Duration(0.01, 60)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum wait before a retry, unless the server requests one: <see cref="RetryDelay"/> to 10 minutes.</summary>
    /// <value>The default is 10 seconds.</value>
    [Duration(0.01, 600)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The maximum wait that a server may request with <c>Retry-After</c>: zero to 1 hour. If it requests more, the fetch ends immediately and
    /// <see cref="IpRangesClientException.RetryAfter"/> contains the requested wait.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    [Duration(0, 3600)]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The fraction of failed attempts within <see cref="CircuitWindow"/> that opens the circuit: 0.01 to 1.</summary>
    /// <value>The default is 0.8.</value>
    [Range(0.01, 1.0)]
    public double CircuitFailureRatio { get; set; } = 0.8;

    /// <summary>The minimum number of attempts within <see cref="CircuitWindow"/> before the circuit can open: 2 to 1000.</summary>
    /// <value>The default is 10.</value>
    [Range(2, 1000)]
    public int CircuitMinimumAttempts { get; set; } = 10;

    /// <summary>The period in which attempts are counted: 1 second to 1 hour.</summary>
    /// <value>The default is 2 minutes.</value>
    [Duration(1, 3600)]
    public TimeSpan CircuitWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an open circuit blocks attempts: 1 second to 1 hour.</summary>
    /// <value>The default is 30 seconds.</value>
    [Duration(1, 3600)]
    public TimeSpan CircuitBreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    internal IpRangesResilienceOptions Copy() => (IpRangesResilienceOptions)MemberwiseClone();
}
