using FirewallRules.Tests.Client;

namespace FirewallRules.Tests.Cli;

/// <summary>The verbs that ask a server, against one on loopback.</summary>
public sealed class FetchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Cache => _folder[$"cache-{TestContext.CurrentContext.Test.ID}"];

    [Test]
    public async Task The_document_is_written_as_published_and_confirmed_the_next_time()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(etag: "\"a\""), Answers.Status(304));

        var sent = await RunAsync(server, "fetch");
        var confirmed = await RunAsync(server, "fetch --output", _folder["out.json"]);

        Assert.That((sent.ExitCode, sent.Output), Is.EqualTo((0, Answers.Json())));
        Assert.That(sent.Error, Does.EndWith(": the server sent it\n"));
        Assert.That((confirmed.ExitCode, confirmed.Output), Is.EqualTo((0, "")));
        Assert.That(confirmed.Error, Does.EndWith(": the server confirmed that it is current\n"));
        Assert.That(await File.ReadAllTextAsync(_folder["out.json"]), Is.EqualTo(Answers.Json()));
        Assert.That(server.Requests.Last().Headers["If-None-Match"], Is.EqualTo("\"a\""));
    }

    [Test]
    public async Task A_section_has_a_document_of_its_own()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document());

        var run = await Task.Run(() => CliRun.Of($"fetch --section logs --site eu1 --mirror {server.Address.AbsoluteUri}"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(server.Requests.Single().Target, Is.EqualTo("/logs.json"));
    }

    [Test]
    public async Task An_older_document_is_accepted_only_on_request()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(8), Answers.Document(7));
        await RunAsync(server, "fetch");

        var refused = await RunAsync(server, "fetch");
        var taken = await RunAsync(server, "fetch --allow-older");

        Assert.That(refused.Refused(3), Does.Contain("the response (version 7 of 2026-01-02) is older than the document seen before (version 8 of 2026-01-02)")
            .And.EndsWith("accept it with --allow-older."));
        Assert.That(taken.ExitCode, Is.Zero, taken.Error);
    }

    [TestCase("fetch", "answered with status 404")]
    [TestCase("generate logs --format nftables --fetch", "has a document of eu1 that is at most 1 day old")]
    public async Task A_document_missing_on_the_server_is_reported_in_one_line(string command, string sentence)
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Status(404));

        Assert.That((await RunAsync(server, command)).Refused(3), Does.Contain(sentence));
    }

    [Test]
    public async Task Rules_are_made_of_what_was_fetched_and_then_of_the_cache()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(), Answers.Status(404));
        var fetched = await RunAsync(server, "generate logs --format iptables-restore --fetch");
        var fallen = await RunAsync(server, "generate logs --format iptables-restore --fetch");
        var offline = await CachedAsync("--offline --max-age 7d");
        var named = await CachedAsync("--document cache");

        Assert.That(fetched.Output, Does.Contain("-d 192.0.2.0/24 "));
        Assert.That(fetched.Error, Does.EndWith(", which the server sent now\n"));
        Assert.That(new[] { fallen.Output, offline.Output, named.Output }, Is.All.EqualTo(fetched.Output));
        Assert.That(fallen.Error, Does.Contain("status 404").And.Match("from the cache, which a server sent or confirmed .* ago\n"));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void Without_a_server_the_snapshot_serves_as_far_as_its_age_is_allowed()
    {
        var offline = CliRun.Of($"generate logs --format nftables --offline --cache {Cache}");
        var tooOld = CliRun.Of($"generate logs --format nftables --offline --max-age 7d --cache {Cache}");
        var other = CliRun.Of($"generate logs --format nftables --offline --site eu1 --cache {Cache}");

        Assert.That(offline.Error, Is.EqualTo(CliRun.UsingEmbedded));
        Assert.That(tooOld.Refused(3), Does.Contain("at most 7 days old"));
        Assert.That(other.Refused(3), Does.Contain("There is no document of eu1"));
    }

    [Test]
    public async Task Diff_and_update_accept_the_cache_and_addresses()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7), Answers.Document(8, "198.51.100.0/24"));
        await RunAsync(server, "fetch");

        var diff = CliRun.Of($"diff cache {server.Address} --cache {Cache} --site eu1");
        var update = CliRun.Of($"update cache {server.Address} logs --format iptables-restore --accept-shrink --cache {Cache} --site eu1");
        var missing = CliRun.Of($"diff cache embedded --cache {_folder["empty"]}");

        Assert.That((diff.ExitCode, diff.Output), Is.EqualTo((1, diff.Output)), diff.Error);
        Assert.That(diff.Output, Does.Contain("+ 198.51.100.0/24").And.Contain("- 192.0.2.0/24"));
        Assert.That(update.Output, Does.Contain("-d 198.51.100.0/24 "), update.Error);
        Assert.That(missing.Refused(3), Does.Contain("run 'fwrules fetch --site us1' first"));
    }

    [Test]
    public async Task The_embedded_document_is_the_floor()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Bytes(IpRanges.RealDocuments.Bytes(27)));

        var fetched = await RunAsync("us1", server, "fetch");
        var generated = await RunAsync("us1", server, "generate logs --format nftables --fetch");
        var embedded = await RunAsync("us1", server, "generate logs --format nftables --fetch --max-age any");
        var accepted = await RunAsync("us1", server, "fetch --allow-older --accept-shrink --accept-growth");
        var offline = CliRun.Of($"generate logs --format nftables --offline --cache {Cache}");

        Assert.That(fetched.Refused(3), Does.Contain("the response (version 27 of ").And.Contain(" is older than the baseline ("));
        Assert.That(generated.ExitCode, Is.EqualTo(3));
        Assert.That(generated.Error, Does.Contain("the response (version 27 of ").And.Contain("at most 1 day old"));
        Assert.That((embedded.ExitCode, embedded.Error), Is.EqualTo((0, embedded.Error)), embedded.Error);
        Assert.That(embedded.Error, Does.EndWith(CliRun.UsingEmbedded));
        Assert.That(accepted.ExitCode, Is.Zero, accepted.Error);
        Assert.That(offline.Error, Does.Contain("ignoring us1 version 27").And.EndWith(CliRun.UsingEmbedded));
    }

    [Test]
    public async Task The_first_document_is_compared_with_the_embedded_one()
    {
        await using var server = await LoopbackServer.StartAsync(
            false, Answers.Text(Answers.Json(60).Replace("2026-01-02", "2099-01-02", StringComparison.Ordinal)));

        var fetched = await RunAsync("us1", server, "fetch");
        var generated = await RunAsync("us1", server, "generate logs --format nftables --fetch");
        var section = await Task.Run(() => CliRun.Of($"fetch --section logs --mirror {server.Address.AbsoluteUri}"));
        var accepted = await RunAsync("us1", server, "generate logs --format nftables --fetch --accept-shrink");

        Assert.That(
            fetched.Refused(1),
            Does.Contain("agents has shrunk: ")
                .And.Contain($"(us1 v60 2099-01-02 after {IpRangesSnapshot.Us1.Provenance.ToShortString()})")
                .And.EndsWith("--accept-shrink if it is correct."));
        Assert.That(generated.Refused(1), Does.Contain("agents has shrunk: "));
        Assert.That(section.Refused(1), Does.Contain("logs has shrunk: ").And.Not.Contain("agents"));
        Assert.That(accepted.ExitCode, Is.Zero, accepted.Error);
    }

    [TestCase("20.0.0.0/26", "logs has shrunk: 192 of 256 IPv4 addresses are removed", "--accept-shrink", "--shrink-threshold 75%")]
    [TestCase("20.0.0.0/19", "logs has grown: 7936 IPv4 addresses are added to 256", "--accept-growth", "--growth-factor 32")]
    public async Task A_document_that_shrinks_or_grows_sharply_is_refused_and_not_cached(string prefix, string why, string accept, string threshold)
    {
        var answer = Answers.Document(7, "20.0.0.0/24");
        await using var server = await LoopbackServer.StartAsync(false, context => answer(context));
        await RunAsync(server, "fetch");
        answer = Answers.Document(8, prefix);

        var fetched = await RunAsync(server, "fetch");
        var generated = await RunAsync(server, "generate logs --format nftables --fetch");
        var cached = CliRun.Of($"generate logs --format nftables --offline --site eu1 --cache {Cache}");
        var withThreshold = await RunAsync(server, $"generate logs --format nftables --fetch {threshold}");

        Assert.That(fetched.Refused(1), Does.Contain($"{why} (eu1 v8 2026-01-02 after eu1 v7 2026-01-02)").And.Contain(accept));
        Assert.That(generated.Refused(1), Does.Contain(why));
        Assert.That(cached.Error, Does.Contain("using eu1 version 7"));
        Assert.That(withThreshold.ExitCode, Is.Zero, withThreshold.Error);
    }

    [TestCase("--accept-shrink", "20.0.0.0/26")]
    [TestCase("--accept-growth", "20.0.0.0/12")]
    public async Task Such_a_document_is_accepted_on_request(string option, string prefix)
    {
        var answer = Answers.Document(7, "20.0.0.0/24");
        await using var server = await LoopbackServer.StartAsync(false, context => answer(context));
        await RunAsync(server, "fetch");
        answer = Answers.Document(8, prefix);

        Assert.That((await RunAsync(server, "fetch")).ExitCode, Is.EqualTo(1));
        Assert.That((await RunAsync(server, "fetch", option)).ExitCode, Is.Zero);
        Assert.That((await RunAsync(server, "fetch")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_server_that_lags_behind_does_not_fail_a_run_while_the_cache_is_fresh()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(8), Answers.Document(7, "198.51.100.0/24"));
        await RunAsync(server, "fetch");

        var lagging = await RunAsync(server, "generate logs --format iptables-restore --fetch");
        var tooOld = await Task.Run(() => CliRun.Of(
            [.. "generate logs --format iptables-restore --fetch --site eu1 --cache".Split(' '), Cache, "--mirror", server.Address.AbsoluteUri],
            [],
            _ => null,
            new CliRun.FixedTime(CliRun.Today.AddDays(2))));

        Assert.That(lagging.ExitCode, Is.Zero, lagging.Error);
        Assert.That(lagging.Output, Does.Contain("-d 192.0.2.0/24 "));
        Assert.That(lagging.Error, Does.Contain("the response (version 7 of ").And.Contain("using eu1 version 8"));
        Assert.That(tooOld.ExitCode, Is.EqualTo(3), tooOld.Error);
    }

    [Test]
    public async Task Special_purpose_addresses_are_accepted_on_request()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document(7, "10.0.0.0/24"));
        var file = _folder.Write("private.json", Answers.Json(7, "10.0.0.0/24"));

        Assert.That(
            (await RunAsync(server, "fetch")).Refused(3),
            Does.Contain("'10.0.0.0/24' contains addresses for a special purpose (Private-Use, RFC 1918)"));
        Assert.That((await RunAsync(server, "fetch --allow-special-purpose")).ExitCode, Is.Zero);
        Assert.That(CliRun.Of($"generate logs --format lines --site eu1 --document {file}").Refused(3), Does.Contain("special purpose"));
        Assert.That(CliRun.Of($"generate logs --format lines --site eu1 --document {file} --allow-special-purpose").Output, Does.Contain("10.0.0.0/24"));
    }

    [TestCase("generate logs --format nftables --allow-special-purpose", "--allow-special-purpose does not apply to the embedded document")]
    [TestCase("generate logs --format nftables --accept-growth", "--accept-growth requires --fetch")]
    [TestCase("generate logs --format nftables --offline --shrink-threshold 1", "--shrink-threshold requires --fetch")]
    [TestCase("fetch --growth-factor 2 --accept-growth", "--accept-growth and --growth-factor exclude each other")]
    [TestCase("watch --exec true --growth-factor 0.5", "--growth-factor: '0.5' is not a factor")]
    [TestCase("generate logs --format nftables --fetch --offline", "exclude each other")]
    [TestCase("generate logs --format nftables --fetch --document x.json", "exclude each other")]
    [TestCase("generate logs --format nftables --document x.json --max-age 1d", "--max-age does not apply to a file or an address")]
    [TestCase("generate logs --format nftables --fetch --max-age soon", "--max-age: 'soon' is not a duration")]
    [TestCase("generate logs --format nftables --offline --max-age 99999999d", "is not a duration")]
    [TestCase("fetch --mirror http://mirror.example/", "Plain http is accepted for localhost only")]
    [TestCase("fetch --mirror mirror.example", "--mirror: 'mirror.example' is not an https URL")]
    [TestCase("fetch --mirror https://user:secret@mirror.example/", "contains a user name or password")]
    [TestCase("fetch --mirror ftp://user:secret@mirror.example/", "is not an https URL")]
    [TestCase("fetch --mirror https://mirror.example/#a", "contains a fragment")]
    [TestCase("fetch --cache=", "--cache requires a value: --cache FOLDER.")]
    [TestCase("fetch --section logs --cache x", "--cache does not apply with --section")]
    [TestCase("fetch --section logs --allow-older", "--allow-older does not apply with --section")]
    [TestCase("fetch --timeout 2h", "--timeout: 2h is out of range: write a duration from 1 s to 1 h")]
    [TestCase("fetch --timeout -1s", "--timeout: '-1s' is not a duration")]
    [TestCase("watch --exec true --timeout 2h", "--timeout: 2h is out of range")]
    [TestCase("watch --exec true --shrink-threshold 2", "--shrink-threshold: '2' is not a share")]
    [TestCase("diff embedded embedded --cache x", "--cache requires 'cache' as one of the documents")]
    [TestCase("diff http://mirror.example/ embedded", "Plain http is accepted for localhost only")]
    [TestCase("fetch --timeout 0s", "--timeout: 0s is out of range")]
    [TestCase("fetch --section Logs", "'Logs'")]
    [TestCase("watch --exec true --interval 5s", "--interval: 5s is out of range: write a duration from 1 min to 7 days")]
    [TestCase("watch --exec true --exec-timeout 0s", "--exec-timeout: 0s is out of range: write a duration from 1 s to 7 days")]
    [TestCase("watch --exec true --exec-timeout soon", "--exec-timeout: 'soon' is not a duration")]
    [TestCase("watch --exec true --once --interval 1h", "--interval does not apply with --once")]
    [TestCase("watch --exec true --name A_B", "write 1 to 64 lower-case letters")]
    [TestCase("watch --exec \"a", "has a quote that is not closed")]
    [TestCase("watch --exec a\\", "ends with a backslash")]
    [TestCase("watch --exec ''", "is empty")]
    [TestCase("watch", "--exec")]
    public void Contradicting_options_are_a_usage_error(string command, string sentence)
        => Assert.That(CliRun.Of(command).Refused(2), Does.Contain(sentence).And.Not.Contain("secret"));

    private Task<CliRun> CachedAsync(string options)
        => Task.FromResult(CliRun.Of($"generate logs --format iptables-restore {options} --site eu1 --cache {Cache}"));

    private Task<CliRun> RunAsync(LoopbackServer server, string command, params string[] more)
        => RunAsync("eu1", server, command, more);

    // The documents of most tests are made up, and the embedded document of US1 would be the floor.
    private Task<CliRun> RunAsync(string site, LoopbackServer server, string command, params string[] more)
        => Task.Run(() => CliRun.Of(
            [.. command.Split(' '), .. more, "--site", site, "--cache", Cache, "--mirror", server.Address.AbsoluteUri], []));
}
