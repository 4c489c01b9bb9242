using FirewallRules.Client;

namespace FirewallRules.Tests.Client;

/// <summary>Documents go forward by version, and nothing else orders them.</summary>
public sealed class OrderTests
{
    [Test]
    public async Task A_higher_version_is_accepted()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(7), Answers.Document(8, "198.51.100.0/24"));
        await lab.Client.GetAsync();

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(8));
    }

    [TestCase(6L, "version 6 of 2026-01-02")]
    [TestCase(null, "2026-01-02, no version")]
    public async Task A_lower_version_is_refused_and_the_known_one_is_kept(long? version, string text)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(7), Answers.Document(version));
        await lab.Client.GetAsync();

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.IsTransient, lab.Asked, lab.Time.Elapsed), Is.EqualTo((IpRangesClientError.Older, false, 2, TimeSpan.Zero)));
        Assert.That(failure.Message, Does.Contain($"the response ({text}) is older than the document seen before (version 7 of 2026-01-02)."));
        Assert.That((await lab.Client.GetCachedAsync(Site.Us1))!.Document.Version, Is.EqualTo(7));
    }

    [Test]
    public async Task Other_addresses_under_the_same_version_are_refused()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(7), Answers.Document(7, "198.51.100.0/24"));
        await lab.Client.GetAsync();

        Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.Changed));
        Assert.That((await lab.Client.GetCachedAsync(Site.Us1))!.Document[Section.Logs].Addresses.ToString(), Is.EqualTo("192.0.2.0/24"));
    }

    [TestCase(
        """{"version": 7, "modified": "2020-01-01-00-00-00", "logs": {"prefixes_ipv6": [], "prefixes_ipv4": ["192.0.2.128/25", "192.0.2.0/25"]}}""",
        true)]
    [TestCase("""{"version": 7, "logs": {"prefixes_ipv4": ["192.0.2.0/24"]}, "apm": {"prefixes_ipv4": ["192.0.2.0/24"]}}""", false)]
    [TestCase("""{"version": 7, "apm": {"prefixes_ipv4": ["192.0.2.0/24"]}}""", false)]
    [TestCase("""{"version": 7, "logs": {"prefixes_ipv4": ["192.0.2.0/24"], "prefixes_ipv4_by_location": {"a": ["192.0.2.0/25"]}}}""", false)]
    public async Task Only_a_change_of_content_is_a_change(string body, bool same)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(7), Answers.Text(body));
        await lab.Client.GetAsync();

        if (same)
        {
            Assert.That((await lab.Client.FetchAsync()).Body.Length, Is.EqualTo(body.Length));
        }
        else
        {
            Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.Changed));
        }
    }

    [TestCase(6, "192.0.2.0/24")]
    [TestCase(7, "198.51.100.0/24")]
    public async Task An_older_version_can_be_allowed(int version, string prefix)
    {
        await using var lab = await ClientLab.StartAsync(options => options.AllowOlder = true, Answers.Document(7), Answers.Document(version, prefix));
        await lab.Client.GetAsync();

        Assert.That((await lab.Client.GetAsync())[Section.Logs].Addresses.ToString(), Is.EqualTo(prefix));
        Assert.That((await lab.Client.GetCachedAsync(Site.Us1))!.Document.Version, Is.EqualTo(version));
    }

    [Test]
    public async Task A_document_without_a_version_follows_another_one()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(null), Answers.Document(null, "198.51.100.0/24"), Answers.Document(1));
        await lab.Client.GetAsync();

        Assert.That((await lab.Client.GetAsync())[Section.Logs].Addresses.ToString(), Is.EqualTo("198.51.100.0/24"));
        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(1));
    }

    [Test]
    public async Task A_newer_document_written_by_another_process_is_returned()
    {
        using var folder = new Cli.TemporaryFolder();
        var cache = new IpRangesCache(folder.Root);
        await using var lab = await ClientLab.StartAsync(async context =>
        {
            await cache.WriteAsync(new CachedIpRanges
            {
                Site = Site.Us1,
                Source = new Uri("https://ip-ranges.datadoghq.com/"),
                Body = System.Text.Encoding.UTF8.GetBytes(Answers.Json(9)),
                Version = 9,
                FetchedAt = DateTimeOffset.UnixEpoch,
            });
            await Answers.Document(8)(context);
        });

        var fetch = await lab.NewClient(_ => { }, cache: cache).FetchAsync();

        Assert.That((fetch.Document.Version, fetch.Outcome), Is.EqualTo((9L, IpRangesFetchOutcome.Cache)));
    }

    [Test]
    public async Task Two_fetches_at_once_do_not_go_back_either()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var lab = await ClientLab.StartAsync(
            async context =>
            {
                first.SetResult();
                await second.Task;
                await Answers.Document(6)(context);
            },
            Answers.Document(7));
        var slow = lab.Client.FetchAsync();
        await first.Task;
        await lab.Client.GetAsync();
        second.SetResult();

        var fetch = await slow;

        Assert.That((fetch.Document.Version, fetch.Outcome), Is.EqualTo((7L, IpRangesFetchOutcome.Cache)));
    }

    [Test]
    public async Task Sections_are_compared_with_themselves()
    {
        await using var lab = await ClientLab.StartAsync(
            Answers.Document(7), Answers.Document(6), Answers.Document(5), Answers.Document(8));
        await lab.Client.GetAsync();
        await lab.Client.GetSectionAsync(Section.Logs);

        Assert.That(
            async () => await lab.Client.GetSectionAsync(Section.Logs),
            Throws.TypeOf<IpRangesClientException>().With.Property("Error").EqualTo(IpRangesClientError.Older).And.Message.Contain("section 'logs'"));
    }
}
