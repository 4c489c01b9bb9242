using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>The options of a client in configuration.</summary>
internal static class ClientConfiguration
{
    /// <exception cref="OptionsValidationException">A key is unknown, or a value cannot be read; the message lists all of them.</exception>
    public static void Read(string name, IConfiguration configuration, IpRangesClientOptions options)
        => OptionsReader.Read<IpRangesClientOptions>(name, configuration, Table(options));

    private static OptionTable Table(IpRangesClientOptions options) => new()
    {
        { nameof(options.Site), (Site value) => options.Site = value },
        { nameof(options.BaseAddress), (Uri value) => options.BaseAddress = value },
        { nameof(options.AllowHttp), (bool value) => options.AllowHttp = value },
        { nameof(options.AllowedRedirectHosts), new OptionShape.List(options.AllowedRedirectHosts.Add) },
        { nameof(options.MaxRedirects), (int value) => options.MaxRedirects = value },
        { nameof(options.AllowOlder), (bool value) => options.AllowOlder = value },
        { nameof(options.RefuseLargeChanges), (bool value) => options.RefuseLargeChanges = value },
        { nameof(options.ShrinkThreshold), (double value) => options.ShrinkThreshold = value },
        { nameof(options.AcceptShrink), (bool value) => options.AcceptShrink = value },
        { nameof(options.GrowthFactor), (double value) => options.GrowthFactor = value },
        { nameof(options.AcceptGrowth), (bool value) => options.AcceptGrowth = value },
        { nameof(options.AllowSpecialPurpose), (bool value) => options.AllowSpecialPurpose = value },
        { nameof(options.CacheFolder), (string value) => options.CacheFolder = value },
        { nameof(options.Resilience), new OptionShape.Section(Table(options.Resilience)) },
    };

    private static OptionTable Table(IpRangesResilienceOptions options) => new()
    {
        { nameof(options.TotalTimeout), (TimeSpan value) => options.TotalTimeout = value },
        { nameof(options.AttemptTimeout), (TimeSpan value) => options.AttemptTimeout = value },
        { nameof(options.MaxRetries), (int value) => options.MaxRetries = value },
        { nameof(options.RetryDelay), (TimeSpan value) => options.RetryDelay = value },
        { nameof(options.MaxRetryDelay), (TimeSpan value) => options.MaxRetryDelay = value },
        { nameof(options.MaxRetryAfter), (TimeSpan value) => options.MaxRetryAfter = value },
        { nameof(options.CircuitFailureRatio), (double value) => options.CircuitFailureRatio = value },
        { nameof(options.CircuitMinimumAttempts), (int value) => options.CircuitMinimumAttempts = value },
        { nameof(options.CircuitWindow), (TimeSpan value) => options.CircuitWindow = value },
        { nameof(options.CircuitBreakDuration), (TimeSpan value) => options.CircuitBreakDuration = value },
    };
}
