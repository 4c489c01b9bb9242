using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FirewallRules.Tests.Cli;
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
        using var metrics = new MetricList();
        await using var lab = await ClientLab.StartAsync(
            options => options.Site = Site.Ap2, Answers.Status(503, "9"), Answers.Document(42, etag: "\"a\""), Answers.Status(304), Answers.Status(404));
        await lab.Client.GetAsync();
        await lab.Client.GetAsync();
        await lab.FailureAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(2));

        const string Ap2 = "firewallrules.site=ap2";
        Assert.That(metrics.Of(Ap2), Is.EquivalentTo(new (string, string?, double, string)[]
        {
            ("firewallrules.fetches", "{fetch}", 1, $"{Ap2}, firewallrules.outcome=network"),
            ("firewallrules.fetch.duration", "s", 9, $"{Ap2}, firewallrules.outcome=network"),
            ("firewallrules.fetches", "{fetch}", 1, $"{Ap2}, firewallrules.outcome=not_modified"),
            ("firewallrules.fetch.duration", "s", 0, $"{Ap2}, firewallrules.outcome=not_modified"),
            ("firewallrules.fetches", "{fetch}", 1, $"{Ap2}, firewallrules.outcome=status, error.type=404"),
            ("firewallrules.fetch.duration", "s", 0, $"{Ap2}, firewallrules.outcome=status, error.type=404"),
            ("firewallrules.document.version", "{version}", 42, Ap2),
            ("firewallrules.document.age", "s", 120, Ap2),
        }));
    }

    [Test]
    public async Task An_age_is_not_negative_after_the_clock_was_set_back()
    {
        using var metrics = new MetricList();
        await using var lab = await ClientLab.StartAsync(options => options.Site = Site.Uk1, Answers.Document());
        await lab.Client.GetAsync();
        lab.Time.Advance(TimeSpan.FromHours(-1));

        Assert.That(
            metrics.Of("firewallrules.site=uk1").Where(one => one.Instrument == IpRangesTelemetry.DocumentAgeInstrument).Select(one => one.Value),
            Is.EqualTo(new[] { 0.0 }));
    }

    [Test]
    public async Task An_exception_of_a_handler_is_told_by_its_type()
    {
        using var metrics = new MetricList();
        await using var lab = await ClientLab.StartAsync();
        using var handler = new Throwing();
        var client = lab.NewClient(options => options.Site = Site.Us5, handler);

        Assert.That(() => client.GetAsync(), Throws.TypeOf<KeyNotFoundException>());
        Assert.That(metrics.Of("firewallrules.site=us5").Select(one => one.Tags), Is.All.EqualTo(
            "firewallrules.site=us5, firewallrules.outcome=fault, error.type=System.Collections.Generic.KeyNotFoundException"));
    }

    [Test]
    public async Task The_meter_and_the_source_have_the_version_of_the_package()
    {
        using var metrics = new MetricList();
        var sources = new ConcurrentQueue<ActivitySource>();
        using var listener = new ActivityListener { ShouldListenTo = source => { sources.Enqueue(source); return false; } };
        ActivitySource.AddActivityListener(listener);
        await using var lab = await ClientLab.StartAsync(Answers.Document());
        await lab.Client.GetAsync();

        var version = typeof(IpRangesClient).Assembly.GetName().Version!.ToString(3);
        Assert.That(sources.Where(source => source.Name == IpRangesTelemetry.SourceName).Select(source => source.Version), Is.EqualTo(new[] { version }));
        Assert.That(metrics.Meters.Select(meter => meter.Version).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { version }));
    }

#if NET9_0_OR_GREATER
    [Test]
    public async Task The_histogram_proposes_buckets_for_requests_and_retries()
    {
        using var metrics = new MetricList();
        await using var lab = await ClientLab.StartAsync(Answers.Document());
        await lab.Client.GetAsync();

        var duration = (Histogram<double>)metrics.Instruments.Single(instrument => instrument.Name == IpRangesTelemetry.FetchDurationInstrument);
        Assert.That(duration.Advice!.HistogramBucketBoundaries, Is.Ordered.Ascending.And.Unique.And.Contains(0.1).And.Contains(60.0));
    }
#endif

    [Test]
    public async Task A_watcher_is_told_by_its_name()
    {
        const string Tags = "firewallrules.site=us1, firewallrules.watcher.name=metered";
        using var metrics = new MetricList();
        await using var server = await LoopbackServer.StartAsync(
            https: false, Answers.Document(7), Answers.Document(8, "192.0.2.0/30"), Answers.Status(404), Answers.Document(9));
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => (options.BaseAddress, options.CacheFolder) = (server.Address, folder.Root));
        services.AddDatadogIpRangesWatcher("metered", (_, update, _)
            => update.New.Version == 9 ? Task.FromException(new FormatException()) : Task.CompletedTask);
        await using (var provider = services.BuildServiceProvider())
        {
            await provider.CheckDatadogIpRangesAsync("metered");
            Assert.That(Gauges(), Is.EqualTo(new[] { ("handled.version", 7.0), ("held_back", 0.0) }));

            await provider.CheckDatadogIpRangesAsync("metered");
            Assert.That(Gauges(), Is.EqualTo(new[] { ("handled.version", 7.0), ("held_back", 1.0) }));

            await Assert.CatchAsync<IpRangesClientException>(() => provider.CheckDatadogIpRangesAsync("metered"));
            await Assert.CatchAsync<FormatException>(() => provider.CheckDatadogIpRangesAsync("metered"));
            Assert.That(
                metrics.Of(Tags).Where(one => one.Instrument == IpRangesTelemetry.WatcherFailuresInstrument).Select(one => (one.Unit, one.Value, one.Tags)),
                Is.EqualTo(new (string?, double, string)[]
                {
                    ("{failure}", 1, $"{Tags}, firewallrules.watcher.operation=fetch, error.type=404"),
                    ("{failure}", 1, $"{Tags}, firewallrules.watcher.operation=handle, error.type=System.FormatException"),
                }));
        }

        Assert.That(Gauges(), Is.Empty, "A watcher that is gone is not reported.");

        IEnumerable<(string, double)> Gauges()
        {
            metrics.Clear();
            return metrics.Of(Tags).Where(one => one.Tags == Tags)
                .Select(one => (one.Instrument.Replace("firewallrules.watcher.", "", StringComparison.Ordinal), one.Value)).Order();
        }
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
                ("firewallrules.fetch", ActivityStatusCode.Unset, "firewallrules.site=us1, firewallrules.outcome=network"),
                ("firewallrules.fetch", ActivityStatusCode.Error, "firewallrules.site=us1, firewallrules.outcome=status, error.type=404"),
                ("firewallrules.fetch", ActivityStatusCode.Unset, "firewallrules.site=us1, firewallrules.outcome=cancelled"),
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

    private sealed class Throwing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => throw new KeyNotFoundException();
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
