using System.Globalization;
using FirewallRules.Networks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FirewallRules.Client;

/// <summary>
/// Reads the options of a client from configuration. Unlike a binder it needs no reflection, and a key that it does not know is an error.
/// </summary>
internal sealed class ClientConfiguration
{
    private readonly List<string> _failures = [];

    private ClientConfiguration()
    {
    }

    /// <exception cref="OptionsValidationException">A key is unknown, or a value cannot be read; the message lists all of them.</exception>
    public static void Read(string name, IConfiguration configuration, IpRangesClientOptions options)
    {
        var reader = new ClientConfiguration();
        reader.Read(configuration, Values(options), nested: key => key switch
        {
            nameof(options.AllowedRedirectHosts) => options.AllowedRedirectHosts,
            nameof(options.Resilience) => options.Resilience,
            _ => null,
        });
        if (reader._failures.Count > 0)
        {
            throw new OptionsValidationException(name, typeof(IpRangesClientOptions), reader._failures);
        }
    }

    private static Dictionary<string, Action<string>> Values(IpRangesClientOptions options) => new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(options.Site)] = text => options.Site = Site.Parse(text),
        [nameof(options.BaseAddress)] = text => options.BaseAddress = Address(text),
        [nameof(options.AllowHttp)] = text => options.AllowHttp = Boolean(text),
        [nameof(options.MaxRedirects)] = text => options.MaxRedirects = Whole(text),
        [nameof(options.AllowOlder)] = text => options.AllowOlder = Boolean(text),
        [nameof(options.RefuseLargeChanges)] = text => options.RefuseLargeChanges = Boolean(text),
        [nameof(options.ShrinkThreshold)] = text => options.ShrinkThreshold = Number(text),
        [nameof(options.AcceptShrink)] = text => options.AcceptShrink = Boolean(text),
        [nameof(options.GrowthFactor)] = text => options.GrowthFactor = Number(text),
        [nameof(options.AcceptGrowth)] = text => options.AcceptGrowth = Boolean(text),
        [nameof(options.AllowSpecialPurpose)] = text => options.AllowSpecialPurpose = Boolean(text),
        [nameof(options.CacheFolder)] = text => options.CacheFolder = text,
    };

    private static Dictionary<string, Action<string>> Values(IpRangesResilienceOptions options) => new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(options.TotalTimeout)] = text => options.TotalTimeout = Time(text),
        [nameof(options.AttemptTimeout)] = text => options.AttemptTimeout = Time(text),
        [nameof(options.MaxRetries)] = text => options.MaxRetries = Whole(text),
        [nameof(options.RetryDelay)] = text => options.RetryDelay = Time(text),
        [nameof(options.MaxRetryDelay)] = text => options.MaxRetryDelay = Time(text),
        [nameof(options.MaxRetryAfter)] = text => options.MaxRetryAfter = Time(text),
        [nameof(options.CircuitFailureRatio)] = text => options.CircuitFailureRatio = Number(text),
        [nameof(options.CircuitMinimumAttempts)] = text => options.CircuitMinimumAttempts = Whole(text),
        [nameof(options.CircuitWindow)] = text => options.CircuitWindow = Time(text),
        [nameof(options.CircuitBreakDuration)] = text => options.CircuitBreakDuration = Time(text),
    };

    private void Read(IConfiguration section, Dictionary<string, Action<string>> values, Func<string, object?> nested)
    {
        foreach (var child in section.GetChildren())
        {
            if (values.TryGetValue(child.Key, out var set))
            {
                Set(child, set);
            }
            else if (nested(Known(child.Key)) is not { } inner)
            {
                _failures.Add($"{PrintableText.Of(child.Path)}: unknown option; the options are {string.Join(", ", values.Keys)}.");
            }
            else if (!string.IsNullOrEmpty(child.Value))
            {
                _failures.Add($"{PrintableText.Of(child.Path)}: {(inner is IList<string> ? "a list" : "a section")} is expected.");
            }
            else if (inner is IList<string> hosts)
            {
                foreach (var host in child.GetChildren())
                {
                    Set(host, hosts.Add);
                }
            }
            else if (inner is IpRangesResilienceOptions resilience)
            {
                Read(child, Values(resilience), nested: _ => null);
            }
        }
    }

    private void Set(IConfigurationSection section, Action<string> set)
    {
        if (section.Value is not { } value)
        {
            _failures.Add($"{PrintableText.Of(section.Path)}: a single value is expected.");
            return;
        }

        try
        {
            set(value);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            _failures.Add($"{PrintableText.Of(section.Path)}: {e.Message}");
        }
    }

    // Keys of configuration ignore case.
    private static string Known(string key)
        => new[] { nameof(IpRangesClientOptions.AllowedRedirectHosts), nameof(IpRangesClientOptions.Resilience) }
            .FirstOrDefault(known => string.Equals(known, key, StringComparison.OrdinalIgnoreCase)) ?? key;

    private static Uri Address(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw Invalid(text, "an absolute address");

    private static bool Boolean(string text) => bool.TryParse(text, out var value) ? value : throw Invalid(text, "true or false");

    private static int Whole(string text)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text, "a whole number");

    private static double Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text, "a number");

    private static TimeSpan Time(string text)
        => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text, "a time such as 00:01:30");

    private static FormatException Invalid(string text, string expected) => new($"'{PrintableText.Of(text)}' is not {expected}.");
}
