using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace FirewallRules.Tests.Client;

/// <summary>What is retried, how often, and how long that takes on the clock of the client.</summary>
public sealed class RetryTests
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(3 * 10);

    private static IEnumerable<TestCaseData<RequestDelegate>> Passing =>
    [
        new(Answers.Status(500)) { TestName = "Status 500" },
        new(Answers.Status(503)) { TestName = "Status 503" },
        new(Answers.Status(408)) { TestName = "Status 408" },
        new(Answers.Status(429)) { TestName = "Status 429" },
        new(Answers.Status(429, "nonsense")) { TestName = "Status 429 with a Retry-After that is none" },
        new(Answers.Cut()) { TestName = "A body cut in the middle" },
        new(Answers.Reset()) { TestName = "A reset connection" },
    ];

    [TestCaseSource(nameof(Passing))]
    public async Task A_request_that_fails_twice_is_sent_a_third_time(RequestDelegate fault)
    {
        await using var lab = await ClientLab.StartAsync(fault, fault, Answers.Document());

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));

        Assert.That(lab.Asked, Is.EqualTo(3));
        Assert.That(lab.Time.Elapsed, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(LongestBackoff));
        Assert.That(lab.Logs.Ids, Is.EqualTo(new[] { 101, 101, 100 }));
    }

    [Test]
    public async Task A_server_that_never_recovers_gets_four_requests()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(500));

        var failure = await lab.FailureAsync();

        Assert.That(
            (failure.Error, failure.StatusCode, failure.IsTransient),
            Is.EqualTo((IpRangesClientError.Status, HttpStatusCode.InternalServerError, true)));
        Assert.That(lab.Asked, Is.EqualTo(4));
        Assert.That(lab.Time.Elapsed, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(LongestBackoff));
    }

    [Test]
    public async Task Without_retries_there_is_one_attempt()
    {
        await using var lab = await ClientLab.StartAsync(options => options.Resilience.MaxRetries = 0, Answers.Reset());

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.IsTransient, lab.Asked, lab.Time.Elapsed), Is.EqualTo((IpRangesClientError.Network, true, 1, TimeSpan.Zero)));
    }

    [Test]
    public async Task A_port_where_nobody_listens_is_a_network_error()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        var time = new VirtualTime();
        var client = new IpRangesClient(http, new IpRangesClientOptions { BaseAddress = new Uri($"http://{listener.LocalEndPoint}/") }, timeProvider: time);

        var failure = await ClientLab.FailureAsync(client);

        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Network));
        Assert.That(failure.Message, Does.Contain("ConnectionError").And.Contain($"{listener.LocalEndPoint}"));
        Assert.That(time.Elapsed, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(LongestBackoff));
    }

    [Test]
    public async Task Retry_After_in_seconds_is_waited_for()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(429, "17"), Answers.Document());

        await lab.Client.GetAsync();

        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((2, TimeSpan.FromSeconds(17))));
    }

    [Test]
    public async Task Retry_After_as_a_date_is_waited_for_on_the_clock_of_the_client()
    {
        var time = new VirtualTime();
        await using var lab = await ClientLab.StartAsync(
            time, https: false, _ => { }, Answers.Status(503, (time.GetUtcNow() + TimeSpan.FromSeconds(21)).ToString("R")), Answers.Document());

        await lab.Client.GetAsync();

        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((2, TimeSpan.FromSeconds(21))));
    }

    [Test]
    public async Task Retry_After_with_a_past_date_uses_the_default_delay()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(503, "Thu, 01 Jan 1970 00:00:00 GMT"), Answers.Document());

        await lab.Client.GetAsync();

        Assert.That(lab.Asked, Is.EqualTo(2));
        Assert.That(lab.Time.Elapsed, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromSeconds(10)));
    }

    [TestCase("31", 31)]
    [TestCase("86400", 86400)]
    [TestCase("2147483647", int.MaxValue)]
    public async Task A_longer_Retry_After_is_reported_and_not_waited_for(string header, int seconds)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(429, header));

        var failure = await lab.FailureAsync();

        Assert.That(
            (failure.StatusCode, failure.RetryAfter, failure.IsTransient),
            Is.EqualTo((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(seconds), true)));
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
    }

    [TestCase("90", "the server answered with status 503 and asks to retry after 1 min 30 s.")]
    [TestCase("7200", "the server answered with status 503 and asks to retry after 2 h.")]
    [TestCase("100000", "the server answered with status 503 and asks to retry after 1 day 3 h.")]
    [TestCase("99999999999", "the server answered with status 503 and asks to retry after 68 years.")]
    [TestCase("99999999999999999999999999999999", "the server answered with status 503 and asks to retry after 68 years.")]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT", "the server answered with status 503 and asks to retry after 68 years.")]
    [TestCase("0", "the server answered with status 503.")]
    [TestCase("-1", "the server answered with status 503.")]
    [TestCase("1.5", "the server answered with status 503.")]
    [TestCase("99999999999 s", "the server answered with status 503.")]
    [TestCase("Thu, 01 Jan 1970 00:00:00 GMT", "the server answered with status 503.")]
    [TestCase("Thu, 99 Xxx 1970", "the server answered with status 503.")]
    [TestCase("", "the server answered with status 503.")]
    public async Task Each_Retry_After_is_one_clear_sentence(string header, string reason)
    {
        await using var lab = await ClientLab.StartAsync(options => options.Resilience.MaxRetries = 0, Answers.Status(503, header));

        var failure = await lab.FailureAsync();

        Assert.That(failure.Reason, Is.EqualTo(reason));
        Assert.That(failure.RetryAfter ?? TimeSpan.Zero, Is.InRange(TimeSpan.Zero, TimeSpan.FromSeconds(int.MaxValue)));
    }

    [Test]
    public async Task A_Retry_After_beyond_all_bounds_is_not_waited_for()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(429, "99999999999"));

        await lab.FailureAsync();

        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
    }

    [Test]
    public async Task A_name_that_is_not_found_is_said()
    {
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        var options = new IpRangesClientOptions { BaseAddress = new Uri("https://no-such-host.invalid/"), Resilience = { MaxRetries = 0 } };

        var failure = await ClientLab.FailureAsync(new IpRangesClient(http, options));

        Assert.That(failure.Reason, Does.StartWith("the name no-such-host.invalid cannot be resolved").Or.Contain("the proxy "));
    }

    [Test]
    public async Task An_attempt_ends_when_its_body_is_too_slow()
    {
        var time = new VirtualTime();
        await using var lab = await ClientLab.StartAsync(
            time, https: false, _ => { }, Answers.Stall(time.AdvanceToNextTimer), Answers.Document());

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));

        Assert.That(lab.Asked, Is.EqualTo(2));
        Assert.That(time.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(15)).And.LessThanOrEqualTo(TimeSpan.FromSeconds(25)));
    }

    [Test]
    public async Task A_server_that_is_always_too_slow_is_a_timeout()
    {
        var time = new VirtualTime();
        await using var lab = await ClientLab.StartAsync(
            time, https: false, options => options.Resilience.MaxRetries = 1, Answers.Stall(time.AdvanceToNextTimer));

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.IsTransient, lab.Asked), Is.EqualTo((IpRangesClientError.Timeout, true, 2)));
        Assert.That(failure.Message, Does.Contain("within 15 s (attempt 2; the previous attempt failed: "));
        Assert.That(time.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(30)).And.LessThanOrEqualTo(TimeSpan.FromSeconds(40)));
    }

    [Test]
    public async Task Retries_and_waits_end_with_the_total_timeout()
    {
        await using var lab = await ClientLab.StartAsync(options => options.Resilience.MaxRetries = 20, Answers.Status(500, "29"));

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.StatusCode), Is.EqualTo((IpRangesClientError.Timeout, HttpStatusCode.InternalServerError)));
        Assert.That(failure.Message, Does.Contain("within 1 min").And.Contain("status 500"));
        Assert.That(failure.InnerException, Is.TypeOf<IpRangesClientException>());
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((3, TimeSpan.FromSeconds(60))));
    }

    [TestCase(100, "within 1 min 40 s")]
    [TestCase(-0.001, "no complete answer arrived in time")]
    public async Task The_timeout_of_the_given_client_applies_to_an_attempt(double seconds, string message)
    {
        var (time, asked) = (new VirtualTime(), 0);
        using var http = new HttpClient(new Stub(() => throw new TaskCanceledException($"{++asked}", new TimeoutException())));
        http.Timeout = TimeSpan.FromSeconds(seconds);
        var client = new IpRangesClient(http, timeProvider: time);

        var failure = await ClientLab.FailureAsync(client);

        Assert.That((failure.Error, asked), Is.EqualTo((IpRangesClientError.Timeout, 4)));
        Assert.That(failure.Message, Does.Contain(message));
        Assert.That(time.Elapsed, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(LongestBackoff));
    }

    [Test]
    public void An_exception_of_a_user_handler_is_not_hidden()
    {
        var asked = 0;
        using var http = new HttpClient(new Stub(() => throw new InvalidOperationException($"{++asked}")));

        Assert.That(async () => await new IpRangesClient(http).GetAsync(), Throws.InvalidOperationException);
        Assert.That(asked, Is.EqualTo(1));
    }

    [Test]
    public async Task The_caller_cancels_and_gets_just_that()
    {
        using var caller = new CancellationTokenSource();
        await using var lab = await ClientLab.StartAsync(Answers.Stall(caller.Cancel));

        var cancelled = await Assert.CatchAsync<OperationCanceledException>(() => lab.Client.GetAsync(caller.Token));

        Assert.That(cancelled!.CancellationToken, Is.EqualTo(caller.Token));
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
        Assert.That(lab.Logs.Ids, Is.Empty);
    }

    [Test]
    public async Task A_cancelled_caller_sends_no_request()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());

        Assert.That(async () => await lab.Client.GetAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(lab.Asked, Is.Zero);
    }

    private sealed class Stub(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
