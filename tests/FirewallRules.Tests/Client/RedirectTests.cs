using System.Net;

namespace FirewallRules.Tests.Client;

/// <summary>Where a redirect may lead, and where not.</summary>
public sealed class RedirectTests
{
    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task To_the_same_host_it_is_followed(int status)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect("/moved.json", status), Answers.Document());

        var fetch = await lab.Client.FetchAsync();

        Assert.That(fetch.Source, Is.EqualTo(new Uri(lab.Server.Address, "moved.json")));
        Assert.That(lab.Server.Requests.Select(request => request.Target), Is.EqualTo(new[] { "/", "/moved.json" }));
        Assert.That(lab.Time.Elapsed, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task Validators_belong_to_the_final_address()
    {
        var moved = Answers.Redirect("/moved.json");
        await using var lab = await ClientLab.StartAsync(moved, Answers.Document(etag: "\"a\""), moved, Answers.Status(304));
        await lab.Client.GetAsync();

        Assert.That((await lab.Client.FetchAsync()).Outcome, Is.EqualTo(IpRangesFetchOutcome.NotModified));

        Assert.That(lab.Server.Requests.Select(request => request.Header("If-None-Match")), Is.EqualTo(new[] { null, null, null, "\"a\"" }));
    }

    [Test]
    public async Task From_https_to_http_it_is_refused_even_on_one_machine()
    {
        await using var lab = await ClientLab.StartAsync(
            new VirtualTime(), https: true, options => options.AllowHttp = true, Answers.Redirect("http://127.0.0.1/"));

        await RefusedAsync(lab, lab.Client, "not https", 1);
    }

    [Test]
    public async Task From_https_to_https_it_is_followed()
    {
        await using var lab = await ClientLab.StartAsync(new VirtualTime(), https: true, _ => { }, Answers.Redirect("/moved.json"), Answers.Document());

        Assert.That((await lab.Client.GetAsync()).Version, Is.EqualTo(7));
    }

    [TestCase("https://example.com/?s3cret=1", "another host, https://example.com/.")]
    [TestCase("//localhost/", "another host")]
    [TestCase("http://example.com/", "not https")]
    [TestCase("file:///etc/passwd", "not https")]
    [TestCase("ftp://127.0.0.1/", "not https")]
    [TestCase("https://127.0.0.1.example.com/", "another host")]
    [TestCase("https://127.0.0.1@example.com/", "another host")]
    public async Task To_another_host_or_scheme_it_is_refused(string location, string reason)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect(location));

        await RefusedAsync(lab, lab.Client, reason, 1);
    }

    [Test]
    public async Task To_an_allowed_host_it_is_followed()
    {
        await using var target = await LoopbackServer.StartAsync(https: false, Answers.Document());
        await using var lab = await ClientLab.StartAsync(
            options => options.AllowedRedirectHosts.Add("LOCALHOST"), Answers.Redirect($"http://localhost:{target.Address.Port}/x"));

        Assert.That((await lab.Client.FetchAsync()).Source.Host, Is.EqualTo("localhost"));
    }

    [Test]
    public async Task To_an_address_that_is_too_long_it_is_refused()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect("/" + new string('a', 2048)));

        await RefusedAsync(lab, lab.Client, "more than 2048 characters", 1);
    }

    [Test]
    public async Task A_redirect_loop_ends()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect("/"));

        await RefusedAsync(lab, lab.Client, "more than 5 times", 6);
    }

    [Test]
    public async Task Without_a_place_it_is_refused()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Status(301));

        await RefusedAsync(lab, lab.Client, "without a valid target", 1);
    }

    [TestCase("https://[mirror/us1.json", "without a valid target: 'https://[mirror/us1.json'.")]
    [TestCase("https://user:s3cret@[mirror/a?s3cret=1#s3cret", "without a valid target: '...@[mirror/a'.")]
    [TestCase("http://a b:port/", "without a valid target: 'http://a b:port/'.")]
    public async Task A_target_that_is_no_address_is_quoted(string location, string reason)
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect(location));

        await RefusedAsync(lab, lab.Client, reason, 1);
    }

    [Test]
    public async Task A_long_target_that_is_no_address_is_shortened()
    {
        await using var lab = await ClientLab.StartAsync(Answers.Redirect("https://[" + new string('a', 3000)));

        await RefusedAsync(lab, lab.Client, $"without a valid target: 'https://[{new string('a', 71)}...'.", 1);
    }

    [Test]
    public async Task No_redirect_is_followed_when_disabled()
    {
        await using var lab = await ClientLab.StartAsync(options => options.MaxRedirects = 0, Answers.Redirect("/moved.json"));

        await RefusedAsync(lab, lab.Client, "more than 0 times", 1);
    }

    [Test]
    public async Task A_handler_that_follows_redirects_by_itself_obeys_the_same_rules()
    {
        await using var target = await LoopbackServer.StartAsync(https: false, Answers.Document());
        await using var lab = await ClientLab.StartAsync(Answers.Redirect($"http://localhost:{target.Address.Port}/"));
        var following = lab.NewClient(_ => { }, new SocketsHttpHandler());

        await RefusedAsync(lab, following, "another host", 1);
        var named = lab.NewClient(options => options.AllowedRedirectHosts.Add("localhost"), new SocketsHttpHandler());
        Assert.That((await named.FetchAsync()).Source, Is.EqualTo(new Uri($"http://localhost:{target.Address.Port}/")));
    }

    private static async Task RefusedAsync(ClientLab lab, IpRangesClient client, string reason, int asked)
    {
        var failure = await ClientLab.FailureAsync(client);

        Assert.That(failure.Error, Is.EqualTo(IpRangesClientError.Redirect));
        Assert.That(failure.Message, Does.Contain(reason).And.Not.Contain("s3cret"));
        Assert.That(failure.StatusCode, Is.EqualTo(HttpStatusCode.MovedPermanently).Or.Null);
        Assert.That((failure.IsTransient, lab.Asked, lab.Time.Elapsed), Is.EqualTo((false, asked, TimeSpan.Zero)));
    }
}
