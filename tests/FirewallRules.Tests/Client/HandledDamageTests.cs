namespace FirewallRules.Tests.Client;

/// <summary>A watcher whose record of the last handled document is damaged or unreadable: it never takes that for none.</summary>
public sealed class HandledDamageTests
{
    private const string Name = "us1.some-app.handled";
    private const int Shrunk = 304;
    private const int Older = 305;
    private const int CheckFailed = 308;
    private const int Recovered = 312;
    private const int Lost = 313;

    [Test]
    public async Task A_damaged_header_loses_nothing([Values] bool hasCache)
    {
        await using var lab = await HandledAsync(hasCache);
        await DamageAsync(lab, bytes => bytes[30] ^= 1);

        await using var second = await lab.RestartAsync();
        await second.PublishAsync(8);

        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 7 to version 8" }));
        Assert.That(second.Logs.Ids.Count(id => id == Recovered), Is.EqualTo(1));
        Assert.That(second.Logs.Text, Does.Contain("version 7 is recovered"));
        Assert.That(await IsIntactAsync(lab));
    }

    [Test]
    public async Task A_damaged_document_is_replaced_with_the_same_one_that_is_fetched([Values] bool hasCache)
    {
        await using var lab = await HandledAsync(hasCache);
        await DamageAsync(lab, bytes => bytes[^2] ^= 1);

        await using var second = await lab.RestartAsync();

        Assert.That(second.Calls, Is.Empty);
        Assert.That(await IsIntactAsync(lab));
    }

    [Test]
    public async Task A_damaged_document_is_the_cached_one_with_the_same_checksum()
    {
        await using var lab = await HandledAsync(hasCache: true);
        await DamageAsync(lab, bytes => bytes[^2] ^= 1);
        lab.Answer = Answers.Document(8, "192.0.2.0/25");

        await using var second = await lab.RestartAsync();

        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 7 to version 8" }));
    }

    [Test]
    public async Task A_lost_document_is_followed_by_a_first_version_but_by_no_older_one()
    {
        await using var lab = await HandledAsync(hasCache: false);
        await DamageAsync(lab, bytes => bytes[^2] ^= 1);
        lab.Answer = Answers.Document(6);

        await using var second = await lab.RestartAsync();
        Assert.That(second.Calls, Is.Empty);
        Assert.That((Count(second, Older), Count(second, Lost)), Is.EqualTo((1, 1)));
        Assert.That(second.Logs.Text, Does.Contain("The document is lost (version 7 of 2026-01-02)"));

        await second.PublishAsync(8);
        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 8" }));
        Assert.That(await IsIntactAsync(lab));
    }

    [TestCase("both")]
    [TestCase("empty")]
    public async Task A_version_after_a_lost_document_is_compared_with_the_cache(string what)
    {
        await using var lab = await HandledAsync(hasCache: true);
        await DamageAsync(lab, bytes => (bytes[30], bytes[^2]) = ((byte)'?', (byte)'?'), what == "empty");
        lab.Answer = Answers.Document(8, "192.0.2.0/26");

        await using var second = await lab.RestartAsync();

        Assert.That(second.Calls, Is.Empty);
        Assert.That((Count(second, Shrunk), Count(second, Lost)), Is.EqualTo((1, 1)));
        await second.PublishAsync(9);
        Assert.That(second.Calls, Is.EqualTo(new[] { "us1 version 9" }));
    }

    [TestCase("folder", "it is a folder, not a file")]
    [TestCase("pipe", "it is a pipe or a device, not a file")]
    [Platform("Linux,MacOSX")]
    public async Task An_unreadable_record_fails_the_check_and_is_reported_once(string what, string reason)
    {
        await using var lab = await HandledAsync(hasCache: true);
        File.Delete(lab.Folder[Name]);
        NotFiles.Create(what, lab.Folder[Name]);

        await using var second = await lab.RestartAsync();
        for (var i = 0; i < 5; i++)
        {
            await second.PublishAsync(8 + i);
        }

        Assert.That(second.Calls, Is.Empty);
        Assert.That(Count(second, CheckFailed), Is.EqualTo(1));
        Assert.That(second.Logs.Text, Does.Contain($"The cache '{lab.Folder[Name]}' cannot be read: {reason}."));
        var once = await Assert.ThrowsAsync<IpRangesCacheException>(async () => await lab.Checker()());
        Assert.That(once!.Problem, Is.EqualTo(new IpRangesCacheProblem(IpRangesCacheError.Unreadable, lab.Folder[Name], reason)));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public async Task What_is_not_a_file_is_no_turn()
    {
        await using var lab = await HandledAsync(hasCache: true);
        File.Delete(lab.Folder[$"{Name}.turn.lock"]);
        NotFiles.Create("pipe", lab.Folder[$"{Name}.turn.lock"]);
        lab.Answer = Answers.Document(8);

        var failure = await Assert.ThrowsAsync<IpRangesCacheException>(async () => await lab.Checker()());

        Assert.That(failure!.Problem.Path, Is.EqualTo(lab.Folder[$"{Name}.turn.lock"]));
        Assert.That(lab.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_turn_that_does_not_end_is_waited_for_within_the_timeout()
    {
        await using var lab = await HandledAsync(hasCache: true);
        using var other = new FileStream(lab.Folder[$"{Name}.turn.lock"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var start = TimeProvider.System.GetTimestamp();

        var outcome = await lab.Checker(
            options => (options.Resilience.TotalTimeout, options.Resilience.AttemptTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)))();

        Assert.That(outcome, Is.EqualTo(IpRangesWatchOutcome.Busy));
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(25)), "The limit of the lock itself is 30 seconds.");
    }

    private static int Count(WatchLab lab, int id) => lab.Logs.Ids.Count(logged => logged == id);

    // Version 7 is handled.
    private static async Task<WatchLab> HandledAsync(bool hasCache)
    {
        var lab = await WatchLab.CreateAsync(hasCache);
        await lab.StartAsync();
        await lab.StopAsync();
        return lab;
    }

    private static async Task DamageAsync(WatchLab lab, Action<byte[]> damage, bool isEmpty = false)
    {
        var bytes = await File.ReadAllBytesAsync(lab.Folder[Name]);
        damage(bytes);
        await File.WriteAllBytesAsync(lab.Folder[Name], isEmpty ? [] : bytes);
    }

    private static async Task<bool> IsIntactAsync(WatchLab lab)
        => (await new FirewallRules.Client.IpRangesCache(lab.Folder.Root).Store.ReadAsync(Name, Site.Us1, CancellationToken.None)).Entry is not null;
}
