using FirewallRules.Tests.Cli;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FirewallRules.Tests.Client;

/// <summary>A host with a watcher on a clock that the test moves, a server whose document the test sets, and a folder.</summary>
internal sealed class WatchLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly LoopbackServer _server;
    private readonly WatchLab? _first;
    private RequestDelegate _answer = Answers.Document();
    private IHost? _host;

    private WatchLab(LoopbackServer server, TemporaryFolder folder, WatchLab? first = null) => (_server, _folder, _first) = (server, folder, first);

    public StepTime Time { get; } = new();

    public LogCapture Logs { get; } = new();

    public TemporaryFolder Folder => _folder;

    /// <summary>The updates that the handler got, such as <c>us1 version 7 to 8</c>.</summary>
    public List<string> Calls { get; } = [];

    public Func<IpRangesUpdate, CancellationToken, Task> Handler { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Whether the client has a cache, too.</summary>
    public bool HasCache { get; init; } = true;

    public Action<IpRangesWatcherOptions> Options { get; set; } = _ => { };

    /// <summary>Adds what the host has beyond its watcher.</summary>
    public Action<IServiceCollection> Services { get; set; } = _ => { };

    /// <summary>What the server says from now on.</summary>
    public RequestDelegate Answer
    {
        get => _first?.Answer ?? _answer;
        set
        {
            if (_first is not null)
            {
                _first.Answer = value;
            }

            _answer = value;
        }
    }

    public static async Task<WatchLab> CreateAsync(bool hasCache = true)
    {
        WatchLab? lab = null;
        var server = await LoopbackServer.StartAsync(https: false, context => lab!.Answer(context));
        return lab = new WatchLab(server, new TemporaryFolder()) { HasCache = hasCache };
    }

    /// <summary>Another host of the same application, with the same folder and server.</summary>
    public WatchLab Twin() => new(_server, _folder, _first ?? this) { Handler = Handler, Options = Options, HasCache = HasCache };

    /// <summary>A host that starts on the same state.</summary>
    public async Task<WatchLab> RestartAsync()
    {
        var next = Twin();
        await next.StartAsync();
        return next;
    }

    /// <summary>A client whose events are in <see cref="Logs"/>.</summary>
    public IpRangesClient NewClient(HttpClient http, bool allowOlder = false)
    {
        var options = new IpRangesClientOptions
        {
            BaseAddress = _server.Address,
            AllowOlder = allowOlder,
            Resilience = { MaxRetries = 0 },
            CacheFolder = HasCache ? _folder.Root : null,
        };
        return new(http, options, Time, Logs.For<IpRangesClient>());
    }

    /// <summary>Starts the host, and waits until the watcher waits.</summary>
    public async Task<TimeSpan> StartAsync(Action<IpRangesClientOptions>? configure = null)
    {
        await RunAsync(configure);
        return await Time.WaitAsync();
    }

    /// <summary>A single check by a process of its own, which is not a running host.</summary>
    public Func<Task<IpRangesWatchOutcome>> Checker(Action<IpRangesClientOptions>? configure = null) => async () =>
    {
        using var host = Build(configure);
        return await host.Services.CheckDatadogIpRangesAsync();
    };

    public async Task RunAsync(Action<IpRangesClientOptions>? configure = null)
    {
        _host = Build(configure);
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
        _host = null;
    }

    /// <summary>Serves a version from now on, and lets the watcher see it.</summary>
    public Task<TimeSpan> PublishAsync(long version, string prefix = "192.0.2.0/24")
    {
        Answer = Answers.Document(version, prefix);
        return Time.PassAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await StopAsync();
        }

        if (_first is null)
        {
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }

    private IHost Build(Action<IpRangesClientOptions>? configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "Some.App" });
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddDatadogIpRanges(options =>
        {
            (options.BaseAddress, options.Resilience.MaxRetries, options.CacheFolder) = (_server.Address, 0, HasCache ? _folder.Root : null);
            configure?.Invoke(options);
        });
        builder.Services.AddDatadogIpRangesWatcher(HandleAsync, options =>
        {
            options.StateFolder = HasCache ? null : _folder.Root;
            Options(options);
        });
        Services(builder.Services);
        return builder.Build();
    }

    private async Task HandleAsync(IServiceProvider services, IpRangesUpdate update, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            Calls.Add(update.ToString());
        }

        await Handler(update, cancellationToken);
    }
}
