using FirewallRules.Tests.Cli;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FirewallRules.Tests.Client;

/// <summary>What the health check reports about watchers and clients.</summary>
public sealed class HealthCheckTests
{
    [TestCase(null)]
    [TestCase("second")]
    public async Task A_watcher_is_healthy_after_a_handled_version(string? name)
    {
        await using var lab = await Lab.StartAsync(name, Answers.Document(7));
        Assert.That(await lab.ReportAsync(), Is.EqualTo("Degraded: The us1 document has not been fetched yet."));

        await lab.CheckAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.That(await lab.ReportAsync(), Is.EqualTo("Healthy: The us1 document is version 7 of 2026-01-02."));
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["site"] = "us1",
            ["version"] = 7L,
            ["modified"] = "2026-01-02",
            ["ageSeconds"] = 300.0,
            ["handledVersion"] = 7L,
        };
        if (name is not null)
        {
            data["watcher"] = name;
        }

        Assert.That(lab.Data, Is.EquivalentTo(data));
        Assert.That(lab.Requests, Is.EqualTo(1), "The check sends no request.");
    }

    [Test]
    public async Task A_failed_fetch_is_reported_until_one_succeeds()
    {
        await using var lab = await Lab.StartAsync(name: null, Answers.Document(7), Answers.Status(404), Answers.Document(7));
        await lab.CheckAsync();
        await Assert.CatchAsync<IpRangesClientException>(lab.CheckAsync);

        Assert.That(await lab.ReportAsync(), Is.EqualTo("Degraded: Fetching the us1 document failed (404)."));
        Assert.That((lab.Data["error"], lab.Data["version"]), Is.EqualTo(("404", 7L)));
        Assert.That(lab.Failure, Is.TypeOf<IpRangesClientException>());

        await lab.CheckAsync();
        Assert.That(await lab.ReportAsync(), Does.StartWith("Healthy"));
        Assert.That(lab.Data, Does.Not.ContainKey("error"));
    }

    [Test]
    public async Task A_failed_handler_is_reported_by_its_type_only()
    {
        await using var lab = await Lab.StartAsync(name: null, Answers.Document(7));
        lab.Handler = () => throw new FormatException("s3cret");
        await Assert.CatchAsync<FormatException>(lab.CheckAsync);

        Assert.That(
            await lab.ReportAsync(), Is.EqualTo("Degraded: The handler failed for version 7 of the us1 document (System.FormatException)."));
        Assert.That(lab.Data["error"], Is.EqualTo("System.FormatException"));
        Assert.That(lab.Data, Does.Not.ContainKey("handledVersion"));
        Assert.That(lab.Failure, Is.TypeOf<FormatException>());
    }

    [TestCase("20.0.0.0/26", "shrunk")]
    [TestCase("20.0.0.0/12", "grown")]
    public async Task A_version_that_is_held_back_is_reported(string prefix, string reason)
    {
        await using var lab = await Lab.StartAsync(
            name: null, Answers.Document(7, "20.0.0.0/24"), Answers.Document(8, prefix), Answers.Document(9, "20.0.0.0/24"));
        await lab.CheckAsync();
        await lab.CheckAsync();

        Assert.That(await lab.ReportAsync(), Is.EqualTo($"Degraded: The us1 document (version 8) is held back ({reason}); see the log."));
        Assert.That((lab.Data["version"], lab.Data["handledVersion"], lab.Data["heldBack"]), Is.EqualTo((8L, 7L, reason)));

        await lab.CheckAsync();
        Assert.That(await lab.ReportAsync(), Does.StartWith("Healthy"));
    }

    [Test]
    public async Task A_document_that_is_too_old_is_reported_beside_other_problems()
    {
        await using var lab = await Lab.StartAsync(name: null, Answers.Document(7), Answers.Status(404));
        await lab.CheckAsync();
        lab.Time.Advance(TimeSpan.FromHours(25));
        Assert.That(await lab.ReportAsync(), Does.StartWith("Healthy"), "The default is a day and the interval with its jitter.");

        lab.Time.Advance(TimeSpan.FromMinutes(7));
        await Assert.CatchAsync<IpRangesClientException>(lab.CheckAsync);

        Assert.That(await lab.ReportAsync(), Is.EqualTo(
            "Degraded: Fetching the us1 document failed (404). The us1 document was last confirmed 1.01:07:00 ago; the limit is 1.01:06:00."));

        lab.Time.Advance(TimeSpan.FromDays(-9));
        await lab.ReportAsync();
        Assert.That(lab.Data["ageSeconds"], Is.EqualTo(0.0), "A clock that was set back makes no document from the future.");
    }

    [Test]
    public async Task The_age_and_the_status_are_options()
    {
        await using var lab = await Lab.StartAsync(
            name: null,
            checks => checks.AddDatadogIpRanges(options => options.MaxAge = TimeSpan.FromMinutes(2), failureStatus: HealthStatus.Unhealthy, tags: ["ready"]),
            Answers.Document(7));
        await lab.CheckAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await lab.ReportAsync(), Does.StartWith("Healthy"));

        lab.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(
            await lab.ReportAsync(), Is.EqualTo("Unhealthy: The us1 document was last confirmed 00:02:01 ago; the limit is 00:02:00."));
    }

    [TestCase(null)]
    [TestCase("eu")]
    public async Task A_client_is_reported_without_a_watcher(string? name)
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(7), Answers.Status(404));
        var services = new ServiceCollection();
        _ = name is null
            ? services.AddDatadogIpRanges(options => options.BaseAddress = server.Address)
            : services.AddDatadogIpRanges(name, options => (options.BaseAddress, options.Site) = (server.Address, Site.Eu1));
        services.AddHealthChecks().AddDatadogIpRanges(options => options.ClientName = name);
        await using var provider = services.BuildServiceProvider();
        var site = name is null ? "us1" : "eu1";
        Assert.That((await EntryAsync(provider)).Description, Is.EqualTo($"The {site} document has not been fetched yet."));

        var client = provider.GetRequiredKeyedService<IpRangesClient>(name ?? "");
        await client.GetAsync();

        var entry = await EntryAsync(provider);
        Assert.That((entry.Status, entry.Data["version"], entry.Data["site"]), Is.EqualTo((HealthStatus.Healthy, 7L, site)));
        Assert.That(entry.Data.GetValueOrDefault("client"), Is.EqualTo(name));

        await ClientLab.FailureAsync(client);
        Assert.That((await EntryAsync(provider)).Description, Is.EqualTo($"Fetching the {site} document failed (404)."));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_document_in_the_cache_counts_before_the_first_fetch()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(7));
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        await new IpRangesClient(http, new IpRangesClientOptions { BaseAddress = server.Address, CacheFolder = folder.Root }).GetAsync();
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => (options.BaseAddress, options.CacheFolder) = (server.Address, folder.Root));
        services.AddHealthChecks().AddDatadogIpRanges();
        await using var provider = services.BuildServiceProvider();

        var entry = await EntryAsync(provider);

        Assert.That((entry.Status, entry.Data["version"]), Is.EqualTo((HealthStatus.Healthy, 7L)));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_fetch_that_its_caller_cancels_has_not_failed()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document(7), Answers.Stall(stop.Cancel));
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.BaseAddress = server.Address);
        services.AddHealthChecks().AddDatadogIpRanges();
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IpRangesClient>();
        await client.GetAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => client.GetAsync(stop.Token));

        Assert.That((await EntryAsync(provider)).Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [TestCase("other", null, "There is no watcher 'other': add it with AddDatadogIpRangesWatcher.")]
    [TestCase(null, "other", "There is no client 'other': add it with AddDatadogIpRanges.")]
    [TestCase(null, null, "There is no client or watcher without a name: add one with AddDatadogIpRanges or AddDatadogIpRangesWatcher.")]
    public async Task A_watcher_or_client_that_does_not_exist_is_not_healthy(string? watcher, string? client, string message)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHealthChecks().AddDatadogIpRanges(options => (options.WatcherName, options.ClientName) = (watcher, client));
        await using var provider = services.BuildServiceProvider();

        var entry = await EntryAsync(provider);

        Assert.That((entry.Status, entry.Description), Is.EqualTo((HealthStatus.Degraded, message)));
    }

    [Test]
    public async Task A_client_with_invalid_options_is_not_healthy()
    {
        var services = new ServiceCollection();
        services.AddDatadogIpRanges(options => options.MaxRedirects = 99);
        services.AddHealthChecks().AddDatadogIpRanges();
        await using var provider = services.BuildServiceProvider();

        Assert.That((await EntryAsync(provider)).Description, Does.Contain("MaxRedirects"));
    }

    [Test]
    public void Options_that_contradict_each_other_are_refused()
    {
        var checks = new ServiceCollection().AddHealthChecks();

        Assert.That(() => checks.AddDatadogIpRanges(options => (options.WatcherName, options.ClientName) = ("a", "b")), Throws.ArgumentException);
        Assert.That(() => checks.AddDatadogIpRanges(options => options.MaxAge = TimeSpan.Zero), Throws.ArgumentException);
        Assert.That(() => checks.AddDatadogIpRanges(name: ""), Throws.ArgumentException);
    }

    private static async Task<HealthReportEntry> EntryAsync(IServiceProvider provider)
        => (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["datadog-ip-ranges"];

    /// <summary>A watcher that the test runs once at a time, on a clock that the test moves.</summary>
    private sealed class Lab : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly LoopbackServer _server;
        private readonly ServiceProvider _provider;
        private readonly string? _name;
        private HealthReportEntry _entry;

        private Lab(LoopbackServer server, string? name, Action<IHealthChecksBuilder> add)
        {
            (_server, _name) = (server, name);
            var services = new ServiceCollection();
            services.AddSingleton<TimeProvider>(Time);
            services.AddDatadogIpRanges(options => (options.BaseAddress, options.CacheFolder) = (server.Address, _folder.Root));
            _ = name is null
                ? services.AddDatadogIpRangesWatcher((_, _, _) => Handler())
                : services.AddDatadogIpRangesWatcher(name, (_, _, _) => Handler());
            add(services.AddHealthChecks());
            _provider = services.BuildServiceProvider();
        }

        public VirtualTime Time { get; } = new();

        public Func<Task> Handler { get; set; } = () => Task.CompletedTask;

        public IReadOnlyDictionary<string, object> Data => _entry.Data;

        public Exception? Failure => _entry.Exception;

        public int Requests => _server.Requests.Count;

        public static Task<Lab> StartAsync(string? name, params RequestDelegate[] script)
            => StartAsync(name, checks => checks.AddDatadogIpRanges(options => options.WatcherName = name), script);

        public static async Task<Lab> StartAsync(string? name, Action<IHealthChecksBuilder> add, params RequestDelegate[] script)
            => new(await LoopbackServer.StartAsync(https: false, script), name, add);

        public Task<IpRangesWatchOutcome> CheckAsync() => _provider.CheckDatadogIpRangesAsync(_name);

        public async Task<string> ReportAsync()
        {
            _entry = await EntryAsync(_provider);
            return $"{_entry.Status}: {_entry.Description}";
        }

        public async ValueTask DisposeAsync()
        {
            await _provider.DisposeAsync();
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
