using System.Diagnostics;

namespace FirewallRules.Tests.Client;

/// <summary>The watcher of a host: which versions its handler gets, and how often.</summary>
public sealed class WatcherTests
{
    private const int HandlerFailed = 303;
    private const int Shrunk = 304;
    private const int WentBack = 305;
    private const int NotRemembered = 306;
    private const int Grown = 309;
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

        await using var second = await RestartAsync(lab);
        Assert.That(second.Calls, Is.Empty);
        await second.StopAsync();

        lab.Answer = Answers.Document(9);
        await using var third = await RestartAsync(lab);
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
        await using var second = await RestartAsync(lab);
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
    public async Task An_older_version_is_reported_and_not_handled([Values] bool hasCache)
    {
        await using var lab = await WatchLab.CreateAsync(hasCache);
        await lab.StartAsync();
        await lab.StopAsync();

        // Without a cache the client of a new process has seen nothing newer.
        lab.Answer = Answers.Document(6);
        await using var second = await RestartAsync(lab);
        await second.Time.PassAsync();

        Assert.That(second.Calls, Is.Empty);
        Assert.That(second.Logs.Ids.Count(id => id == WentBack), Is.EqualTo(hasCache ? 0 : 1));
        Assert.That(second.Logs.Text, Does.Contain(hasCache ? "Older" : "The us1 document (version 6) is held back: version 7 was handled before"));
        await second.PublishAsync(8);
        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 7 to version 8" }));
    }

    [Test]
    public async Task The_same_version_with_other_content_is_reported_and_not_handled()
    {
        await using var lab = await WatchLab.CreateAsync(hasCache: false);
        await lab.StartAsync();
        await lab.StopAsync();

        lab.Answer = Answers.Document(7, "198.51.100.0/24");
        await using var second = await RestartAsync(lab);

        Assert.That(second.Calls, Is.Empty);
        Assert.That(second.Logs.Ids, Has.Member(WentBack));
    }

    [Test]
    public async Task Documents_without_a_version_are_handled_when_their_content_changes()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Answer = Answers.Document(version: null);
        await lab.StartAsync();
        await lab.Time.PassAsync();
        lab.Answer = Answers.Document(version: null, "192.0.2.0/25");
        await lab.Time.PassAsync();
        await lab.PublishAsync(1);
        lab.Answer = Answers.Document(version: null);
        await lab.Time.PassAsync();

        Assert.That(lab.Calls, Is.EqualTo(new[]
        {
            "us1 without a version", "us1 without a version to without a version", "us1 without a version to version 1",
        }));
    }

    [Test]
    public async Task A_client_that_allows_older_versions_returns_them()
    {
        await using var lab = await WatchLab.CreateAsync();
        await lab.StartAsync(options => options.AllowOlder = true);
        await lab.PublishAsync(6);
        await lab.Time.PassAsync();

        Assert.That(lab.Calls, Is.EqualTo(new[] { "us1 version 7", "us1 version 7 to version 6" }));
    }

    [Test]
    public async Task A_version_that_lost_too_much_is_held_back_and_reported_once()
    {
        await using var lab = await WatchLab.CreateAsync();
        await lab.StartAsync();
        await lab.PublishAsync(8, "192.0.2.0/26");
        await lab.Time.PassAsync();

        Assert.That(lab.Calls, Has.Count.EqualTo(1));
        Assert.That(lab.Logs.Ids.Count(id => id == Shrunk), Is.EqualTo(1));
        Assert.That(lab.Logs.Text, Does.Contain("sections have shrunk since version 7: logs (changed)"));

        // A later one that lost as much is reported, too.
        await lab.PublishAsync(9, "192.0.2.0/26");
        Assert.That(lab.Logs.Ids.Count(id => id == Shrunk), Is.EqualTo(2));
        await lab.StopAsync();

        lab.Options = options => options.AcceptShrink = true;
        await using var second = await RestartAsync(lab);
        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 7 to version 9" }));
    }

    [Test]
    public async Task A_version_that_gained_too_much_is_held_back_and_reported_once()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Answer = Answers.Document(7, "20.0.0.0/24");
        await lab.StartAsync();
        await lab.PublishAsync(8, "20.0.0.0/12");
        await lab.Time.PassAsync();

        Assert.That(lab.Calls, Has.Count.EqualTo(1));
        Assert.That(lab.Logs.Ids.Count(id => id == Grown), Is.EqualTo(1));
        Assert.That(lab.Logs.Text, Does.Contain("sections have grown sharply since version 7: logs (changed)"));
        await lab.StopAsync();

        lab.Options = options => options.GrowthFactor = 1_000_000_000;
        await using var second = await RestartAsync(lab);
        Assert.That(second.Calls, Is.Empty, "it gained more than 65,536 addresses");
        await second.StopAsync();

        lab.Options = options => options.AcceptGrowth = true;
        await using var third = await RestartAsync(lab);
        Assert.That(third.Calls, Is.EqualTo(new[] { "us1 version 7 to version 8" }));
    }

    [TestCase("20.0.0.0/26", Shrunk)]
    [TestCase("20.0.0.0/12", Grown)]
    public async Task The_first_version_is_compared_with_the_cache(string prefix, int reported)
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Answer = Answers.Document(7, "20.0.0.0/24");
        using var http = new HttpClient();
        await lab.NewClient(http).GetAsync();

        lab.Answer = Answers.Document(8, prefix);
        await lab.StartAsync();
        await lab.Time.PassAsync();

        Assert.That(lab.Calls, Is.Empty);
        Assert.That(lab.Logs.Ids.Count(id => id == reported), Is.EqualTo(1));
        await lab.PublishAsync(9, "20.0.0.0/23");
        Assert.That(lab.Calls, Is.EqualTo(new[] { "us1 version 9" }));
    }

    [Test]
    public async Task A_version_that_is_held_back_is_not_cached()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Answer = Answers.Document(7, "20.0.0.0/24");
        await lab.StartAsync();
        await lab.PublishAsync(8, "20.0.0.0/12");

        using var http = new HttpClient();
        Assert.That((await lab.NewClient(http).GetCachedAsync(Site.Us1))!.Document.Version, Is.EqualTo(7));
    }

    [Test]
    public async Task The_growth_factor_is_an_option()
    {
        await using var lab = await WatchLab.CreateAsync();
        lab.Options = options => options.GrowthFactor = 1.5;
        await lab.StartAsync();
        await lab.PublishAsync(8, "192.0.2.0/23");

        Assert.That(lab.Calls, Has.Count.EqualTo(1));
        Assert.That(lab.Logs.Ids, Has.Member(Grown));
    }

    [Test]
    public async Task A_held_back_version_is_replaced_by_one_that_lost_little()
    {
        await using var lab = await WatchLab.CreateAsync();
        await lab.StartAsync();
        await lab.PublishAsync(8, "192.0.2.0/26");
        await lab.PublishAsync(9, "192.0.2.0/25");

        Assert.That(lab.Calls, Is.EqualTo(new[] { "us1 version 7", "us1 version 7 to version 9" }));
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

        await using var second = await RestartAsync(lab);
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

    private static async Task<WatchLab> RestartAsync(WatchLab lab)
    {
        var next = lab.Twin();
        await next.StartAsync();
        return next;
    }
}
