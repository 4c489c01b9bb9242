using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using FirewallRules.Client;

namespace FirewallRules;

/// <summary>The names of traces and metrics, which follow the conventions of OpenTelemetry. No tag contains text from a server or document.</summary>
/// <remarks>
/// <para>
/// Each fetch is one activity of <see cref="SourceName"/>, named <see cref="FetchActivity"/>, with the tags of the counter. Its status is an
/// error if the fetch failed, and unset otherwise; a fetch that its caller cancels has not failed.
/// </para>
/// <para>
/// The tags of the counter and the histogram are <see cref="SiteTag"/>, <see cref="OutcomeTag"/> and, after a failure,
/// <see cref="ErrorTypeTag"/>; the gauges of documents have only the first. The metrics of watchers have <see cref="SiteTag"/> and, if the
/// watcher has a name, <see cref="WatcherNameTag"/>.
/// </para>
/// <para>The activity source and the meter have the version of the package.</para>
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
    /// <remarks>On .NET 10 it proposes buckets from 10 milliseconds to 10 minutes; the package for .NET 8 has no way to do so.</remarks>
    public const string FetchDurationInstrument = "firewallrules.fetch.duration";

    /// <summary>A gauge of the version of the last fetched document; a document without a version has none.</summary>
    public const string DocumentVersionInstrument = "firewallrules.document.version";

    /// <summary>A gauge of the time since the server last sent or confirmed that document, in seconds; 0 after the clock was set back.</summary>
    public const string DocumentAgeInstrument = "firewallrules.document.age";

    /// <summary>A gauge of the version of the last document that the handler of a watcher completed; a document without a version has none.</summary>
    public const string WatcherHandledVersionInstrument = "firewallrules.watcher.handled.version";

    /// <summary>A gauge of the number of documents that a watcher holds back: 0 or 1.</summary>
    public const string WatcherHeldBackInstrument = "firewallrules.watcher.held_back";

    /// <summary>
    /// A counter of the failures of a watcher, with the tags <see cref="WatcherOperationTag"/> and <see cref="ErrorTypeTag"/>.
    /// </summary>
    public const string WatcherFailuresInstrument = "firewallrules.watcher.failures";

    /// <summary>The tag with the key of the site, such as <c>us1</c>.</summary>
    public const string SiteTag = "firewallrules.site";

    /// <summary>
    /// The tag with the outcome of a fetch: <c>network</c>, <c>not_modified</c> or <c>cache</c> (see <see cref="IpRangesFetchOutcome"/>),
    /// <c>cancelled</c>, the name of the <see cref="IpRangesClientError"/> such as <c>circuit_open</c>, or <c>fault</c> for an unexpected
    /// exception, for example of a custom handler.
    /// </summary>
    public const string OutcomeTag = "firewallrules.outcome";

    /// <summary>
    /// The tag with the kind of a failure: the status code of a response, such as <c>503</c>, or the name of the
    /// <see cref="IpRangesClientError"/> such as <c>circuit_open</c>, or the type of another exception.
    /// </summary>
    public const string ErrorTypeTag = "error.type";

    /// <summary>The tag with the name of a watcher.</summary>
    public const string WatcherNameTag = "firewallrules.watcher.name";

    /// <summary>The tag with what failed: <c>fetch</c>, or <c>handle</c> for the handler.</summary>
    public const string WatcherOperationTag = "firewallrules.watcher.operation";

    internal const string CancelledOutcome = "cancelled";

    internal const string FaultOutcome = "fault";

    private static readonly ActivitySource Source = new(SourceName, PackageVersion.Text);
    private static readonly Counter<long> Fetches;
    private static readonly Histogram<double> Duration;
    private static readonly ConcurrentDictionary<Site, (long? Version, DateTimeOffset FetchedAt, TimeProvider Time)> Documents = new();

    static IpRangesTelemetry()
    {
        Fetches = Meter.CreateCounter<long>(FetchesInstrument, "{fetch}", "Fetches of ip-ranges documents.");
        const string DurationText = "The duration of fetches of ip-ranges documents.";
#if NET9_0_OR_GREATER
        Duration = Meter.CreateHistogram(
            FetchDurationInstrument,
            "s",
            DurationText,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600] });
#else
        Duration = Meter.CreateHistogram<double>(FetchDurationInstrument, "s", DurationText);
#endif
        Meter.CreateObservableGauge(
            DocumentVersionInstrument,
            () => Documents.Where(pair => pair.Value.Version is not null).Select(pair => new Measurement<long>(pair.Value.Version!.Value, Tag(pair.Key))),
            "{version}",
            "The version of the last fetched ip-ranges document.");
        Meter.CreateObservableGauge(
            DocumentAgeInstrument,
            () => Documents.Select(pair => new Measurement<double>(Age(pair.Value.FetchedAt, pair.Value.Time).TotalSeconds, Tag(pair.Key))),
            "s",
            "The time since the server last sent or confirmed that document.");
    }

    internal static Meter Meter { get; } = new(SourceName, PackageVersion.Text);

    internal static Activity? Start(Site site)
    {
        var activity = Source.StartActivity(FetchActivity, ActivityKind.Client);
        activity?.SetTag(SiteTag, site.Key);
        return activity;
    }

    /// <param name="activity">The activity; null when nobody listens.</param>
    /// <param name="site">The site.</param>
    /// <param name="outcome">The value of <see cref="OutcomeTag"/>.</param>
    /// <param name="failure">Why the fetch failed; null after a success, and when the caller cancelled.</param>
    /// <param name="duration">How long it took.</param>
    internal static void Ended(Activity? activity, Site site, string outcome, Exception? failure, TimeSpan duration)
    {
        TagList tags = [Tag(site), new(OutcomeTag, outcome)];
        activity?.SetTag(OutcomeTag, outcome);
        if (failure is not null)
        {
            var type = ErrorType(failure);
            tags.Add(ErrorTypeTag, type);
            activity?.SetTag(ErrorTypeTag, type).SetStatus(ActivityStatusCode.Error, type);
        }

        Fetches.Add(1, tags);
        Duration.Record(Math.Max(0, duration.TotalSeconds), tags);
    }

    internal static void Fetched(Site site, long? version, DateTimeOffset fetchedAt, TimeProvider time) => Documents[site] = (version, fetchedAt, time);

    /// <summary>The time since a document was fetched; never negative.</summary>
    internal static TimeSpan Age(DateTimeOffset fetchedAt, TimeProvider time)
        => time.GetUtcNow() - fetchedAt is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero;

    internal static string ErrorType(Exception failure)
        => failure switch
        {
            IpRangesClientException { Error: IpRangesClientError.Status, StatusCode: { } status } => ((int)status).ToString(CultureInfo.InvariantCulture),
            IpRangesClientException e => TagValue(e.Error),
            _ => failure.GetType().FullName ?? failure.GetType().Name,
        };

    internal static string TagValue<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static KeyValuePair<string, object?> Tag(Site site) => new(SiteTag, site.Key);
}
