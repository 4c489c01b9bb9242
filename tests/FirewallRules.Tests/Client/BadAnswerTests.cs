using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FirewallRules.Tests.Client;

/// <summary>Responses that a retry does not improve: reported at once, with the reason.</summary>
public sealed class BadAnswerTests
{
    [TestCase("{\"version\": 7}", "no section with prefixes")]
    [TestCase("{\"version\": 7, \"logs\": {\"prefixes_ipv4\": [\"0.0.0.0/0\"]}}", "wider than /8")]
    [TestCase("{\"version\": 7, \"logs\": ", "$.logs")]
    [TestCase("", "is empty")]
    [TestCase(" <!DOCTYPE html><html>Sign in</html>", "a web page")]
    public async Task An_invalid_document_is_not_requested_again(string body, string message)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Text(body));

        var failure = await lab.FailureAsync();

        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Format));
        Assert.That(failure.Message, Does.Contain(message).And.Contain(lab.Server.Address.AbsoluteUri));
        Assert.That(failure.InnerException, Is.TypeOf<IpRangesFormatException>());
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
    }

    [TestCase("application/json; charset=utf-16", null, "charset 'utf-16'")]
    [TestCase("application/json; charset=ISO-8859-1", null, "charset 'ISO-8859-1'")]
    [TestCase("application/json", "zstd", "content encoding 'zstd'")]
    [TestCase("application/json", "gzip, br", "content encoding 'gzip, br'")]
    [TestCase("application/json", "gzip", "cannot be decompressed")]
    [TestCase("application/json", "br", "cannot be decompressed")]
    public async Task Undecodable_input_is_reported(string contentType, string? encoding, string message)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Bytes(Encoding.UTF8.GetBytes(Answers.Json()), contentType, encoding));

        var failure = await lab.FailureAsync();

        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Encoding));
        Assert.That(failure.Message, Does.Contain(message));
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_decompression_bomb_is_aborted_at_16_MiB(string encoding)
    {
        var bomb = Answers.Packed(encoding, new byte[IpRangesDocument.MaxBytes + 1]);
        await using var lab = await ClientLab.StartAsync(bomb);

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, lab.Asked, lab.Time.Elapsed), Is.EqualTo((IpRangesClientError.TooLarge, 1, TimeSpan.Zero)));
    }

    [Test]
    public async Task An_answer_of_16_MiB_is_still_read()
    {
        var body = new byte[IpRangesDocument.MaxBytes];
        body.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(Answers.Json()).CopyTo(body, 0);
        await using var lab = await ClientLab.StartAsync(Answers.Packed("gzip", body));

        Assert.That((await lab.Client.FetchAsync()).Body.Length, Is.EqualTo(IpRangesDocument.MaxBytes));
    }

    [Test]
    public async Task An_endless_body_is_aborted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = SendUntilGoneAsync(listener);
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        var client = new IpRangesClient(http, new IpRangesClientOptions { BaseAddress = new Uri($"http://{listener.LocalEndpoint}/") });

        var failure = await ClientLab.FailureAsync(client);

        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.TooLarge));
        Assert.That(await sending, Is.LessThan(100L << 20));
    }

    [Test]
    public async Task A_body_that_declares_too_large_a_length_is_not_read()
    {
        await using var lab = await ClientLab.StartAsync(context =>
        {
            context.Response.ContentLength = IpRangesDocument.MaxBytes + 1L;
            return context.Response.StartAsync();
        });

        Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.TooLarge));
    }

    [TestCase(404, false)]
    [TestCase(403, false)]
    [TestCase(400, false)]
    [TestCase(204, false)]
    [TestCase(206, false)]
    [TestCase(407, false)]
    public async Task Another_status_is_final(int status, bool transient)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(status));

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.StatusCode, failure.IsTransient), Is.EqualTo((IpRangesClientError.Status, (HttpStatusCode)status, transient)));
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
        Assert.That(failure.Message, Does.Contain($"status {status}").And.EndWith(failure.Advice));
    }

    [Test]
    public async Task A_failure_shows_no_secret_of_the_address()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(404));
        var client = lab.NewClient(options => options.BaseAddress = new Uri(lab.Server.Address, "dd/{site}?sig=s3cret"));

        var failure = await ClientLab.FailureAsync(client);

        Assert.That(lab.Server.Requests.Single().Target, Is.EqualTo("/dd/us1?sig=s3cret"));
        Assert.That(failure.Uri, Is.EqualTo(new Uri(lab.Server.Address, "dd/us1")));
        Assert.That(failure.ToString(), Does.Not.Contain("s3cret"));
        Assert.That(failure.Site, Is.EqualTo(Site.Us1));
    }

    /// <summary>Sends up to 10 GB, or until the client disconnects; returns the number of bytes sent.</summary>
    private static async Task<long> SendUntilGoneAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync();
        var (chunk, sent) = (new byte[1 << 20], 0L);
        chunk.AsSpan().Fill((byte)' ');
        try
        {
            await socket.ReceiveAsync(new byte[4096]);
            await socket.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray());
            while (sent < 10_000_000_000)
            {
                sent += await socket.SendAsync(chunk);
            }
        }
        catch (SocketException)
        {
        }

        return sent;
    }
}
