using FirewallRules.Client;
using FirewallRules.Tests.Cli;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Client;

/// <summary>Folders in which nothing can be stored, and the choice of the folder.</summary>
public sealed class CacheFolderTests
{
    private readonly LogList _log = new();

    [Test]
    public async Task A_file_in_place_of_the_folder_is_reported()
    {
        using var folder = new TemporaryFolder();
        await IsOfNoUseAsync(folder.Write("file", "text"), folder["file"]);
    }

    [Test]
    public async Task A_folder_in_place_of_the_file_is_reported()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["us1.ipranges"]);
        await IsOfNoUseAsync(folder.Root, folder["us1.ipranges"]);

        Assert.That(folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }), "The temporary file is left.");
    }

    [Test]
    public Task A_missing_home_folder_is_reported() => IsOfNoUseAsync("", "");

    [Test]
    [Platform("Linux")]
    public async Task A_folder_that_cannot_be_written_is_reported()
    {
        // Not even root.
        Assert.That(await new IpRangesCache("/proc/firewallrules").ReadAsync(Site.Us1), Is.Null);
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
            Assert.That((await new IpRangesCache(folder.Root, _log).ReadAsync(Site.Us1))?.Version, Is.EqualTo(7));
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
            Assert.That(await cache.ReadAsync(Site.Us1), Is.EqualTo(old));
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

    private async Task IsOfNoUseAsync(string folder, string path)
    {
        var cache = new IpRangesCache(folder, _log);
        Assert.That(await cache.ReadAsync(Site.Us1), Is.Null);
        Assert.That(_log.Warnings.Count(), Is.EqualTo(1));
        Assert.That(
            () => cache.WriteAsync(CacheEntries.Of(7)),
            Throws.TypeOf<IpRangesCacheException>().With.Message.Contains(path).And.Message.Contains("cannot be written"));
        _log.Clear();
    }
}
