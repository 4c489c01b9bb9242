using System.Text;
using FirewallRules.Client;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Client;

/// <summary>A cache file gives the document that was written, or none and one warning.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CacheDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private byte[] _file = null!;

    private string Path => _folder["us1.ipranges"];

    [SetUp]
    public async Task Write()
    {
        await new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(7));
        _file = await File.ReadAllBytesAsync(Path);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_form_of_a_file_is_the_documented_one()
    {
        Assert.That(Encoding.UTF8.GetString(_file), Does.Match(
            """
            ^FirewallRules cache 1
            file us1\.ipranges
            source https://ip-ranges\.datadoghq\.com/
            fetched 2026-01-02T03:04:05\.6780000\+00:00
            version 7
            etag "v7"
            last-modified 2026-01-01T03:04:05\.6780000\+00:00
            length \d+
            sha256 [0-9a-f]{64}
            header-sha256 [0-9a-f]{64}

            \{"version":7,.*\}$
            """.ReplaceLineEndings("\n")));
        Assert.That(await new IpRangesCache(_folder.Root).ReadAsync(Site.Us1), Is.Not.Null);
    }

    [Test]
    public async Task A_flipped_bit_is_detected()
    {
        for (var at = 0; at < _file.Length; at++)
        {
            foreach (var flip in (byte[])[1, 0x20, 0x80])
            {
                var damaged = _file.ToArray();
                damaged[at] ^= flip;
                await IsDiscardedAsync(damaged, $"byte {at} ^ {flip}");
            }
        }
    }

    [Test]
    public async Task A_truncated_file_is_detected()
    {
        for (var length = 0; length < _file.Length; length++)
        {
            await IsDiscardedAsync(_file[..length], $"length {length}");
        }
    }

    [Test]
    public async Task An_extra_byte_or_line_is_detected()
    {
        for (var at = 0; at <= _file.Length; at++)
        {
            await IsDiscardedAsync([.. _file[..at], (byte)'\n', .. _file[at..]], $"line end at {at}");
        }

        await IsDiscardedAsync([.. _file, .. _file], "twice");
    }

    [Test]
    public async Task A_file_that_is_not_a_cache_file_is_detected()
    {
        var entry = CacheEntries.Of(7);
        await IsDiscardedAsync(entry.Body.ToArray(), "the bare document");
        await IsDiscardedAsync([.. CacheFile.Header("us1-fed.ipranges", entry), .. entry.Body.Span], "the file of another site");
        await IsDiscardedAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_file).Replace("cache 1", "cache 2", StringComparison.Ordinal)), "a later form");
        await IsDiscardedAsync(new byte[100_000], "zeros");
        await IsDiscardedAsync("FirewallRules cache 1\n\n"u8.ToArray(), "the shortest header");
    }

    [Test]
    public async Task A_file_that_is_too_large_is_not_read_completely()
    {
        await using (var file = new FileStream(Path, FileMode.Open))
        {
            file.SetLength(20L * 1024 * 1024 * 1024);
        }

        await IsDiscardedAsync(null, "too large");
    }

    [Test]
    public async Task The_largest_document_fits_and_a_larger_one_is_refused()
    {
        var small = CacheEntries.Of(7).Body.Length;
        var largest = CacheEntries.Of(7, padding: IpRangesDocument.MaxBytes - small);
        await new IpRangesCache(_folder.Root).WriteAsync(largest);

        Assert.That(await new IpRangesCache(_folder.Root).ReadAsync(Site.Us1), Is.EqualTo(largest));
        Assert.That(
            () => new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(7, padding: IpRangesDocument.MaxBytes - small + 1)),
            Throws.ArgumentException);
    }

    [Test]
    public async Task The_next_write_replaces_a_damaged_file()
    {
        await IsDiscardedAsync(_file[..50], "cut");
        await new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(3));

        Assert.That((await new IpRangesCache(_folder.Root).ReadAsync(Site.Us1))?.Version, Is.EqualTo(3));
    }

    private async Task IsDiscardedAsync(byte[]? file, string what)
    {
        if (file is not null)
        {
            await File.WriteAllBytesAsync(Path, file);
        }

        var log = new LogList();
        Assert.That(await new IpRangesCache(_folder.Root, log).ReadAsync(Site.Us1), Is.Null, what);
        Assert.That(log.Warnings.Count(), Is.EqualTo(1), what);
        Assert.That(log.Entries.Single().Id, Is.EqualTo(200), what);
    }
}
