using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Tests.Client;

/// <summary>Watchers with handlers that are classes.</summary>
public sealed class TypedHandlerTests
{
    [TestCase(null)]
    [TestCase("second")]
    public async Task A_handler_is_resolved_for_each_call_from_a_scope_of_its_own(string? name)
    {
        await using var lab = await Lab.StartAsync(services
            => _ = name is null ? services.AddDatadogIpRangesWatcher<Handler>() : services.AddDatadogIpRangesWatcher<Handler>(name));

        await lab.CheckAsync(name);
        await lab.CheckAsync(name);

        Assert.That(lab.Journal, Is.EqualTo(new[]
        {
            "us1 version 7 with 0", "disposed 0", "us1 version 7 to version 8 with 1", "disposed 1",
        }));
    }

    [Test]
    public async Task A_handler_that_is_registered_already_is_used()
    {
        await using var lab = await Lab.StartAsync(services =>
        {
            services.AddSingleton<Handler>();
            services.AddDatadogIpRangesWatcher<Handler>(options => options.Interval = TimeSpan.FromHours(2));
        });

        await lab.CheckAsync(name: null);
        await lab.CheckAsync(name: null);

        Assert.That(lab.Journal, Is.EqualTo(new[] { "us1 version 7 with 0", "us1 version 7 to version 8 with 0" }));
    }

    [Test]
    public void Options_are_set_by_every_overload()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Interval", "03:00:00")]).Build();
        var services = new ServiceCollection();
        services.AddSingleton(new List<string>());
        services.AddDatadogIpRangesWatcher<Handler>(configuration)
            .AddDatadogIpRangesWatcher<Handler>("one", options => options.Interval = TimeSpan.FromHours(4))
            .AddDatadogIpRangesWatcher<Handler>("two", configuration);
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<IpRangesWatcherOptions>>();

        Assert.That(
            new[] { "", "one", "two" }.Select(name => options.Get(name).Interval.TotalHours),
            Is.EqualTo(new[] { 3.0, 4.0, 3.0 }));
        Assert.That(services.Count(service => service.ServiceType == typeof(Handler)), Is.EqualTo(1));
        Assert.That(() => services.AddDatadogIpRangesWatcher<Handler>("two"), Throws.InvalidOperationException);
        Assert.That(() => services.AddDatadogIpRangesWatcher<Handler>("No!"), Throws.ArgumentException);
        Assert.That(() => services.AddDatadogIpRangesWatcher<Handler>("three", (IConfiguration)null!), Throws.ArgumentNullException);
    }

    [Test]
    public async Task A_handler_that_cannot_be_made_has_failed()
    {
        await using var lab = await Lab.StartAsync(services => services.AddDatadogIpRangesWatcher<Incomplete>());

        Assert.That(() => lab.CheckAsync(name: null), Throws.InvalidOperationException.With.Message.Contains(nameof(IDisposable)));
    }

    /// <summary>A watcher that is run once at a time, and a server that has a new version for each run.</summary>
    private sealed class Lab : IAsyncDisposable
    {
        private readonly Cli.TemporaryFolder _folder = new();
        private readonly LoopbackServer _server;
        private readonly ServiceProvider _provider;

        private Lab(LoopbackServer server, Action<IServiceCollection> add)
        {
            _server = server;
            var services = new ServiceCollection();
            services.AddSingleton(Journal).AddLogging();
            services.AddDatadogIpRanges(options => (options.BaseAddress, options.CacheFolder) = (server.Address, _folder.Root));
            add(services);
            _provider = services.BuildServiceProvider();
        }

        public List<string> Journal { get; } = [];

        public static async Task<Lab> StartAsync(Action<IServiceCollection> add)
            => new(await LoopbackServer.StartAsync(https: false, Answers.Document(7), Answers.Document(8)), add);

        public Task<IpRangesWatchOutcome> CheckAsync(string? name) => _provider.CheckDatadogIpRangesAsync(name);

        public async ValueTask DisposeAsync()
        {
            await _provider.DisposeAsync();
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }

    private sealed class Handler(List<string> journal) : IIpRangesUpdateHandler, IDisposable
    {
        private readonly int _number = journal.Count(line => line.StartsWith("disposed", StringComparison.Ordinal));

        public Task HandleAsync(IpRangesUpdate update, CancellationToken cancellationToken)
        {
            journal.Add($"{update} with {_number}");
            return Task.CompletedTask;
        }

        public void Dispose() => journal.Add($"disposed {_number}");
    }

    private sealed class Incomplete(IDisposable missing) : IIpRangesUpdateHandler
    {
        public Task HandleAsync(IpRangesUpdate update, CancellationToken cancellationToken)
        {
            missing.Dispose();
            return Task.CompletedTask;
        }
    }
}
