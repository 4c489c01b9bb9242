using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Tests.Client;

/// <summary>What telemetry shows, and what it must not show.</summary>
[NonParallelizable]
public sealed class TelemetryTests
{
    [Test]
    public async Task Fetches_are_counted_timed_and_gauged()
    {
        var seen = new ConcurrentQueue<(string Instrument, string? Unit, double Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == IpRangesTelemetry.SourceName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Text(tags))));
        listener.Start();
        await using var lab = await ClientLab.StartAsync(
            options => options.Site = Site.Ap2, Answers.Status(503, "9"), Answers.Document(42, etag: "\"a\""), Answers.Status(304), Answers.Status(404));
        await lab.Client.GetAsync();
        await lab.Client.GetAsync();
        await lab.FailureAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(2));

        listener.RecordObservableInstruments();

        const string Ap2 = "firewallrules.site=ap2";
        Assert.That(seen.Where(one => one.Tags.Contains(Ap2)), Is.EquivalentTo(new (string, string?, double, string)[]
        {
            ("firewallrules.fetches", "{fetch}", 1, $"{Ap2}, firewallrules.outcome=network"),
            ("firewallrules.fetch.duration", "s", 9, $"{Ap2}, firewallrules.outcome=network"),
            ("firewallrules.fetches", "{fetch}", 1, $"{Ap2}, firewallrules.outcome=notmodified"),
            ("firewallrules.fetch.duration", "s", 0, $"{Ap2}, firewallrules.outcome=notmodified"),
            ("firewallrules.fetches", "{fetch}", 1, $"{Ap2}, firewallrules.outcome=status"),
            ("firewallrules.fetch.duration", "s", 0, $"{Ap2}, firewallrules.outcome=status"),
            ("firewallrules.document.version", "{version}", 42, Ap2),
            ("firewallrules.document.age", "s", 120, Ap2),
        }));

        // The clock was ahead at the fetch.
        seen.Clear();
        lab.Time.Advance(TimeSpan.FromDays(-2));
        listener.RecordObservableInstruments();
        Assert.That(seen, Has.Member(("firewallrules.document.age", (string?)"s", 0.0, Ap2)));
    }

    [Test]
    public async Task A_fetch_is_one_activity()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == IpRangesTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = new CancellationTokenSource();
        await using var lab = await ClientLab.StartAsync(Answers.Status(500), Answers.Document(), Answers.Status(404), Answers.Stall(caller.Cancel));
        await lab.Client.GetAsync();
        await lab.FailureAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => lab.Client.GetAsync(caller.Token));

        Assert.That(
            ended.Select(activity => (activity.OperationName, activity.Status, Text(activity.TagObjects.ToArray()))),
            Is.EqualTo(new[]
            {
                ("firewallrules.fetch", ActivityStatusCode.Ok, "firewallrules.site=us1, firewallrules.outcome=network"),
                ("firewallrules.fetch", ActivityStatusCode.Error, "firewallrules.site=us1, firewallrules.outcome=status"),
                ("firewallrules.fetch", ActivityStatusCode.Error, "firewallrules.site=us1, firewallrules.outcome=cancelled"),
            }));
    }

    [Test]
    public async Task No_header_and_no_text_of_a_document_is_logged()
    {
        RequestDelegate[] script =
        [
            Loud(Answers.Status(500)),
            Loud(Answers.Document(7, etag: "\"s3cret\"")),
            Loud(Answers.Status(304)),
            Loud(Answers.Redirect("https://s3cret.example/s3cret")),
            Loud(Answers.Text("""{"version": 8, "s3cret": 1, "logs": {"prefixes_ipv4": ["s3cret"]}}""")),
            Loud(Answers.Text("""{"version": 8, "s3cret": 1, "logs": {"prefixes_ipv4": ["192.0.2.0/24"], "s3cret": "s3cret"}}""")),
            Loud(Answers.Text("s3cret", "text/plain; charset=s3cret")),
        ];
        await using var server = await LoopbackServer.StartAsync(https: false, script);
        using var capture = new LogCapture();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new VirtualTime());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(capture));
        services.AddDatadogIpRanges(options => options.BaseAddress = new Uri(server.Address, "?s3cret=s3cret"));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IpRangesClient>();
        await client.GetAsync();
        await client.GetAsync();
        await ClientLab.FailureAsync(client);
        await ClientLab.FailureAsync(client);
        await client.GetAsync();
        await ClientLab.FailureAsync(client);

        Assert.That(server.Requests, Has.Count.EqualTo(script.Length));
        Assert.That(capture.Ids, Is.EqualTo(new[] { 101, 100, 100, 102, 102, 100, 102 }));
        Assert.That(capture.Text, Does.Contain("Fetched the us1 document").And.Not.Contain("s3cret"));
    }

    private static RequestDelegate Loud(RequestDelegate answer) => context =>
    {
        context.Response.Headers["X-Loud"] = "s3cret";
        context.Response.Headers.SetCookie = "s3cret=s3cret";
        return answer(context);
    };

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
