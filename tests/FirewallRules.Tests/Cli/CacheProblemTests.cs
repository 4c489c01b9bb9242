using FirewallRules.Tests.Client;

namespace FirewallRules.Tests.Cli;

/// <summary>A cache that is damaged or unreadable is not the same as none: every verb that uses it says so.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CacheProblemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Cached => _folder["eu1.ipranges"];

    public void Dispose() => _folder.Dispose();

    [TestCase("generate logs --format lines --offline")]
    [TestCase("generate logs --format lines --document cache")]
    [TestCase("sections --offline")]
    [TestCase("diff cache cache")]
    [TestCase("update cache embedded logs --format nftables")]
    public async Task A_verb_that_needs_the_cache_names_the_file_and_the_reason(string command)
    {
        await using var server = await CachedAsync();
        Damage();
        var damaged = CliRun.Of($"{command} --site eu1 --cache {_folder.Root}");
        File.Delete(Cached);
        Directory.CreateDirectory(Cached);
        var unreadable = CliRun.Of($"{command} --site eu1 --cache {_folder.Root}");

        Assert.That(damaged.Refused(3), Is.EqualTo(
            $"fwrules: The cache '{Cached}' is damaged: its document is damaged or was changed. Fetch the document again; if that is refused, delete the "
            + "file first."));
        Assert.That(unreadable.Refused(3), Is.EqualTo(
            $"fwrules: The cache '{Cached}' cannot be read: it is a folder, not a file. Make it readable, delete it, or select another folder with --cache."));
    }

    [Test]
    public async Task A_fetch_continues_from_what_is_intact_and_says_so()
    {
        await using var server = await CachedAsync(Answers.Document(6), Answers.Document(8));
        Damage();

        var older = await FetchAsync(server);
        var newer = await FetchAsync(server);
        var after = CliRun.Of($"generate logs --format lines --offline --site eu1 --cache {_folder.Root}");

        var warning = $"fwrules: the cache '{Cached}' is damaged: its document is damaged or was changed; it had version 7 of 2026-01-02, so an older "
            + "document is refused, and the fetched one replaces the file; its addresses are lost, and the fetched ones are not compared with them\n";
        Assert.That(older.Error, Does.StartWith(warning));
        Assert.That(older.Refused(3), Does.Contain("older"));
        Assert.That((newer.ExitCode, newer.Error), Is.EqualTo((0, newer.Error)), newer.Error);
        Assert.That(newer.Error, Does.StartWith(warning));
        Assert.That(after.ExitCode, Is.Zero, after.Error);
    }

    [TestCase("fetch")]
    [TestCase("generate logs --format lines --fetch")]
    public async Task A_fetch_with_an_unusable_cache_needs_allow_older(string command)
    {
        await using var server = await CachedAsync(Answers.Document(6));
        File.Delete(Cached);
        Directory.CreateDirectory(Cached);

        var refused = await FetchAsync(server, command);
        var accepted = await FetchAsync(server, command + " --allow-older");

        Assert.That(refused.Refused(3), Does.EndWith(
            $": the cache '{Cached}' cannot be read, so an older document could not be told: it is a folder, not a file. Make it readable, delete it, "
            + "select another folder with --cache, or accept any version with --allow-older."));
        Assert.That(refused.Error.Split('\n'), Has.Length.EqualTo(2), "It is said twice.");
        Assert.That(accepted.ExitCode, Is.Zero, accepted.Error);
        Assert.That(accepted.Error, Does.Contain("it is not known whether the document of eu1 is older than the one in it"));
        Assert.That(accepted.Error, Does.Contain("the document of eu1 is not cached: The cache '").And.Contain("Select another folder with --cache\n"));
    }

    [Test]
    public async Task A_fetch_that_fails_does_not_fall_back_to_a_damaged_cache()
    {
        await using var server = await CachedAsync(Answers.Status(404));
        Damage();

        var run = await FetchAsync(server, "generate logs --format lines --fetch --max-age any");

        Assert.That(run.Refused(3), Does.Contain("is damaged"));
        Assert.That(run.Error, Does.Contain("status 404"));
    }

    [Test]
    public async Task A_lock_that_is_not_released_counts_against_the_timeout()
    {
        await using var server = await CachedAsync(Answers.Document(8));
        using var other = new FileStream(Cached + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var start = TimeProvider.System.GetTimestamp();

        var run = await FetchAsync(server, "fetch --timeout 2s");

        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(25)), "The limit of the lock itself is 30 seconds.");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, Answers.Json(8))), run.Error);
        Assert.That(run.Error, Does.Contain($"The cache '{Cached}' is in use: something else has locked it for "));
    }

    [Test]
    public async Task A_watch_does_not_take_a_damaged_record_for_none()
    {
        await using var server = await CachedAsync(Answers.Document(7));
        var report = _folder["report"];
        string[] watch = ["watch", "--once", "--shell", "--site", "eu1", "--cache", _folder.Root, "--mirror", server.Address.AbsoluteUri,
            "--exec", $"echo \"$FWRULES_OLD_VERSION $FWRULES_NEW_VERSION\" >>{report}"];
        Assume.That(OperatingSystem.IsWindows(), Is.False);
        await Task.Run(() => CliRun.Of(watch, []));
        var record = Directory.GetFiles(_folder.Root, "*.handled").Single();
        var bytes = await File.ReadAllBytesAsync(record);
        bytes[^2] ^= 1;
        await File.WriteAllBytesAsync(record, bytes);

        var recovered = await Task.Run(() => CliRun.Of(watch, []));
        File.Delete(record);
        Directory.CreateDirectory(record);
        var unreadable = await Task.Run(() => CliRun.Of(watch, []));

        Assert.That(recovered.ExitCode, Is.Zero, recovered.Error);
        Assert.That(recovered.Error, Does.Contain($"the record of the handled version, '{record}', is damaged: ").And.Contain("version 7 is recovered"));
        Assert.That(unreadable.Refused(3), Does.Contain($"The cache '{record}' cannot be read: it is a folder, not a file."));
        Assert.That(await File.ReadAllLinesAsync(report), Is.EqualTo(new[] { " 7" }));
    }

    private void Damage()
    {
        var bytes = File.ReadAllBytes(Cached);
        bytes[^2] ^= 1;
        File.WriteAllBytes(Cached, bytes);
    }

    // Version 7 is in the cache.
    private async Task<LoopbackServer> CachedAsync(params Microsoft.AspNetCore.Http.RequestDelegate[] script)
    {
        var server = await LoopbackServer.StartAsync(false, [Answers.Document(7), .. script]);
        await FetchAsync(server);
        return server;
    }

    private Task<CliRun> FetchAsync(LoopbackServer server, string command = "fetch")
        => Task.Run(() => CliRun.Of($"{command} --site eu1 --cache {_folder.Root} --mirror {server.Address.AbsoluteUri}"));
}
