using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FirewallRules.Client;

/// <summary>The metrics of watchers.</summary>
internal static class WatchTelemetry
{
    private static readonly ConcurrentDictionary<IpRangesWatcher, TagList> Watchers = new();

    private static readonly Counter<long> Failures = IpRangesTelemetry.Meter.CreateCounter<long>(
        IpRangesTelemetry.WatcherFailuresInstrument, "{failure}", "Failed fetches and handlers of watchers.");

    static WatchTelemetry()
    {
        IpRangesTelemetry.Meter.CreateObservableGauge(
            IpRangesTelemetry.WatcherHandledVersionInstrument,
            () => Watchers.Where(pair => pair.Key.Status.Handled?.Version is not null)
                .Select(pair => new Measurement<long>(pair.Key.Status.Handled!.Version!.Value, pair.Value)),
            "{version}",
            "The version of the last document that the handler completed.");
        IpRangesTelemetry.Meter.CreateObservableGauge(
            IpRangesTelemetry.WatcherHeldBackInstrument,
            () => Watchers.Select(pair => new Measurement<long>(pair.Key.Status.HeldBack is null ? 0 : 1, pair.Value)),
            "{document}",
            "The number of documents that are held back: 0 or 1.");
    }

    /// <summary>Starts to report a watcher.</summary>
    /// <param name="watcher">The watcher.</param>
    /// <param name="site">Its site.</param>
    /// <param name="name">Its name; empty when it has none.</param>
    public static void Add(IpRangesWatcher watcher, Site site, string name)
    {
        var tags = new TagList { { IpRangesTelemetry.SiteTag, site.Key } };
        if (name.Length > 0)
        {
            tags.Add(IpRangesTelemetry.WatcherNameTag, name);
        }

        Watchers[watcher] = tags;
    }

    public static void Remove(IpRangesWatcher watcher) => Watchers.TryRemove(watcher, out _);

    public static void Failed(IpRangesWatcher watcher, Exception failure, bool isHandlerFailure)
    {
        if (Watchers.TryGetValue(watcher, out var tags))
        {
            tags.Add(IpRangesTelemetry.WatcherOperationTag, isHandlerFailure ? "handle" : "fetch");
            tags.Add(IpRangesTelemetry.ErrorTypeTag, IpRangesTelemetry.ErrorType(failure));
            Failures.Add(1, tags);
        }
    }
}
