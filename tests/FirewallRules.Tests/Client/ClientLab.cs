using FirewallRules.Client;
using Microsoft.AspNetCore.Http;

namespace FirewallRules.Tests.Client;

/// <summary>A client on a virtual clock, and the server that it asks.</summary>
internal sealed class ClientLab : IAsyncDisposable
{
    private readonly List<IDisposable> _owned = [];

    private ClientLab(LoopbackServer server) => Server = server;

    public LoopbackServer Server { get; }

    public VirtualTime Time { get; private init; } = new();

    public LogCapture Logs { get; } = new();

    public IpRangesClient Client { get; private set; } = null!;

    public int Asked => Server.Requests.Count;

    public static Task<ClientLab> StartAsync(params RequestDelegate[] script) => StartAsync(_ => { }, script);

    public static Task<ClientLab> StartAsync(Action<IpRangesClientOptions> configure, params RequestDelegate[] script)
        => StartAsync(new VirtualTime(), https: false, configure, script);

    public static async Task<ClientLab> StartAsync(VirtualTime time, bool https, Action<IpRangesClientOptions> configure, params RequestDelegate[] script)
    {
        var lab = new ClientLab(await LoopbackServer.StartAsync(https, script)) { Time = time };
        lab.Client = lab.NewClient(configure);
        return lab;
    }

    public IpRangesClient NewClient(Action<IpRangesClientOptions> configure, HttpMessageHandler? handler = null, IpRangesCache? cache = null)
    {
        var options = new IpRangesClientOptions { BaseAddress = Server.Address };
        options.CacheFolder = cache?.Store.Folder;
        configure(options);
        var http = new HttpClient(handler ?? Handler());
        _owned.Add(http);
        return new IpRangesClient(http, options, Time, Logs.For<IpRangesClient>());
    }

    /// <summary>The client's own handler, which trusts the certificate of the test's server and no other beyond what it trusts anyway.</summary>
    public static SocketsHttpHandler Handler()
    {
        var handler = IpRangesClient.CreateHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _)
            => certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(LoopbackServer.Certificate.RawData);
        return handler;
    }

    /// <summary>The exception with which a fetch fails.</summary>
    public Task<IpRangesClientException> FailureAsync() => FailureAsync(Client);

    public static async Task<IpRangesClientException> FailureAsync(IpRangesClient client)
    {
        try
        {
            await client.GetAsync();
        }
        catch (IpRangesClientException e)
        {
            return e;
        }

        throw new AssertionException("The fetch did not fail.");
    }

    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(owned => owned.Dispose());
        await Server.DisposeAsync();
    }
}
