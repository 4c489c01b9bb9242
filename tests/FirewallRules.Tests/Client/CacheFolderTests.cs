using FirewallRules.Client;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Client;

/// <summary>Folders in which nothing can be stored, and the choice of the folder.</summary>
public sealed class CacheFolderTests
{
    // Nothing of this takes longer than a moment, unless it hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LogList _log = new();

    [Test]
    public async Task A_file_in_place_of_the_folder_is_no_document_and_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        var cache = new IpRangesCache(folder.Write("file", "text"), _log);

        Assert.That(await cache.ReadAsync(Site.Us1), Is.EqualTo(CacheContent.None));
        await IsNotWrittenAsync(cache, folder["file"], "it is a file, not a folder");
    }

    [Test]
    public async Task A_folder_in_place_of_the_file_is_reported()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["us1.ipranges"]);
        var cache = new IpRangesCache(folder.Root, _log);

        await IsUnreadableAsync(cache, folder["us1.ipranges"], "it is a folder, not a file");
        await IsNotWrittenAsync(cache, folder["us1.ipranges"], "it is a folder, not a file");
        Assert.That(folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }), "The temporary file is left.");
    }

    [TestCase("pipe")]
    [TestCase("link to a pipe")]
    [TestCase("link to a device")]
    [Platform("Linux,MacOSX")]
    public async Task What_is_not_a_file_is_reported_at_once(string what)
    {
        using var folder = new TemporaryFolder();
        NotFiles.Create(what, folder["us1.ipranges"]);

        await IsUnreadableAsync(new IpRangesCache(folder.Root, _log), folder["us1.ipranges"], "it is a pipe or a device, not a file");
        await new IpRangesCache(folder.Root).WriteAsync(CacheEntries.Of(7)).WaitAsync(Patience);
        Assert.That((await new IpRangesCache(folder.Root).EntryAsync(Site.Us1))?.Version, Is.EqualTo(7));
    }

    [TestCase("folder", "it is a folder, not a file")]
    [TestCase("pipe", "it is a pipe or a device, not a file")]
    [TestCase("link to a device", "it is a pipe or a device, not a file")]
    [Platform("Linux,MacOSX")]
    public async Task What_is_not_a_file_is_no_lock(string what, string reason)
    {
        using var folder = new TemporaryFolder();
        NotFiles.Create(what, folder["us1.ipranges.lock"]);

        var failure = await Assert.ThrowsAsync<IpRangesCacheException>(() => new IpRangesCache(folder.Root).WriteAsync(CacheEntries.Of(7)).WaitAsync(Patience));

        Assert.That(failure!.Problem, Is.EqualTo(new IpRangesCacheProblem(IpRangesCacheError.Unreadable, folder["us1.ipranges.lock"], reason)));
    }

    [Test]
    [Platform("Linux")]
    public async Task An_input_error_is_reported()
    {
        // Reading the first page of a process's memory is EIO, for root too.
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["us1.ipranges"], "/proc/self/mem");
        File.CreateSymbolicLink(folder["eu1.ipranges"], folder["eu1.ipranges"]);

        var content = await new IpRangesCache(folder.Root).ReadAsync(Site.Us1).WaitAsync(Patience);
        var loop = await new IpRangesCache(folder.Root).ReadAsync(Site.Eu1).WaitAsync(Patience);

        Assert.That(content.Failure, Is.Not.Null);
        Assert.That(loop.Failure?.Problem.Error, Is.EqualTo(IpRangesCacheError.Unreadable));
    }

    [Test]
    public async Task A_missing_home_folder_is_no_document_and_cannot_be_written()
    {
        var cache = new IpRangesCache("", _log);

        Assert.That(await cache.ReadAsync(Site.Us1), Is.EqualTo(CacheContent.None));
        await IsNotWrittenAsync(cache, "", "the user has no home folder, and no other folder is set");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_folder_that_cannot_be_written_is_reported()
    {
        // Not even root.
        Assert.That(await new IpRangesCache("/proc/firewallrules").EntryAsync(Site.Us1), Is.Null);
        Assert.That(() => new IpRangesCache("/proc/firewallrules").WriteAsync(CacheEntries.Of(7)), Throws.TypeOf<IpRangesCacheException>());
    }

    [Test]
    [Platform("Linux")]
    public async Task A_read_only_folder_is_reported_and_still_read()
    {
        // Root may write to every folder, but not to a file system that is mounted so.
        using var folder = new TemporaryFolder();
        var isRoot = Environment.UserName == "root";
        if (isRoot && DotNet.Run("/", "mount", "-t", "tmpfs", "tmpfs", folder.Root) is (not 0, _, var error))
        {
            FullRun.Missing($"as root this needs the right to mount a file system: {error}");
        }

        try
        {
            await new IpRangesCache(folder.Root).WriteAsync(CacheEntries.Of(7));
            DotNet.MustRun("/", isRoot ? "mount" : "chmod", isRoot ? ["-o", "remount,ro", folder.Root] : ["u-w", folder.Root]);
            Assert.That((await new IpRangesCache(folder.Root, _log).EntryAsync(Site.Us1))?.Version, Is.EqualTo(7));
            Assert.That(() => new IpRangesCache(folder.Root).WriteAsync(CacheEntries.Of(8)), Throws.TypeOf<IpRangesCacheException>());
        }
        finally
        {
            DotNet.MustRun("/", isRoot ? "umount" : "chmod", isRoot ? [folder.Root] : ["u+w", folder.Root]);
        }
    }

    [Test]
    [Platform("Linux")]
    public async Task A_full_disk_is_reported_and_the_old_file_is_kept()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, _, error) = DotNet.Run("/", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Root);
        if (exitCode != 0)
        {
            FullRun.Missing($"a small file system needs the right to mount one: {error}");
        }

        try
        {
            var (cache, old) = (new IpRangesCache(folder.Root, _log), CacheEntries.Of(7, padding: 30_000));
            await cache.WriteAsync(old);

            Assert.That(
                () => cache.WriteAsync(CacheEntries.Of(8, padding: 50_000)),
                Throws.TypeOf<IpRangesCacheException>().With.Message.Contains("cannot be written"));
            Assert.That(await cache.EntryAsync(Site.Us1), Is.EqualTo(old));
            Assert.That(folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }));
        }
        finally
        {
            DotNet.MustRun("/", "umount", folder.Root);
        }
    }

    [TestCase(false, false, "/xdg", "/home/me", ExpectedResult = "/xdg/firewallrules")]
    [TestCase(false, false, null, "/home/me", ExpectedResult = "/home/me/.cache/firewallrules")]
    [TestCase(false, false, "", "/home/me", ExpectedResult = "/home/me/.cache/firewallrules")]
    [TestCase(false, false, "relative", "/home/me", ExpectedResult = "/home/me/.cache/firewallrules")]
    [TestCase(false, false, "relative", "", ExpectedResult = "")]
    [TestCase(false, false, null, "home", ExpectedResult = "")]
    [TestCase(false, true, "/xdg", "/Users/me", ExpectedResult = "/Users/me/Library/Caches/firewallrules")]
    [TestCase(true, false, "/xdg", "/AppData/Local", ExpectedResult = "/AppData/Local/firewallrules")]
    [Platform("Linux,MacOSX")]
    public string The_folder_follows_the_system(bool isWindows, bool isMacOS, string? xdg, string known)
        => CacheFolder.Default(isWindows, isMacOS, _ => known, xdg);

    private static async Task IsUnreadableAsync(IpRangesCache cache, string path, string reason)
    {
        var content = await cache.ReadAsync(Site.Us1).WaitAsync(Patience);
        Assert.That((content.Entry, content.Floor), Is.EqualTo(((CachedIpRanges?)null, (CacheFloor?)null)));
        Assert.That(content.Failure?.Problem, Is.EqualTo(new IpRangesCacheProblem(IpRangesCacheError.Unreadable, path, reason)));
        Assert.That(content.Failure?.Message, Is.EqualTo($"The cache '{path}' cannot be read: {reason}."));
    }

    private static async Task IsNotWrittenAsync(IpRangesCache cache, string path, string reason)
    {
        var failure = await Assert.ThrowsAsync<IpRangesCacheException>(() => cache.WriteAsync(CacheEntries.Of(7)).WaitAsync(Patience));
        Assert.That(failure!.Problem, Is.EqualTo(new IpRangesCacheProblem(IpRangesCacheError.NotWritten, path, reason)));
    }
}
