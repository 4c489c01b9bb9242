using System.ComponentModel.DataAnnotations;
using FirewallRules.Client;

namespace FirewallRules;

/// <summary>What a watcher of a host asks for, how often, and what it hands on. A watcher reads its options once, when it is made.</summary>
public sealed class IpRangesWatcherOptions
{
    /// <summary>The site whose document is watched.</summary>
    /// <value>The default is <see langword="null"/>: the site of the client, <see cref="IpRangesClientOptions.Site"/>.</value>
    public Site? Site { get; set; }

    /// <summary>The name of the client that fetches, as it was given to <c>AddDatadogIpRanges</c>.</summary>
    /// <value>The default is <see langword="null"/>: the client without a name.</value>
    public string? ClientName { get; set; }

    /// <summary>The time from one request to the next: 1 minute to 7 days.</summary>
    /// <value>The default is 1 hour.</value>
    [Duration(60, 7 * 86_400)]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The part of <see cref="Interval"/> that is added to it at random at most, so that many hosts do not ask at once: 0 to 1.</summary>
    /// <value>The default is 0.1: an hour becomes 60 to 66 minutes.</value>
    [Range(0.0, 1.0)]
    public double Jitter { get; set; } = 0.1;

    /// <summary>
    /// The wait after the first failure of the fetch or the handler: 1 second to 1 hour. It doubles with each further failure in a row, and a random
    /// part, up to a half, is taken off.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    [Duration(1, 3600)]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait after a failure: <see cref="RetryDelay"/> to 1 day. A server that asks for a longer one gets it, up to a day.</summary>
    /// <value>The default is 30 minutes.</value>
    [Duration(1, 86_400)]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The fraction of its addresses that a section may lose from the last handled document to a new one, 0 to 1, judged for each family apart.
    /// </summary>
    /// <value>The default is 0.5.</value>
    [Range(0.0, 1.0)]
    public double ShrinkThreshold { get; set; } = 0.5;

    /// <summary>Hands on documents that lost more than <see cref="ShrinkThreshold"/> of a section, too.</summary>
    /// <value>
    /// The default is <see langword="false"/>: such a version is reported in the log, once, and held back. It is not forgotten: the last handled
    /// document stays what every later one is compared with, and a restart reports it again.
    /// </value>
    public bool AcceptShrink { get; set; }

    /// <summary>The folder in which the last handled document is kept.</summary>
    /// <value>
    /// The default is <see langword="null"/>: the client's <see cref="IpRangesClientOptions.CacheFolder"/>, or <see cref="IpRangesCache.DefaultFolder"/>
    /// where the client has none. The application's name is part of the file's name; two hosts of one application that both want every
    /// version need a folder each.
    /// </value>
    public string? StateFolder { get; set; }
}
