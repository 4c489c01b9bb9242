namespace FirewallRules.Tests.Client;

/// <summary>The watcher of a host: which versions it does not hand to its handler.</summary>
public sealed class WatcherGuardTests
{
    private const int Shrunk = 304;
    private const int WentBack = 305;
    private const int Grown = 309;

    [Test]
    public async Task An_older_version_is_reported_and_not_handled([Values] bool hasCache)
    {
        await using var lab = await WatchLab.CreateAsync(hasCache);
        await lab.StartAsync();
        await lab.StopAsync();

        // Without a cache the client of a new process has seen nothing newer.
        lab.Answer = Answers.Document(6);
        await using var second = await lab.RestartAsync();
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
        await using var second = await lab.RestartAsync();

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
        await using var second = await lab.RestartAsync();
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
        await using var second = await lab.RestartAsync();
        Assert.That(second.Calls, Is.Empty, "it gained more than 65,536 addresses");
        await second.StopAsync();

        lab.Options = options => options.AcceptGrowth = true;
        await using var third = await lab.RestartAsync();
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
}
