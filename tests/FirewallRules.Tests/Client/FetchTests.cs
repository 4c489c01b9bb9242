using System.Net;
using FirewallRules.Client;
using Microsoft.AspNetCore.Http;

namespace FirewallRules.Tests.Client;

/// <summary>What a client gets from a well-behaved server.</summary>
public sealed class FetchTests
{
    private static readonly DateTimeOffset Modified = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_document_is_fetched_and_makes_rules()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());

        var document = await lab.Client.GetAsync();

        Assert.That(document.Version, Is.EqualTo(7));
        Assert.That(document.Site, Is.EqualTo(Site.Us1));
        Assert.That(document.Provenance.Origin, Is.EqualTo(lab.Server.Address.Authority));
        Assert.That(RuleSet.For(document, Section.Logs).ToString(), Does.Contain("192.0.2.0/24"));
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((1, TimeSpan.Zero)));
    }

    [Test]
    public async Task A_fetch_says_where_the_document_comes_from()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());

        var fetch = await lab.Client.FetchAsync();

        Assert.That(fetch.Outcome, Is.EqualTo(IpRangesFetchOutcome.Network));
        Assert.That(fetch.FetchedAt, Is.EqualTo(lab.Time.GetUtcNow()));
        Assert.That(fetch.Source, Is.EqualTo(lab.Server.Address));
        Assert.That(fetch.Body.ToArray(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes(Answers.Json())));
    }

    [Test]
    public async Task The_server_gets_the_user_agent_and_the_accepted_encodings()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());

        await lab.Client.GetAsync();

        var request = lab.Server.Requests.Single();
        var version = typeof(IpRangesClient).Assembly.GetName().Version!.ToString(3);
        Assert.That(request.Header("User-Agent"), Is.EqualTo($"FirewallRules/{version}"));
        Assert.That(request.Header("Accept"), Is.EqualTo("application/json"));
        Assert.That(request.Header("Accept-Encoding"), Is.EqualTo("gzip, br"));
        Assert.That(request.Header("If-None-Match"), Is.Null);
        Assert.That(request.Header("If-Modified-Since"), Is.Null);
    }

    [TestCase("\"strong\"")]
    [TestCase("W/\"weak\"")]
    public async Task An_entity_tag_is_sent_back_and_a_304_confirms_the_document(string etag)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(etag: etag, modified: Modified), Answers.Status(304));
        var first = await lab.Client.FetchAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(5));

        var second = await lab.Client.FetchAsync();

        Assert.That(lab.Server.Requests.Last().Header("If-None-Match"), Is.EqualTo(etag));
        Assert.That(lab.Server.Requests.Last().Header("If-Modified-Since"), Is.Null);
        Assert.That(second.Outcome, Is.EqualTo(IpRangesFetchOutcome.NotModified));
        Assert.That(second.Document, Is.SameAs(first.Document));
        Assert.That(second.FetchedAt - first.FetchedAt, Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That((lab.Asked, lab.Time.Elapsed), Is.EqualTo((2, TimeSpan.FromMinutes(5))));
    }

    [Test]
    public async Task Without_an_entity_tag_the_date_is_sent_back()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(modified: Modified), Answers.Status(304));
        await lab.Client.GetAsync();

        var second = await lab.Client.FetchAsync();

        Assert.That(lab.Server.Requests.Last().Header("If-Modified-Since"), Is.EqualTo(Modified.ToString("R")));
        Assert.That(second.Outcome, Is.EqualTo(IpRangesFetchOutcome.NotModified));
    }

    [Test]
    public async Task An_unrequested_304_is_an_error()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(304));

        var failure = await lab.FailureAsync();

        Assert.That((failure.Error, failure.StatusCode, lab.Asked), Is.EqualTo((IpRangesClientError.Status, HttpStatusCode.NotModified, 1)));
    }

    [Test]
    public async Task Validators_are_sent_only_to_their_address()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(etag: "\"a\""));
        await using var other = await ClientLab.StartAsync(Answers.Document(8));
        using var folder = new Cli.TemporaryFolder();
        var cache = new IpRangesCache(folder.Root);
        await lab.NewClient(_ => { }, cache: cache).GetAsync();

        await other.NewClient(_ => { }, cache: cache).GetAsync();

        Assert.That(other.Server.Requests.Single().Header("If-None-Match"), Is.Null);
    }

    [Test]
    public async Task A_cache_carries_document_and_validators_to_the_next_client()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document(etag: "\"a\""), Answers.Status(304));
        using var folder = new Cli.TemporaryFolder();
        await lab.NewClient(_ => { }, cache: new IpRangesCache(folder.Root)).GetAsync();
        var cache = new IpRangesCache(folder.Root);
        Assume.That(await cache.EntryAsync(Site.Us1), Is.Not.Null);

        var fetch = await lab.NewClient(_ => { }, cache: cache).FetchAsync();

        Assert.That(fetch.Outcome, Is.EqualTo(IpRangesFetchOutcome.NotModified));
        Assert.That(fetch.Document.Version, Is.EqualTo(7));
    }

    [Test]
    public async Task A_cache_that_cannot_be_written_does_not_stop_a_fetch()
    {
        using var folder = new Cli.TemporaryFolder();
        await using var lab = await ClientLab.StartAsync(
            options => options.CacheFolder = folder.Write("file", ""), Answers.Document(7), Answers.Document(6));

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
        Assert.That(lab.Logs.Ids, Does.Contain(106));
        Assert.That((await lab.FailureAsync()).Error, Is.EqualTo(IpRangesClientError.Older));
    }

    [Test]
    public async Task The_last_seen_document_is_available_without_a_request()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());
        Assert.That(await lab.Client.GetCachedAsync(Site.Us1), Is.Null);
        await lab.Client.GetAsync();

        var cached = await lab.Client.GetCachedAsync(Site.Us1);

        Assert.That((cached!.Outcome, cached.Document.Version, lab.Asked), Is.EqualTo((IpRangesFetchOutcome.Cache, 7L, 1)));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_compressed_response_is_decompressed(string encoding)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Packed(encoding));

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
    }

    [Test]
    public async Task A_handler_can_decompress_by_itself()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Packed("gzip"));
        var client = lab.NewClient(_ => { }, new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });

        Assert.That((await client.GetAsync()).Version, Is.EqualTo(7));
    }

    [Test]
    public async Task An_answer_in_chunks_is_read_whole()
    {
        await using var lab = await ClientLab.StartAsync(async context =>
        {
            foreach (var chunk in Answers.Json().Chunk(9))
            {
                await context.Response.WriteAsync(new string(chunk));
                await context.Response.Body.FlushAsync();
            }
        });

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
    }

    [TestCase(null)]
    [TestCase("text/plain")]
    [TestCase("application/json; charset=\"UTF-8\"")]
    [TestCase("nonsense")]
    public async Task The_content_type_does_not_matter(string? contentType)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Text(Answers.Json(), contentType));

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
    }

    [Test]
    public async Task HTTP_2_is_used_when_TLS_offers_it()
    {
        await using var lab = await ClientLab.StartAsync(new VirtualTime(), https: true, _ => { }, Answers.Document());

        await lab.Client.GetAsync();

        Assert.That(lab.Server.Requests.Single().Protocol, Is.EqualTo("HTTP/2"));
    }

    [Test]
    public async Task A_certificate_that_the_system_does_not_trust_is_refused_once()
    {
        await using var lab = await ClientLab.StartAsync(new VirtualTime(), https: true, _ => { }, Answers.Document());

        var failure = await ClientLab.FailureAsync(lab.NewClient(_ => { }, IpRangesClient.CreateHandler()));

        Assert.That((failure.Error, failure.IsTransient, lab.Asked, lab.Time.Elapsed), Is.EqualTo((IpRangesClientError.Tls, false, 0, TimeSpan.Zero)));
        Assert.That(lab.Logs.Ids, Is.EqualTo(new[] { 102 }));
    }

    [TestCase("""{"version": 7, "logs": {"prefixes_ipv4": ["192.0.2.0/24"], "prefixes_ipv6": []}}""")]
    [TestCase("""{"version": 7, "prefixes_ipv4": ["192.0.2.0/24"], "prefixes_ipv6": []}""")]
    public async Task The_document_of_a_section_is_next_to_the_whole_document(string body)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Text(body));

        var document = await lab.Client.GetSectionAsync(Section.Logs);

        Assert.That(lab.Server.Requests.Single().Target, Is.EqualTo("/logs.json"));
        Assert.That(document.Sections.Single().Section, Is.EqualTo(Section.Logs));
        Assert.That(await lab.Client.GetCachedAsync(Site.Us1), Is.Null);
    }

    [Test]
    public async Task An_answer_without_the_section_is_refused()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Document());

        Assert.That(
            async () => await lab.Client.GetSectionAsync(Section.Apm),
            Throws.TypeOf<IpRangesClientException>().With.Property("Error").EqualTo(IpRangesClientError.Format));
    }

    [Test]
    public async Task A_client_can_set_its_own_user_agent()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document());
        using var http = new HttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("mine/1.0");

        await new IpRangesClient(http, new IpRangesClientOptions { BaseAddress = server.Address }).GetAsync();

        Assert.That(server.Requests.Single().Header("User-Agent"), Is.EqualTo("mine/1.0"));
    }
}
