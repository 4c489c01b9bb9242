using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace FirewallRules.Tests.Client;

/// <summary>The lines of a server's script.</summary>
internal static class Answers
{
    public static string Json(long? version = 7, string prefix = "192.0.2.0/24", string section = "logs")
    {
        var versionText = version is null ? "" : $"\"version\": {version}, ";
        return $$"""{{{versionText}}"modified": "2026-01-02-03-04-05","""
            + $$""" "{{section}}": {"prefixes_ipv4": ["{{prefix}}"], "prefixes_ipv6": []} }""";
    }

    public static RequestDelegate Document(long? version = 7, string prefix = "192.0.2.0/24", string? etag = null, DateTimeOffset? modified = null)
        => context =>
        {
            context.Response.Headers.ETag = etag;
            context.Response.Headers.LastModified = modified?.ToString("R");
            return Text(Json(version, prefix))(context);
        };

    public static RequestDelegate Text(string body, string? contentType = "application/json") => Bytes(Encoding.UTF8.GetBytes(body), contentType);

    public static RequestDelegate Bytes(byte[] body, string? contentType = "application/json", string? encoding = null)
        => async context =>
        {
            context.Response.ContentType = contentType;
            context.Response.Headers.ContentEncoding = encoding;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        };

    public static RequestDelegate Packed(string encoding, byte[]? body = null)
        => Bytes(Pack(encoding, body ?? Encoding.UTF8.GetBytes(Json())), encoding: encoding);

    public static RequestDelegate Status(int status, string? retryAfter = null)
        => context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

    public static RequestDelegate Redirect(string location, int status = 301)
        => context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

    /// <summary>Sends the start of a document and no more, and calls back; the connection stays open until the client leaves.</summary>
    public static RequestDelegate Stall(Action stalled)
        => async context =>
        {
            await Start(context);
            stalled();
            var left = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(() => left.SetResult());
            await left.Task;
        };

    public static RequestDelegate Cut()
        => async context =>
        {
            await Start(context);
            context.Abort();
        };

    public static RequestDelegate Reset()
        => context =>
        {
            var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
            return Task.CompletedTask;
        };

    public static byte[] Pack(string encoding, byte[] body)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest) : new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(body);
        }

        return packed.ToArray();
    }

    private static async Task Start(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await context.Response.Body.WriteAsync("{\"version\": 7"u8.ToArray());
        await context.Response.Body.FlushAsync();
    }
}
