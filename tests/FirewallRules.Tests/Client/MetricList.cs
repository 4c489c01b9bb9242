using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FirewallRules.Tests.Client;

/// <summary>What the meter of the library measures.</summary>
internal sealed class MetricList : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, string? Unit, double Value, string Tags)> _seen = new();
    private readonly MeterListener _listener = new();

    public MetricList()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == IpRangesTelemetry.SourceName)
            {
                Instruments.Enqueue(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentQueue<Instrument> Instruments { get; } = new();

    public IEnumerable<Meter> Meters => Instruments.Select(instrument => instrument.Meter);

    /// <summary>What was measured so far with these tags, and what is observed now.</summary>
    public IReadOnlyList<(string Instrument, string? Unit, double Value, string Tags)> Of(string tags)
    {
        _listener.RecordObservableInstruments();
        return [.. _seen.Where(one => one.Tags.StartsWith(tags, StringComparison.Ordinal))];
    }

    public void Clear() => _seen.Clear();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => _seen.Enqueue((instrument.Name, instrument.Unit, value, string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
