using FirewallRules.Client;
using FirewallRules.Tests.Cli;
using Microsoft.AspNetCore.Http;

namespace FirewallRules.Tests.Client;

/// <summary>A client whose cache is damaged, unreadable or in use: it says so, and no older document passes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CacheProblemTests : IDisposable
{
    private const int Damaged = 200;
    private const int Lost = 205;
    private const int Unknown = 201;

    // Nothing of this takes longer than a moment, unless it hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["us1.ipranges"];

    public void Dispose() => _folder.Dispose();

    [TestCase("document")]
    [TestCase("header")]
    public async Task Half_of_a_file_still_refuses_an_older_document(string half)
    {
        await using var lab = await LabAsync(Answers.Document(6), Answers.Document(8));
        await DamageAsync(half);

        var failure = await ClientLab.FailureAsync(Client(lab));
        var fetch = await Client(lab).FetchAsync();
        var after = await Client(lab).FetchAsync();

        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Older));
        Assert.That(failure.LastDocument?.Version, Is.EqualTo(7));
        Assert.That(fetch.CacheProblem, Has.Property("Error").EqualTo(IpRangesCacheError.Damaged).And.Property("Path").EqualTo(File));
        Assert.That(fetch.CacheProblem!.Reason, Does.Contain("damaged"));
        Assert.That((fetch.Document.Version, after.CacheProblem), Is.EqualTo((8L, (IpRangesCacheProblem?)null)));
        Assert.That(lab.Logs.Ids.Count(id => id == (half == "header" ? Damaged : Lost)), Is.EqualTo(2));
        Assert.That(
            lab.Logs.Text,
            Does.Contain($"The cache '{File}' is damaged: ").And.Contain("It had version 7 of 2026-01-02: an older document is refused"));
    }

    [Test]
    public async Task An_intact_document_still_refuses_a_contradiction_and_a_large_change()
    {
        await using var lab = await LabAsync(Answers.Document(7, "198.51.100.0/24"), Answers.Document(8, "192.0.2.0/26"));
        await DamageAsync("header");

        Assert.That((await ClientLab.FailureAsync(Client(lab))).Error, Is.EqualTo(IpRangesClientError.Changed));
        Assert.That((await ClientLab.FailureAsync(Client(lab, options => options.RefuseLargeChanges = true))).Error, Is.EqualTo(IpRangesClientError.Shrunk));
    }

    [TestCase("both", IpRangesCacheError.Damaged)]
    [TestCase("empty", IpRangesCacheError.Damaged)]
    [TestCase("folder", IpRangesCacheError.Unreadable)]
    [TestCase("pipe", IpRangesCacheError.Unreadable)]
    [Platform("Linux,MacOSX")]
    public async Task Of_what_nothing_is_known_fails_without_a_request(string what, IpRangesCacheError error)
    {
        await using var lab = await LabAsync(Answers.Document(8));
        await DamageAsync(what);
        var asked = lab.Asked;

        var failure = await ClientLab.FailureAsync(Client(lab)).WaitAsync(Patience);

        Assert.That((failure.Error, failure.IsTransient, lab.Asked), Is.EqualTo((IpRangesClientError.CacheUnusable, false, asked)));
        Assert.That((failure.CacheProblem!.Error, failure.CacheProblem.Path), Is.EqualTo((error, File)));
        Assert.That(failure.InnerException, Is.TypeOf<IpRangesCacheException>());
        Assert.That(
            failure.Message,
            Does.Contain($"the cache '{File}' ").And.Contain(failure.CacheProblem.Reason)
                .And.Contain("elete it").And.Contain("CacheFolder").And.Contain("AllowOlder"));
    }

    [TestCase("both")]
    [TestCase("pipe")]
    [Platform("Linux,MacOSX")]
    public async Task An_older_document_that_is_allowed_needs_no_cache(string what)
    {
        await using var lab = await LabAsync(Answers.Document(6));
        await DamageAsync(what);

        var fetch = await Client(lab, options => options.AllowOlder = true).FetchAsync().WaitAsync(Patience);

        Assert.That((fetch.Document.Version, fetch.CacheProblem?.Path), Is.EqualTo((6L, File)));
        Assert.That(lab.Logs.Ids, Has.Member(Unknown));
        Assert.That((await Client(lab).GetCachedAsync(Site.Us1))?.Document.Version, Is.EqualTo(6));
    }

    [Test]
    public async Task A_client_remembers_what_it_fetched_itself()
    {
        await using var lab = await LabAsync(Answers.Document(8), Answers.Document(7), Answers.Document(9));
        var client = Client(lab);
        await client.GetAsync();
        await DamageAsync("both");

        var cached = await client.GetCachedAsync(Site.Us1);
        var failure = await ClientLab.FailureAsync(client);
        var fetch = await client.FetchAsync();

        Assert.That((cached!.Document.Version, cached.CacheProblem?.Error), Is.EqualTo((8L, IpRangesCacheError.Damaged)));
        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Older));
        Assert.That((fetch.Document.Version, fetch.CacheProblem?.Error), Is.EqualTo((9L, IpRangesCacheError.Damaged)));
        Assert.That((await Client(lab).GetCachedAsync(Site.Us1))!.Document.Version, Is.EqualTo(9));
    }

    [TestCase("document")]
    [TestCase("header")]
    [TestCase("both")]
    [TestCase("folder")]
    public async Task A_cached_document_that_cannot_be_used_is_not_the_same_as_none(string what)
    {
        await using var lab = await LabAsync();
        await DamageAsync(what);

        var failure = await Assert.ThrowsAsync<IpRangesCacheException>(() => Client(lab).GetCachedAsync(Site.Us1));

        Assert.That(failure!.Problem.Path, Is.EqualTo(File));
        Assert.That(failure.Message, Does.StartWith($"The cache '{File}' ").And.EndsWith("."));
        Assert.That(await Client(lab).GetCachedAsync(Site.Eu1), Is.Null);
    }

    [Test]
    public async Task A_document_that_the_options_do_not_accept_is_still_a_floor()
    {
        await using var lab = await LabAsync(Answers.Document(8, "10.0.0.0/24"), Answers.Document(7), Answers.Document(9));
        await Client(lab, options => options.AllowSpecialPurpose = true).GetAsync();

        var cached = await Assert.ThrowsAsync<IpRangesCacheException>(() => Client(lab).GetCachedAsync(Site.Us1));
        var failure = await ClientLab.FailureAsync(Client(lab));
        var fetch = await Client(lab).FetchAsync();

        Assert.That(cached!.Problem.Error, Is.EqualTo(IpRangesCacheError.Refused));
        Assert.That((failure.Error, failure.LastDocument?.Version), Is.EqualTo((IpRangesClientError.Older, 8L)));
        Assert.That((fetch.Document.Version, fetch.CacheProblem?.Error), Is.EqualTo((9L, IpRangesCacheError.Refused)));
    }

    [Test]
    public async Task A_client_without_a_logger_never_loses_the_floor_in_silence()
    {
        await using var lab = await LabAsync(Answers.Document(6));
        var file = await System.IO.File.ReadAllBytesAsync(File);
        var random = Seed.NewRandom();
        using var http = new HttpClient();
        var options = new IpRangesClientOptions { BaseAddress = lab.Server.Address, CacheFolder = _folder.Root };
        var kinds = new HashSet<IpRangesClientError>();
        for (var round = 0; round < 200; round++)
        {
            var at = Enumerable.Range(0, 4).Select(_ => random.Next(file.Length)).ToList();
            var damaged = file.ToArray();
            at.ForEach(position => damaged[position] ^= (byte)random.Next(1, 256));
            await System.IO.File.WriteAllBytesAsync(File, damaged);

            var failure = await ClientLab.FailureAsync(new IpRangesClient(http, options));

            Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Older).Or.EqualTo(IpRangesClientError.CacheUnusable), string.Join(", ", at));
            Assert.That(await System.IO.File.ReadAllBytesAsync(File), Is.EqualTo(damaged), string.Join(", ", at));
            kinds.Add(failure.Error);
        }

        Assert.That(kinds, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Two_clients_at_once_repair_a_damaged_file()
    {
        await using var lab = await LabAsync(Answers.Document(8));
        await DamageAsync("document");

        var fetches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Client(lab).FetchAsync()));

        Assert.That(fetches.Select(fetch => fetch.Document.Version), Is.All.EqualTo(8));
        Assert.That((await Client(lab).GetCachedAsync(Site.Us1))!.Document.Version, Is.EqualTo(8));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }));
    }

    [Test]
    public async Task A_lock_that_is_not_released_costs_the_rest_of_the_time_and_not_the_document()
    {
        await using var lab = await LabAsync(Answers.Document(8));
        using var other = new FileStream(_folder["us1.ipranges.lock"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var start = TimeProvider.System.GetTimestamp();

        // One waits for the other process, and one for it.
        var clients = new[] { Client(lab, Short), Client(lab, Short) };
        var fetches = await Task.WhenAll(clients.Select(client => client.FetchAsync())).WaitAsync(Patience);

        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(25)), "The limit of the lock itself is 30 seconds.");
        Assert.That(fetches.Select(fetch => fetch.Document.Version), Is.All.EqualTo(8));
        Assert.That(fetches.Select(fetch => fetch.CacheProblem?.Error), Is.All.EqualTo(IpRangesCacheError.Locked));
        Assert.That(fetches[0].CacheProblem!.Reason, Does.StartWith("something else has locked it for "));
        Assert.That(
            lab.Logs.Text,
            Does.Contain("The us1 document is not stored: The cache '").And.Contain(" was not written: something else has locked it for "));

        static void Short(IpRangesClientOptions options)
            => (options.Resilience.TotalTimeout, options.Resilience.AttemptTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task What_is_wrong_with_reading_and_writing_is_one_problem()
    {
        await using var lab = await LabAsync(Answers.Document(8));
        await DamageAsync("folder");

        var fetch = await Client(lab, options => options.AllowOlder = true).FetchAsync();

        Assert.That(fetch.CacheProblem, Is.EqualTo(new IpRangesCacheProblem(
            IpRangesCacheError.Unreadable, File, "it is a folder, not a file; it is not replaced either: it is a folder, not a file")));
    }

    [Test]
    public async Task A_watch_starts_from_what_is_intact_and_reports_an_unusable_cache()
    {
        await using var lab = await LabAsync(Answers.Document(7), Answers.Document(8));
        await DamageAsync("header");
        await using var updates = Client(lab).WatchAsync().GetAsyncEnumerator();
        Assert.That(await updates.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.That(updates.Current.ToString(), Is.EqualTo("us1 version 7 to version 8"));

        await DamageAsync("both");
        using var stop = new CancellationTokenSource();
        await using var failing = Client(lab).WatchAsync(cancellationToken: stop.Token).GetAsyncEnumerator(stop.Token);
        var next = failing.MoveNextAsync().AsTask();
        while (!lab.Logs.Ids.Contains(310))
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => next);
        Assert.That(lab.Logs.Text, Does.Contain("so an older document could not be told: "));
    }

    private IpRangesClient Client(ClientLab lab, Action<IpRangesClientOptions>? configure = null)
        => lab.NewClient(configure ?? (_ => { }), cache: new IpRangesCache(_folder.Root));

    // Version 7 is in the cache.
    private async Task<ClientLab> LabAsync(params RequestDelegate[] script)
    {
        var lab = await ClientLab.StartAsync([Answers.Document(7), .. script]);
        await Client(lab).GetAsync();
        return lab;
    }

    private async Task DamageAsync(string what)
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        switch (what)
        {
            case "document":
                bytes[^2] ^= 1;
                break;

            case "header":
                bytes[30] ^= 1;
                break;

            case "both":
                (bytes[30], bytes[^2]) = ((byte)'?', (byte)'?');
                break;

            case "empty":
                bytes = [];
                break;

            default:
                System.IO.File.Delete(File);
                NotFiles.Create(what, File);
                return;
        }

        await System.IO.File.WriteAllBytesAsync(File, bytes);
    }
}
