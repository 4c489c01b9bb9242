using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FirewallRules;

/// <summary>The names of traces and metrics. No tag contains text from a server or document.</summary>
/// <remarks>
/// <para>Each fetch is one activity of <see cref="SourceName"/>, named <see cref="FetchActivity"/>, with the tags of the counter.</para>
/// <para>The tags are <see cref="SiteTag"/> and <see cref="OutcomeTag"/>; the gauges have only the first.</para>
/// </remarks>
public static class IpRangesTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string SourceName = "FirewallRules";

    /// <summary>The activity of one fetch, including retries.</summary>
    public const string FetchActivity = "firewallrules.fetch";

    /// <summary>A counter of fetches.</summary>
    public const string FetchesInstrument = "firewallrules.fetches";

    /// <summary>A histogram of the duration of fetches in seconds, including retries and waits.</summary>
    public const string FetchDurationInstrument = "firewallrules.fetch.duration";

    /// <summary>A gauge of the version of the last fetched document.</summary>
    public const string DocumentVersionInstrument = "firewallrules.document.version";

    /// <summary>A gauge of the time since the server last sent or confirmed that document, in seconds; never negative.</summary>
    public const string DocumentAgeInstrument = "firewallrules.document.age";

    /// <summary>The tag with the key of the site, such as <c>us1</c>.</summary>
    public const string SiteTag = "firewallrules.site";

    /// <summary>
    /// The tag with the outcome of a fetch: <c>network</c>, <c>notmodified</c> or <c>cache</c> (see <see cref="IpRangesFetchOutcome"/>),
    /// <c>cancelled</c>, the name of the <see cref="IpRangesClientError"/> in lower case, or <c>fault</c> for an unexpected exception, for
    /// example of a custom handler.
    /// </summary>
    public const string OutcomeTag = "firewallrules.outcome";

    internal const string CancelledOutcome = "cancelled";

    internal const string FaultOutcome = "fault";

    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>(FetchesInstrument, "{fetch}", "Fetches of ip-ranges documents.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        FetchDurationInstrument, "s", "The duration of fetches of ip-ranges documents.");

    private static readonly ConcurrentDictionary<Site, (long? Version, DateTimeOffset FetchedAt, TimeProvider Time)> Documents = new();

    static IpRangesTelemetry()
    {
        Meter.CreateObservableGauge(
            DocumentVersionInstrument,
            () => Documents.Where(pair => pair.Value.Version is not null).Select(pair => new Measurement<long>(pair.Value.Version!.Value, Tag(pair.Key))),
            "{version}",
            "The version of the last fetched ip-ranges document.");
        Meter.CreateObservableGauge(
            DocumentAgeInstrument,
            () => Documents.Select(
                pair => new Measurement<double>(Math.Max(0, (pair.Value.Time.GetUtcNow() - pair.Value.FetchedAt).TotalSeconds), Tag(pair.Key))),
            "s",
            "The time since the server last sent or confirmed that document.");
    }

    internal static Activity? Start(Site site)
    {
        var activity = Source.StartActivity(FetchActivity, ActivityKind.Client);
        activity?.SetTag(SiteTag, site.Key);
        return activity;
    }

    internal static void Ended(Activity? activity, Site site, string outcome, bool failed, TimeSpan duration)
    {
        activity?.SetTag(OutcomeTag, outcome);
        activity?.SetStatus(failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok, failed ? outcome : null);
        TagList tags = [Tag(site), new(OutcomeTag, outcome)];
        Fetches.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
    }

    internal static void Fetched(Site site, long? version, DateTimeOffset fetchedAt, TimeProvider time) => Documents[site] = (version, fetchedAt, time);

    internal static string TagValue<T>(T value)
        where T : struct, Enum
        => value.ToString().ToLowerInvariant();

    private static KeyValuePair<string, object?> Tag(Site site) => new(SiteTag, site.Key);
}
