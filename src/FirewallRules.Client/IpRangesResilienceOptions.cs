using System.ComponentModel.DataAnnotations;
using FirewallRules.Client;

namespace FirewallRules;

/// <summary>How long an <see cref="IpRangesClient"/> tries, and when it stops trying.</summary>
/// <remarks>
/// What may pass is tried again: a connection that fails or breaks, a timeout, and the statuses 408, 429 and 5xx. What will not is reported
/// at once: another status, an answer that is too large or no document, a refused redirect or certificate, an older document.
/// </remarks>
public sealed class IpRangesResilienceOptions
{
    /// <summary>The time in which a fetch ends, retries and waits included: 1 second to 1 hour.</summary>
    /// <value>The default is 60 seconds.</value>
    [Duration(1, 3600)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The time that one attempt may take, to the last byte of its body: 100 milliseconds to <see cref="TotalTimeout"/>.</summary>
    /// <value>The default is 15 seconds.</value>
    [Duration(0.1, 3600)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often an attempt that failed is repeated: 0 (never) to 20.</summary>
    /// <value>The default is 3.</value>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry, which doubles with each and is spread at random: 10 milliseconds to 1 minute.</summary>
    /// <value>The default is 1 second.</value>
    [Duration(0.01, 60)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a retry where the server asks for none: <see cref="RetryDelay"/> to 10 minutes.</summary>
    /// <value>The default is 10 seconds.</value>
    [Duration(0.01, 600)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest wait that a server may ask for with <c>Retry-After</c>: zero (never wait for it) to 1 hour. When it asks for more, the
    /// fetch ends at once and <see cref="IpRangesClientException.RetryAfter"/> says how long.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    [Duration(0, 3600)]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of the attempts within <see cref="CircuitWindow"/> that has to fail for the circuit to open: above 0, to 1.</summary>
    /// <value>The default is 0.8.</value>
    [Range(0.01, 1.0)]
    public double CircuitFailureRatio { get; set; } = 0.8;

    /// <summary>The attempts within <see cref="CircuitWindow"/> below which the circuit stays closed: 2 to 1000.</summary>
    /// <value>The default is 10.</value>
    [Range(2, 1000)]
    public int CircuitMinimumAttempts { get; set; } = 10;

    /// <summary>The time over which attempts are counted: 1 second to 1 hour.</summary>
    /// <value>The default is 2 minutes.</value>
    [Duration(1, 3600)]
    public TimeSpan CircuitWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an open circuit lets no attempt out before it lets one try: 1 second to 1 hour.</summary>
    /// <value>The default is 30 seconds.</value>
    [Duration(1, 3600)]
    public TimeSpan CircuitBreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    internal IpRangesResilienceOptions Copy() => (IpRangesResilienceOptions)MemberwiseClone();
}
