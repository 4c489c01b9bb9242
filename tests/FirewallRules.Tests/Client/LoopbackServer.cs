using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FirewallRules.Tests.Client;

/// <summary>A real server on loopback that sends the scripted responses, repeats the last one, and records its requests.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> OwnCertificate = new(CreateCertificate);

    private readonly ConcurrentQueue<RequestDelegate> _script;
    private readonly WebApplication _app;

    private LoopbackServer(X509Certificate2? certificate, RequestDelegate[] script)
    {
        _script = new(script);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                if (certificate is not null)
                {
                    endpoint.UseHttps(certificate);
                }
            });
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public static X509Certificate2 Certificate => OwnCertificate.Value;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public static Task<LoopbackServer> StartAsync(bool https, params RequestDelegate[] script)
        => StartAsync(https ? Certificate : null, script);

    /// <param name="certificate">The certificate for https; null for http.</param>
    /// <param name="script">The responses.</param>
    public static async Task<LoopbackServer> StartAsync(X509Certificate2? certificate, params RequestDelegate[] script)
    {
        var server = new LoopbackServer(certificate, script);
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address.TrimEnd('/') + "/");
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(new SeenRequest(
            context.Request.Path + context.Request.QueryString,
            context.Request.Protocol,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        RequestDelegate? step;
        while (!(_script.Count > 1 ? _script.TryDequeue(out step) : _script.TryPeek(out step)))
        {
        }

        await step(context);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
#pragma warning disable SYSLIB0057 // What replaces it is not in .NET 8.
        return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
#pragma warning restore SYSLIB0057
    }
}
