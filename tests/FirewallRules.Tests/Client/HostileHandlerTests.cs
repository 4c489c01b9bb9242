using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace FirewallRules.Tests.Client;

/// <summary>Whatever a handler of the HTTP client does, only documented exceptions escape.</summary>
public sealed class HostileHandlerTests
{
    private static readonly Uri Mirror = new("https://mirror.example/");

    // Connections that fail, and timeouts: failures of the fetch.
    private static IEnumerable<Exception> Failures =>
    [
        new HttpRequestException("failed"),
        new HttpRequestException(HttpRequestError.NameResolutionError),
        new HttpIOException(HttpRequestError.ResponseEnded),
        new HttpProtocolException(1, "reset", innerException: null),
        new IOException("failed"),
        new EndOfStreamException(),
        new TaskCanceledException("a timeout of the handler"),
        new OperationCanceledException(new CancellationToken(canceled: true)),
    ];

    // Faults of the handler: they are nobody else's.
    private static IEnumerable<Exception> Faults =>
    [
        new InvalidOperationException("fault"),
        new ObjectDisposedException("Handler"),
        new TimeoutException(),
        new SocketException(11001),
        new KeyNotFoundException(),
        new AggregateException(new HttpRequestException()),
        new NotSupportedException(),
        new UnauthorizedAccessException(),
        new InvalidDataException(),
        new FormatException(),
    ];

    private static IEnumerable<TestCaseData<Action<HttpResponseMessage>>> Responses =>
    [
        Response("no content", response => response.Content = null),
        Response("an empty document", response => response.Content = new ByteArrayContent([])),
        Response("the address of no request", response => response.RequestMessage = null),
        Response("a relative address", response => response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, new Uri("relative", UriKind.Relative))),
        Response("the address of a file", response => response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "file:///etc/passwd")),
        Response("no address", response => response.RequestMessage = new HttpRequestMessage()),
        Response("status 0", response => response.StatusCode = (HttpStatusCode)0),
        Response("status 999", response => response.StatusCode = (HttpStatusCode)999),
        Response("status 304", response => response.StatusCode = HttpStatusCode.NotModified),
        Response("status 206", response => response.StatusCode = HttpStatusCode.PartialContent),
        Response("a redirect to nowhere", response => response.StatusCode = HttpStatusCode.Found),
        Response("a redirect to a script", response => Redirect(response, "javascript:alert(1)")),
        Response("a redirect to a relative mess", response => Redirect(response, "//:99999/")),
        Response("a redirect without a host", response => Redirect(response, "https://")),
        Response("a redirect to mail", response => Redirect(response, "mailto:a@mirror.example")),
        Response("a wait without end", response =>
        {
            response.StatusCode = HttpStatusCode.TooManyRequests;
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(int.MaxValue));
        }),
        Response("a wait until the end of time", response =>
        {
            response.StatusCode = HttpStatusCode.ServiceUnavailable;
            response.Headers.RetryAfter = new RetryConditionHeaderValue(DateTimeOffset.MaxValue);
        }),
        Response("a wait in the past", response =>
        {
            response.StatusCode = HttpStatusCode.ServiceUnavailable;
            response.Headers.RetryAfter = new RetryConditionHeaderValue(DateTimeOffset.MinValue);
        }),
        Response("headers that are not", response =>
        {
            response.Headers.TryAddWithoutValidation("ETag", "\r\n\"");
            response.Headers.TryAddWithoutValidation("Retry-After", "soon");
            response.Content.Headers.TryAddWithoutValidation("Last-Modified", "yesterday");
            response.Content.Headers.TryAddWithoutValidation("Content-Length", "-5");
        }),
        Response("an unknown encoding", response => response.Content.Headers.ContentEncoding.Add("zstd")),
        Response("an encoding that is not that of the body", response => response.Content.Headers.ContentEncoding.Add("gzip")),
        Response("another encoding that is not that of the body", response => response.Content.Headers.ContentEncoding.Add("br")),
        Response("an unknown charset", response => response.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain; charset=\"\"")),
        Response("more than it announced", response => response.Content.Headers.TryAddWithoutValidation("Content-Length", "1")),
        Response("a body that never ends", response => response.Content = new StreamContent(new Body(buffer => buffer.Length))),
        Response("a body that breaks", response => response.Content = new StreamContent(new Body(_ => throw new IOException("broken")))),
    ];

    [TestCaseSource(nameof(Failures))]
    public async Task A_failed_connection_is_a_failure_of_the_fetch(Exception failure)
    {
        using var http = new HttpClient(new Handler(_ => throw failure));
        var client = Client(http);
        foreach (var fetch in Fetches(client))
        {
            Assert.That(await CaughtAsync(fetch), Is.TypeOf<IpRangesClientException>());
        }
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_of_the_handler_escapes_unchanged(Exception fault)
    {
        using var http = new HttpClient(new Handler(_ => throw fault));
        var client = Client(http);
        foreach (var fetch in Fetches(client))
        {
            Assert.That(await CaughtAsync(fetch), Is.SameAs(fault));
        }
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_of_the_body_escapes_unchanged(Exception fault)
    {
        using var http = new HttpClient(new Handler(_ => new HttpResponseMessage { Content = new StreamContent(new Body(_ => throw fault)) }));

        var caught = await CaughtAsync(Fetches(Client(http)).First());

        // A decompressing handler throws InvalidDataException for damaged data.
        Assert.That(caught, fault is InvalidDataException ? Is.TypeOf<IpRangesClientException>() : Is.SameAs(fault));
    }

    [TestCaseSource(nameof(Responses))]
    public async Task Any_response_is_a_document_or_a_failure_of_the_fetch(Action<HttpResponseMessage> shape)
    {
        using var http = new HttpClient(new Handler(request =>
        {
            var response = new HttpResponseMessage { Content = new StringContent(Answers.Json()), RequestMessage = request };
            shape(response);
            return response;
        }));
        var client = Client(http);
        foreach (var fetch in Fetches(client))
        {
            Assert.That(await CaughtAsync(fetch), Is.Null.Or.TypeOf<IpRangesClientException>());
        }
    }

    [Test]
    public async Task A_handler_without_a_response_is_a_fault()
    {
        using var http = new HttpClient(new Handler(_ => null!));

        Assert.That(await CaughtAsync(Fetches(Client(http)).First()), Is.TypeOf<InvalidOperationException>());
    }

    [Test]
    public async Task A_disposed_HttpClient_is_told()
    {
        var http = new HttpClient(new Handler(_ => new HttpResponseMessage()));
        http.Dispose();
        var client = Client(http);
        foreach (var fetch in Fetches(client))
        {
            Assert.That(await CaughtAsync(fetch), Is.TypeOf<ObjectDisposedException>());
        }

        Assert.That(await client.GetCachedAsync(), Is.Null);
    }

    private static IpRangesClient Client(HttpClient http)
        => new(http, new IpRangesClientOptions { BaseAddress = Mirror, Resilience = { MaxRetries = 1 } }, new VirtualTime());

    private static IEnumerable<Func<Task>> Fetches(IpRangesClient client) =>
    [
        () => client.GetAsync(),
        () => client.GetSectionAsync(Section.Logs),
        () => client.FetchAsync(Site.Us1),
        () => client.FetchSectionAsync(Site.Us1, Section.Logs),
    ];

    private static async Task<Exception?> CaughtAsync(Func<Task> fetch)
    {
        try
        {
            await fetch();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static TestCaseData<Action<HttpResponseMessage>> Response(string name, Action<HttpResponseMessage> shape)
        => new(shape) { TestName = $"Response: {name}" };

    private static void Redirect(HttpResponseMessage response, string location)
    {
        response.StatusCode = HttpStatusCode.Found;
        response.Headers.TryAddWithoutValidation("Location", location);
    }

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> respond) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(respond(request));
    }

    private sealed class Body(Func<Memory<byte>, int> read) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(read(buffer));

        public override int Read(byte[] buffer, int offset, int count) => read(buffer.AsMemory(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
