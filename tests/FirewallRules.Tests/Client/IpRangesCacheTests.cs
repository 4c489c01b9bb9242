using FirewallRules.Client;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Client;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class IpRangesCacheTests : IDisposable
{
    private readonly LogList _log = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task What_is_written_is_read()
    {
        foreach (var entry in new[]
        {
            CacheEntries.Of(7),
            CacheEntries.Of(null, Site.Eu1),
            CacheEntries.Of(0, Site.Us1Fed) with { ETag = null, LastModified = null },
            CacheEntries.Of(long.MaxValue, Site.Ap1) with
            {
                ETag = "W/\"\"",
                Source = new Uri("http://[::1]:8080/a%20b/é?x=1"),
                FetchedAt = CacheEntries.Fetched.ToOffset(TimeSpan.FromHours(5)),
            },
        })
        {
            var written = await Cache().WriteAsync(entry);

            Assert.That(written, Is.SameAs(entry));
            Assert.That(await Cache().EntryAsync(entry.Site), Is.EqualTo(entry));
        }

        Assert.That(_log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Nothing_is_read_where_nothing_was_written()
    {
        Assert.That(await Cache().EntryAsync(Site.Us1), Is.Null);
        Assert.That(await Cache("none/such").EntryAsync(Site.Us1), Is.Null);

        await Cache().WriteAsync(CacheEntries.Of(1, Site.Us1Fed));
        Assert.That(await Cache().EntryAsync(Site.Us1), Is.Null);
        Assert.That(_log.Warnings, Is.Empty);
    }

    [TestCase(7L, 6L, false, ExpectedResult = 7L)]
    [TestCase(7L, 6L, true, ExpectedResult = 6L)]
    [TestCase(7L, 8L, false, ExpectedResult = 8L)]
    [TestCase(7L, null, false, ExpectedResult = 7L)]
    [TestCase(7L, null, true, ExpectedResult = null)]
    [TestCase(null, 0L, false, ExpectedResult = 0L)]
    public async Task<long?> A_newer_document_stays_unless_the_caller_says_otherwise(long? first, long? second, bool allowOlder)
    {
        await Cache().WriteAsync(CacheEntries.Of(first));
        var now = await Cache().WriteAsync(CacheEntries.Of(second), allowOlder);

        Assert.That(await Cache().EntryAsync(Site.Us1), Is.EqualTo(now));
        return now.Version;
    }

    [Test]
    public async Task The_same_version_is_written_again_for_its_validators()
    {
        await Cache().WriteAsync(CacheEntries.Of(7));
        var later = CacheEntries.Of(7) with { FetchedAt = CacheEntries.Fetched.AddHours(1), ETag = "\"new\"" };
        await Cache().WriteAsync(later);

        Assert.That(await Cache().EntryAsync(Site.Us1), Is.EqualTo(later));
    }

    [TestCase("\"a\nx: y\"")]
    [TestCase("\"a b\"")]
    [TestCase("\"é\"")]
    [TestCase("\"a\"b\"")]
    [TestCase("unquoted")]
    [TestCase("W/")]
    [TestCase("\"")]
    [TestCase("")]
    public void An_invalid_entity_tag_is_not_kept(string text) => Assert.That((CacheEntries.Of(1) with { ETag = text }).ETag, Is.Null);

    [Test]
    public void An_entity_tag_has_at_most_256_characters()
    {
        Assert.That((CacheEntries.Of(1) with { ETag = $"\"{new string('a', 254)}\"" }).ETag, Is.Not.Null);
        Assert.That((CacheEntries.Of(1) with { ETag = $"\"{new string('a', 255)}\"" }).ETag, Is.Null);
    }

    [Test]
    public void Entries_are_equal_by_content_and_do_not_show_passwords()
    {
        var entry = CacheEntries.Of(7) with { Source = new Uri("https://user:secret@mirror.test/us1.json") };

        Assert.That(entry, Is.EqualTo(entry with { Body = entry.Body.ToArray() }));
        Assert.That(entry.GetHashCode(), Is.EqualTo((entry with { Body = entry.Body.ToArray() }).GetHashCode()));
        Assert.That(entry, Is.Not.EqualTo(entry with { Body = CacheEntries.Of(8).Body }));
        Assert.That(entry.ToString(), Is.EqualTo("us1 version 7 from https://mirror.test/us1.json"));
        Assert.That(() => CacheEntries.Of(1) with { Source = new Uri("us1.json", UriKind.Relative) }, Throws.ArgumentException);
    }

    [Test]
    public void An_invalid_document_is_not_written()
    {
        Assert.That(() => Cache().WriteAsync(CacheEntries.Of(7) with { Body = "{}"u8.ToArray() }), Throws.ArgumentException);
        Assert.That(
            () => Cache().WriteAsync(CacheEntries.Of(7) with { Version = 8 }),
            Throws.ArgumentException.With.Message.Contains("does not match its header"));
        Assert.That(_folder.Names, Is.Empty);
    }

    [Test]
    public async Task A_cancelled_write_keeps_the_old_file()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Cache().WriteAsync(CacheEntries.Of(7));

        Assert.That(() => Cache().WriteAsync(CacheEntries.Of(8), cancellationToken: given.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => Cache().EntryAsync(Site.Us1, given.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await Cache().EntryAsync(Site.Us1))?.Version, Is.EqualTo(7));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }));
    }

    [Test]
    public async Task Waiting_for_another_writer_can_be_cancelled()
    {
        await Cache().WriteAsync(CacheEntries.Of(7));
        using var other = new FileStream(_folder["us1.ipranges.lock"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var given = new CancellationTokenSource();
        var write = Cache().WriteAsync(CacheEntries.Of(8), cancellationToken: given.Token);
        await Task.Yield();

        // Readers do not wait.
        Assert.That((await Cache().EntryAsync(Site.Us1))?.Version, Is.EqualTo(7));
        Assert.That(write.IsCompleted, Is.False);
        await given.CancelAsync();
        Assert.That(() => write, Throws.InstanceOf<OperationCanceledException>());

        await other.DisposeAsync();
        Assert.That((await Cache().WriteAsync(CacheEntries.Of(8))).Version, Is.EqualTo(8));
    }

    [Test]
    public async Task What_a_killed_writer_left_is_deleted_after_a_while()
    {
        await Cache().WriteAsync(CacheEntries.Of(7));
        var (old, ahead, fresh, others) = (
            _folder.Write("us1.ipranges.old.tmp", "x"),
            _folder.Write("us1.ipranges.ahead.tmp", "x"),
            _folder.Write("us1.ipranges.fresh.tmp", "x"),
            _folder.Write("us1-fed.ipranges.old.tmp", "x"));
        File.SetLastWriteTimeUtc(old, DateTimeOffset.UtcNow.AddMinutes(-11).UtcDateTime);
        File.SetLastWriteTimeUtc(ahead, DateTimeOffset.UtcNow.AddDays(300).UtcDateTime);
        File.SetLastWriteTimeUtc(others, DateTimeOffset.UtcNow.AddMinutes(-11).UtcDateTime);
        await Cache().WriteAsync(CacheEntries.Of(8));

        Assert.That((File.Exists(old), File.Exists(ahead), File.Exists(fresh), File.Exists(others)), Is.EqualTo((false, false, true, true)));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Created_files_are_accessible_only_to_the_owner()
    {
        await Cache("new").WriteAsync(CacheEntries.Of(7));

        Assert.That(File.GetUnixFileMode(_folder["new"]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(Directory.GetFiles(_folder["new"]).Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task Many_tasks_write_and_read_at_once()
    {
        var versions = Enumerable.Range(1, 60).Select(version => Task.Run(async () =>
        {
            var now = await Cache().WriteAsync(CacheEntries.Of(version, padding: version * 500));
            Assert.That(now.Version, Is.GreaterThanOrEqualTo(version));
            Assert.That((await Cache().EntryAsync(Site.Us1))?.Version, Is.GreaterThanOrEqualTo(now.Version ?? 0));
        }));
        await Task.WhenAll(versions);

        Assert.That(await Cache().EntryAsync(Site.Us1), Is.EqualTo(CacheEntries.Of(60, padding: 60 * 500)));
        Assert.That(_log.Warnings, Is.Empty);
        Assert.That(_folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }));
    }

    private IpRangesCache Cache(string? name = null) => new(name is null ? _folder.Root : _folder[name], _log);
}
