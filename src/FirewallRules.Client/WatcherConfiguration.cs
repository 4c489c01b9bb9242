using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>The options of a watcher in configuration.</summary>
internal static class WatcherConfiguration
{
    /// <exception cref="OptionsValidationException">A key is unknown, or a value cannot be read; the message lists all of them.</exception>
    public static void Read(string name, IConfiguration configuration, IpRangesWatcherOptions options)
        => OptionsReader.Read<IpRangesWatcherOptions>(name, configuration, Table(options));

    private static OptionTable Table(IpRangesWatcherOptions options) => new()
    {
        { nameof(options.Site), (Site value) => options.Site = value },
        { nameof(options.ClientName), (string value) => options.ClientName = value },
        { nameof(options.Interval), (TimeSpan value) => options.Interval = value },
        { nameof(options.Jitter), (double value) => options.Jitter = value },
        { nameof(options.RetryDelay), (TimeSpan value) => options.RetryDelay = value },
        { nameof(options.MaxRetryDelay), (TimeSpan value) => options.MaxRetryDelay = value },
        { nameof(options.ShrinkThreshold), (double value) => options.ShrinkThreshold = value },
        { nameof(options.AcceptShrink), (bool value) => options.AcceptShrink = value },
        { nameof(options.GrowthFactor), (double value) => options.GrowthFactor = value },
        { nameof(options.AcceptGrowth), (bool value) => options.AcceptGrowth = value },
        { nameof(options.InheritLock), (bool value) => options.InheritLock = value },
        { nameof(options.StateFolder), (string value) => options.StateFolder = value },
    };
}
