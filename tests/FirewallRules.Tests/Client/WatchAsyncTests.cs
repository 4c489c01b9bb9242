using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Tests.Client;

/// <summary>The stream of a client's updates.</summary>
public sealed class WatchAsyncTests
{
    private const int FetchFailed = 310;
    private const int Recovered = 311;
    private const int CheckFailed = 308;

    [Test]
    public async Task Each_new_version_is_yielded_once()
    {
        await using var lab = await WatchLab.CreateAsync();
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        using var stop = new CancellationTokenSource();
        var updates = Channel.CreateUnbounded<IpRangesUpdate>();
        var watch = PourAsync(lab.NewClient(http).WatchAsync(cancellationToken: stop.Token), updates.Writer);

        Assert.That((await lab.Time.WaitAsync()).TotalMinutes, Is.InRange(60, 66));
        await lab.Time.PassAsync();
        await lab.PublishAsync(8, "192.0.2.0/26");
        lab.Answer = Answers.Status(500);
        Assert.That((await lab.Time.PassAsync()).TotalSeconds, Is.InRange(15, 30));
        await lab.Time.PassAsync();
        await lab.PublishAsync(3);
        await lab.PublishAsync(9, "192.0.2.0/26");
        Assert.That(lab.Logs.Ids.Where(id => id is FetchFailed or Recovered), Is.EqualTo(new[] { FetchFailed, FetchFailed, Recovered }));
        Assert.That(lab.Logs.Text, Does.Contain("The us1 document cannot be fetched; handled before: version 8").And.Contain("status 500"));
        await stop.CancelAsync();
        Assert.That(() => watch, Throws.InstanceOf<OperationCanceledException>());

        updates.Writer.Complete();
        var seen = new List<IpRangesUpdate>();
        await foreach (var update in updates.Reader.ReadAllAsync())
        {
            seen.Add(update);
        }

        Assert.That(
            seen.Select(update => update.ToString()),
            Is.EqualTo(new[] { "us1 version 7", "us1 version 7 to version 8", "us1 version 8 to version 9" }));
        Assert.That(seen.Select(update => update.HasShrunk), Is.EqualTo(new[] { false, true, false }));
        Assert.That(seen[1].Diff!.RemovedAddresses.ToString(), Is.EqualTo("192.0.2.64/26, 192.0.2.128/25"));
        Assert.That((seen[0].Old, seen[0].Diff, seen[1].Old), Is.EqualTo(((object?)null, (object?)null, seen[0].New)));
    }

    [Test]
    public async Task A_change_since_the_last_run_is_handled_first()
    {
        await using var lab = await WatchLab.CreateAsync();
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        await lab.NewClient(http).GetAsync();
        lab.Answer = Answers.Document(11);

        await foreach (var update in lab.NewClient(http).WatchAsync(Site.Us1, TimeSpan.FromMinutes(1)))
        {
            Assert.That(update.ToString(), Is.EqualTo("us1 version 7 to version 11"));
            break;
        }
    }

    [TestCase(59.9)]
    [TestCase(7 * 86_400 + 1)]
    [TestCase(-1)]
    public async Task An_interval_out_of_range_is_refused_at_once(double seconds)
    {
        await using var lab = await WatchLab.CreateAsync();
        using var http = new HttpClient();

        Assert.That(
            () => lab.NewClient(http).WatchAsync(TimeSpan.FromSeconds(seconds)),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("interval"));
    }

    [Test]
    public async Task The_document_of_another_site_is_an_error_that_is_not_retried()
    {
        await using var lab = await WatchLab.CreateAsync();
        using var http = new HttpClient();

        await using var updates = lab.NewClient(http).WatchAsync(Site.Eu1).GetAsyncEnumerator();

        Assert.That(async () => await updates.MoveNextAsync(), Throws.ArgumentException);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_exception_of_a_handler_is_logged_once_and_the_watch_goes_on(bool hosted)
    {
        await using var lab = await WatchLab.CreateAsync();
        Exception? thrown = new InvalidOperationException("a broken handler");
        using var stop = new CancellationTokenSource();
        using var http = new HttpClient(new Faulty(() => thrown) { InnerHandler = IpRangesClient.CreateHandler() });
        var updates = Channel.CreateUnbounded<IpRangesUpdate>();
        Task? watch = null;
        if (hosted)
        {
            lab.Services = services => services.AddDatadogIpRanges().AddHttpMessageHandler(() => new Faulty(() => thrown));
            lab.Handler = (update, stopping) => updates.Writer.WriteAsync(update, stopping).AsTask();
            await lab.RunAsync();
        }
        else
        {
            watch = PourAsync(lab.NewClient(http).WatchAsync(cancellationToken: stop.Token), updates.Writer);
        }

        Assert.That((await lab.Time.WaitAsync()).TotalSeconds, Is.InRange(15, 30));
        Assert.That((await lab.Time.PassAsync()).TotalSeconds, Is.InRange(30, 60));
        thrown = new HttpIOException(HttpRequestError.ResponseEnded);
        Assert.That((await lab.Time.PassAsync()).TotalSeconds, Is.InRange(60, 120));
        thrown = new Special();
        Assert.That((await lab.Time.PassAsync()).TotalSeconds, Is.InRange(120, 240));
        thrown = new NotSupportedException("another one");
        Assert.That((await lab.Time.PassAsync()).TotalSeconds, Is.InRange(240, 480));
        thrown = null;
        Assert.That((await lab.Time.PassAsync()).TotalMinutes, Is.InRange(60, 66));

        Assert.That((await updates.Reader.ReadAsync()).ToString(), Is.EqualTo("us1 version 7"));
        Assert.That(
            lab.Logs.Ids.Where(id => id is FetchFailed or CheckFailed or Recovered),
            Is.EqualTo(new[] { CheckFailed, FetchFailed, CheckFailed, Recovered }));
        Assert.That(lab.Logs.Text, Does.Contain("a broken handler").And.Contain("another one"));
        await stop.CancelAsync();
        if (watch is not null)
        {
            Assert.That(() => watch, Throws.InstanceOf<OperationCanceledException>());
        }
    }

    [Test]
    public async Task A_watch_ends_when_its_HttpClient_is_disposed()
    {
        await using var lab = await WatchLab.CreateAsync();
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        await using var updates = lab.NewClient(http).WatchAsync().GetAsyncEnumerator();
        await updates.MoveNextAsync();
        http.Dispose();
        var next = updates.MoveNextAsync().AsTask();
        await lab.Time.WaitAsync();
        lab.Time.Pass();

        Assert.That(() => next.WaitAsync(TimeSpan.FromMinutes(1)), Throws.TypeOf<ObjectDisposedException>());
    }

    private sealed class Special : HttpRequestException;

    private sealed class Faulty(Func<Exception?> fault) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => fault() is { } exception ? throw exception : base.SendAsync(request, cancellationToken);
    }

    private static async Task PourAsync(IAsyncEnumerable<IpRangesUpdate> updates, ChannelWriter<IpRangesUpdate> writer)
    {
        await foreach (var update in updates)
        {
            await writer.WriteAsync(update);
        }
    }
}
