using System.Diagnostics;

namespace FirewallRules.Tests.Client;

/// <summary>The watcher of a host: which versions its handler gets, and how often.</summary>
public sealed class WatcherTests
{
    private const int HandlerFailed = 303;
    private const int NotRemembered = 306;
    private const int FetchFailed = 310;
    private const int Recovered = 311;
    private const int NotLocked = 314;

    [Test]
    public async Task Each_new_version_is_handled_once()
    {
        await using var lab = await WatchLab.CreateAsync();

        await lab.StartAsync();
        await lab.Time.PassAsync();
        await lab.PublishAsync(8);
        await lab.Time.PassAsync();
        await lab.PublishAsync(12);

        Assert.That(lab.Calls, Is.EqualTo(new[] { "us1 version 7", "us1 version 7 to version 8", "us1 version 8 to version 12" }));
    }

    [Test]
    public async Task A_restart_does_not_repeat_a_handled_call([Values] bool hasCache)
    {
        await using var lab = await WatchLab.CreateAsync(hasCache);
        await lab.StartAsync();
        await lab.StopAsync();

        await using var second = await lab.RestartAsync();
        Assert.That(second.Calls, Is.Empty);
        await second.StopAsync();

        lab.Answer = Answers.Document(9);
        await using var third = await lab.RestartAsync();
        Assert.That(third.Calls, Is.EqualTo(new[] { "us1 version 7 to version 9" }));
    }

    [Test]
    public async Task A_handler_that_fails_is_retried_with_growing_delays()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Handler = (_, _) => throw new InvalidOperationException("no rights");

        var waits = new List<double> { (await lab.StartAsync()).TotalSeconds };
        for (var i = 0; i < 7; i++)
        {
            waits.Add((await lab.Time.PassAsync()).TotalSeconds);
        }

        double[] longest = [30, 60, 120, 240, 480, 960, 1800, 1800];
        Assert.That(waits.Zip(longest, (wait, most) => wait >= most / 2 && wait <= most), Is.All.True, string.Join(", ", waits));
        Assert.That(lab.Calls, Is.EqualTo(Enumerable.Repeat("us1 version 7", 8)));
        Assert.That(lab.Logs.Ids.Count(id => id == HandlerFailed), Is.EqualTo(8));
        Assert.That(lab.Logs.Text, Does.Contain("no rights"));

        lab.Handler = (_, _) => Task.CompletedTask;
        Assert.That((await lab.Time.PassAsync()).TotalMinutes, Is.InRange(60, 66));
        await lab.Time.PassAsync();
        Assert.That(lab.Calls, Has.Count.EqualTo(9));
    }

    [Test]
    public async Task A_crash_before_the_handler_is_done_leads_to_another_call()
    {
        await using var lab = await WatchLab.CreateAsync();
        await lab.StartAsync();
        var called = new TaskCompletionSource();
        lab.Handler = async (_, cancellationToken) =>
        {
            called.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };

        // The document is fetched and cached, and the handler runs: the host stops before its end.
        lab.Answer = Answers.Document(8);
        var next = lab.Time.PassAsync();
        await called.Task;
        await lab.StopAsync();
        Assert.That(next.IsCompleted, Is.False);

        lab.Handler = (_, _) => Task.CompletedTask;
        await using var second = await lab.RestartAsync();
        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 7 to version 8" }));
    }

    [Test]
    public async Task Two_hosts_of_an_application_take_turns()
    {
        await using var one = await WatchLab.CreateAsync();
        var (running, calls, release) = (0, 0, new TaskCompletionSource());
        one.Handler = async (_, _) =>
        {
            Assert.That(Interlocked.Increment(ref running), Is.EqualTo(1));
            Interlocked.Increment(ref calls);
            await release.Task;
            Interlocked.Decrement(ref running);
        };
        await using var two = one.Twin();

        await Task.WhenAll(one.RunAsync(), two.RunAsync());
        release.SetResult();
        await Task.WhenAll(one.Time.WaitAsync(), two.Time.WaitAsync());

        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_fetch_that_fails_is_tried_again_and_the_server_may_ask_for_more_time()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Answer = Answers.Status(404);
        Assert.That((await lab.StartAsync()).TotalSeconds, Is.InRange(15, 30));
        lab.Answer = Answers.Status(503, retryAfter: "7200");
        Assert.That(await lab.Time.PassAsync(), Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(lab.Calls, Is.Empty);

        await lab.PublishAsync(7);
        Assert.That(lab.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_failure_is_reported_once_and_again_when_it_changes_or_after_a_day()
    {
        await using var lab = await WatchLab.CreateAsync();
        await lab.StartAsync();
        lab.Answer = Answers.Status(404);
        for (var i = 0; i < 10; i++)
        {
            await lab.Time.PassAsync();
        }

        Assert.That(Count(FetchFailed), Is.EqualTo(1));
        Assert.That(lab.Logs.Text, Does.Contain("The us1 document cannot be fetched; handled before: version 7").And.Contain("status 404"));

        lab.Answer = Answers.Text("<html>sign in</html>", "text/html");
        await lab.Time.PassAsync();
        await lab.Time.PassAsync();
        Assert.That(Count(FetchFailed), Is.EqualTo(2));
        Assert.That(lab.Logs.Text, Does.Contain("the response is a web page"));

        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromDays(1);)
        {
            waited += await lab.Time.PassAsync();
        }

        await lab.Time.PassAsync();
        Assert.That(Count(FetchFailed), Is.EqualTo(3));

        await lab.PublishAsync(8);
        await lab.Time.PassAsync();
        Assert.That((Count(FetchFailed), Count(Recovered)), Is.EqualTo((3, 1)));
        lab.Answer = Answers.Status(404);
        await lab.Time.PassAsync();
        Assert.That(Count(FetchFailed), Is.EqualTo(4));

        int Count(int id) => lab.Logs.Ids.Count(logged => logged == id);
    }

    [Test]
    public async Task A_single_check_says_what_it_did()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Answer = Answers.Document(7, "20.0.0.0/24");
        var check = lab.Checker();

        Assert.That(await check(), Is.EqualTo(IpRangesWatchOutcome.Handled));
        Assert.That(await check(), Is.EqualTo(IpRangesWatchOutcome.Unchanged));
        lab.Answer = Answers.Document(8, "20.0.0.0/12");
        Assert.That(await check(), Is.EqualTo(IpRangesWatchOutcome.HeldBack));
        lab.Answer = Answers.Document(8, "20.0.0.0/23");
        lab.Handler = (_, _) => throw new InvalidOperationException("no rights");
        Assert.That(async () => await check(), Throws.InvalidOperationException.With.Message.EqualTo("no rights"));
        lab.Handler = (_, _) => Task.CompletedTask;
        Assert.That(await check(), Is.EqualTo(IpRangesWatchOutcome.Handled));
        lab.Answer = Answers.Status(404);
        Assert.That(async () => await check(), Throws.TypeOf<IpRangesClientException>());
        Assert.That(lab.Calls, Is.EqualTo(new[] { "us1 version 7", "us1 version 7 to version 8", "us1 version 7 to version 8" }));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_loses_the_state_only_at_a_restart()
    {
        await using var lab = await WatchLab.CreateAsync(hasCache: false);
        lab.Options = options => options.StateFolder = lab.Folder.Write("file", "in the way");

        await lab.StartAsync();
        await lab.Time.PassAsync();
        await lab.PublishAsync(8);

        Assert.That(lab.Calls, Is.EqualTo(new[] { "us1 version 7", "us1 version 7 to version 8" }));
        Assert.That(lab.Logs.Ids.Count(id => id == NotRemembered), Is.EqualTo(2));
        Assert.That(lab.Logs.Ids.Count(id => id == NotLocked), Is.EqualTo(1), "it is the same problem each time");
    }

    [TestCase(true)]
    [TestCase(false)]
    [Platform("Linux")]
    public async Task A_process_that_the_handler_starts_inherits_the_lock_if_it_should(bool inherit)
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Options = options => options.InheritLock = inherit;
        var open = "";
        lab.Handler = async (_, cancellationToken) =>
        {
            using var list = Process.Start(new ProcessStartInfo("ls", ["-l", "/proc/self/fd"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            open = await list.StandardOutput.ReadToEndAsync(cancellationToken);
        };

        await lab.StartAsync();

        Assert.That(open, Does.Contain("/dev/").And.Contain("/proc/"));
        Assert.That(open.Contains(lab.Folder["us1.some-app.handled.turn.lock"], StringComparison.Ordinal), Is.EqualTo(inherit));
    }

    [Test]
    public async Task A_damaged_state_leads_to_another_call()
    {
        await using var lab = await WatchLab.CreateAsync();
        await lab.StartAsync();
        await lab.StopAsync();
        lab.Folder.Write("us1.some-app.handled", "FirewallRules cache 1\n");

        await using var second = await lab.RestartAsync();
        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 7" }));
    }

    [Test]
    public async Task A_handler_cancelled_by_another_token_has_failed()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Handler = (_, _) => throw new OperationCanceledException("a timeout of its own");
        await lab.StartAsync();

        Assert.That(lab.Logs.Ids, Has.Member(HandlerFailed));
        await lab.Time.PassAsync();
        Assert.That(lab.Calls, Has.Count.EqualTo(2));
    }
}
