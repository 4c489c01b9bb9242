using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FirewallRules.Client;
using Microsoft.Extensions.Configuration;

namespace FirewallRules;

/// <summary>Options of a watcher, which reads them once when its host starts. Later changes have no effect until the next start.</summary>
public sealed class IpRangesWatcherOptions
{
    private const double MinIntervalSeconds = 60;
    private const double MaxIntervalSeconds = 7 * 86_400;

    /// <summary>The minimum of <see cref="Interval"/>: 1 minute. The document changes a few times per month.</summary>
    public static TimeSpan MinInterval { get; } = TimeSpan.FromSeconds(MinIntervalSeconds);

    /// <summary>The maximum of <see cref="Interval"/>: 7 days.</summary>
    public static TimeSpan MaxInterval { get; } = TimeSpan.FromSeconds(MaxIntervalSeconds);

    /// <summary>The site whose document is watched.</summary>
    /// <value>The default is <see langword="null"/>: the site of the client, <see cref="IpRangesClientOptions.Site"/>.</value>
    [ConfigurationKeyName(SiteOption.NotBound)]
    public Site? Site { get; set; }

    /// <summary>
    /// The key, name or domain of <see cref="Site"/>, such as <c>eu1</c>: what the binders of configuration set for <c>"Site": "eu1"</c>. Setting
    /// <see langword="null"/> or an empty text changes nothing. A text that is not a site is an error when the options are validated.
    /// </summary>
    /// <value>The default is <see langword="null"/>, as for <see cref="Site"/>.</value>
    [ConfigurationKeyName(nameof(Site))]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public string? SiteKey
    {
        get => UnknownSite ?? Site?.Key;
        set
        {
            if (!string.IsNullOrEmpty(value))
            {
                (Site, UnknownSite) = FirewallRules.Site.TryParse(value, out var site) ? (site, null) : (Site, value);
            }
        }
    }

    internal string? UnknownSite { get; private set; }

    /// <summary>The name of the client to use, as given to <c>AddDatadogIpRanges</c>.</summary>
    /// <value>The default is <see langword="null"/>: the unnamed client.</value>
    public string? ClientName { get; set; }

    /// <summary>The time between two requests: 1 minute to 7 days.</summary>
    /// <value>The default is 1 hour.</value>
    [Duration(MinIntervalSeconds, MaxIntervalSeconds)]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The maximum fraction of <see cref="Interval"/> that is added at random, so that many hosts do not send requests at once: 0 to 1.
    /// </summary>
    /// <value>The default is 0.1: an hour becomes 60 to 66 minutes.</value>
    [Range(0.0, 1.0)]
    public double Jitter { get; set; } = 0.1;

    /// <summary>
    /// The wait after the first failure of the fetch or the handler: 1 second to 1 hour. It doubles with each further failure in a row, and is
    /// reduced at random by up to a half.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    [Duration(1, 3600)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The maximum wait after a failure: <see cref="RetryDelay"/> to 1 day. A server may request a longer one, up to a day.
    /// </summary>
    /// <value>The default is 30 minutes.</value>
    [Duration(1, 86_400)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The fraction of its addresses that a section may lose since the last handled document, 0 to 1, separately for each family.
    /// </summary>
    /// <value>The default is 0.5.</value>
    [Range(0.0, 1.0)]
    public double ShrinkThreshold { get; set; } = 0.5;

    /// <summary>Calls the handler even if a section lost more than <see cref="ShrinkThreshold"/>.</summary>
    /// <value>
    /// The default is <see langword="false"/>: such a version is logged once and held back. Later versions are still compared with the last
    /// handled document, and a restart logs it again.
    /// </value>
    public bool AcceptShrink { get; set; }

    /// <summary>
    /// How many times its addresses a section may have since the last handled document, 1 to 1,000,000,000, separately for each family. A
    /// section that gains more than <see cref="IpRangesDiffOptions.IPv4GrowthLimit"/> or <see cref="IpRangesDiffOptions.IPv6GrowthLimit"/> has
    /// grown, too.
    /// </summary>
    /// <value>The default is 16.</value>
    [Range(1.0, 1_000_000_000.0)]
    public double GrowthFactor { get; set; } = 16;

    /// <summary>Calls the handler even if a section grew by more than <see cref="GrowthFactor"/> and its limits.</summary>
    /// <value>
    /// The default is <see langword="false"/>: such a version is logged once and held back, because it may open ports to addresses that are not
    /// Datadog's.
    /// </value>
    public bool AcceptGrowth { get; set; }

    /// <summary>The folder for the last handled document.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the client's <see cref="IpRangesClientOptions.CacheFolder"/>, or
    /// <see cref="IpRangesClientOptions.DefaultCacheFolder"/> if the client has none. The name of the application is part of the file name; two
    /// hosts of one application that both need every version need separate folders.
    /// </value>
    public string? StateFolder { get; set; }

    /// <summary>
    /// Whether processes that are started while the handler runs inherit the lock that keeps calls from overlapping. If the host is killed,
    /// other hosts of the application then wait until these processes have ended before they call their handlers.
    /// </summary>
    /// <remarks>
    /// The lock ends when the handler returns, even if a process that it started goes on. While the handler runs, every process that the host
    /// starts inherits the lock, whatever part of it starts it. On Windows a lock cannot be inherited, and this has no effect.
    /// </remarks>
    /// <value>The default is <see langword="false"/>: the lock ends with the host.</value>
    public bool InheritLock { get; set; }
}
