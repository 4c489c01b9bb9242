using System.Text;
using FirewallRules.Client;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Client;

/// <summary>A cache file gives the document that was written, or none and what is certain about it.</summary>
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
            modified none
            etag "v7"
            last-modified 2026-01-01T03:04:05\.6780000\+00:00
            length \d+
            sha256 [0-9a-f]{64}
            header-sha256 [0-9a-f]{64}

            \{"version":7,.*\}$
            """.ReplaceLineEndings("\n")));
        Assert.That(await new IpRangesCache(_folder.Root).EntryAsync(Site.Us1), Is.Not.Null);
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
                await IsDamagedAsync(damaged, $"byte {at} ^ {flip}", knows: 7);
            }
        }
    }

    [Test]
    public async Task A_truncated_file_is_detected()
    {
        // Half of the checksum of the header is enough.
        for (var length = 0; length < _file.Length; length++)
        {
            await IsDamagedAsync(_file[..length], $"length {length}", knows: length >= _file.Length - CacheEntries.Of(7).Body.Length - 34 ? 7 : null);
        }
    }

    [Test]
    public async Task An_extra_byte_or_line_is_detected()
    {
        for (var at = 0; at <= _file.Length; at++)
        {
            await IsDamagedAsync([.. _file[..at], (byte)'\n', .. _file[at..]], $"line end at {at}", knows: 7);
        }

        await IsDamagedAsync([.. _file, .. _file], "twice", knows: 7);
    }

    [Test]
    public async Task A_file_that_is_not_a_cache_file_is_detected()
    {
        var entry = CacheEntries.Of(7);
        await IsDamagedAsync(entry.Body.ToArray(), "the bare document", knows: null);
        await IsDamagedAsync([.. CacheFile.Header("us1-fed.ipranges", entry), .. entry.Body.Span], "the file of another site", knows: null);
        await IsDamagedAsync(
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_file).Replace("cache 1", "cache 2", StringComparison.Ordinal)), "a later form", knows: 7);
        await IsDamagedAsync(new byte[100_000], "zeros", knows: null);
        await IsDamagedAsync("FirewallRules cache 1\n\n"u8.ToArray(), "the shortest header", knows: null);
        await IsDamagedAsync([], "an empty file", knows: null);
    }

    [Test]
    public async Task A_file_that_is_too_large_is_not_read_completely()
    {
        await using (var file = new FileStream(Path, FileMode.Open))
        {
            file.SetLength(20L * 1024 * 1024 * 1024);
        }

        await IsDamagedAsync(null, "too large", knows: 7);
    }

    [Test]
    public async Task The_largest_document_fits_and_a_larger_one_is_refused()
    {
        var small = CacheEntries.Of(7).Body.Length;
        var largest = CacheEntries.Of(7, padding: IpRangesDocument.MaxBytes - small);
        await new IpRangesCache(_folder.Root).WriteAsync(largest);

        Assert.That(await new IpRangesCache(_folder.Root).EntryAsync(Site.Us1), Is.EqualTo(largest));
        Assert.That(
            () => new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(7, padding: IpRangesDocument.MaxBytes - small + 1)),
            Throws.ArgumentException);
    }

    [Test]
    public async Task Four_random_bytes_never_lead_to_another_floor()
    {
        var random = Seed.NewRandom();
        for (var round = 0; round < 200; round++)
        {
            var damaged = _file.ToArray();
            var at = Enumerable.Range(0, 4).Select(_ => random.Next(damaged.Length)).ToList();
            at.ForEach(position => damaged[position] ^= (byte)random.Next(1, 256));
            await File.WriteAllBytesAsync(Path, damaged);

            var content = await new IpRangesCache(_folder.Root).ReadAsync(Site.Us1);

            Assert.That(content.Entry is not null, Is.EqualTo(damaged.AsSpan().SequenceEqual(_file)), $"{string.Join(", ", at)}");
            Assert.That(content.Floor?.Provenance.Version, Is.Null.Or.EqualTo(7), $"{string.Join(", ", at)}");
        }
    }

    [Test]
    public async Task Half_of_a_file_is_enough_for_the_order_of_documents()
    {
        var entry = CacheEntries.Of(version: null);
        var text = Encoding.UTF8.GetString(entry.Body.Span).Replace("{", """{"modified":"2026-06-18-00-00-00",""", StringComparison.Ordinal);
        entry = entry with { Body = Encoding.UTF8.GetBytes(text) };
        await new IpRangesCache(_folder.Root).WriteAsync(entry, allowOlder: true);
        var file = await File.ReadAllTextAsync(Path);
        Assert.That(file, Does.Contain("\nmodified 2026-06-18\n"));

        // Files of earlier versions do not have the day in the header, and then the header is not enough.
        var old = file[..file.IndexOf("header-sha256", StringComparison.Ordinal)].Replace("modified 2026-06-18\n", "", StringComparison.Ordinal);
        old += $"header-sha256 {CacheFile.Hash(Encoding.UTF8.GetBytes(old))}\n\n";

        await IsDamagedAsync(Encoding.UTF8.GetBytes(file[..^9]), "the document is cut", knows: null, new DateOnly(2026, 6, 18));
        await IsDamagedAsync(
            Encoding.UTF8.GetBytes(file.Replace("etag", "ETAG", StringComparison.Ordinal)), "the header", knows: null, new DateOnly(2026, 6, 18));
        await IsDamagedAsync(Encoding.UTF8.GetBytes(old + text[..^9]), "of an earlier version", knows: null);
        await File.WriteAllTextAsync(Path, old + text);
        Assert.That((await new IpRangesCache(_folder.Root).EntryAsync(Site.Us1))?.Modified, Is.EqualTo(new DateOnly(2026, 6, 18)));
    }

    [Test]
    public async Task The_next_write_replaces_a_damaged_file()
    {
        await IsDamagedAsync(_file[..50], "cut", knows: null);
        await new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(3));

        Assert.That((await new IpRangesCache(_folder.Root).EntryAsync(Site.Us1))?.Version, Is.EqualTo(3));
    }

    [Test]
    public async Task A_write_does_not_replace_a_damaged_newer_document()
    {
        await IsDamagedAsync(_file[..^1], "cut", knows: 7);
        Assert.That(
            () => new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(6)),
            Throws.TypeOf<IpRangesCacheException>().With.Message.Contains("it is damaged, and had version 7, which is newer"));
        await new IpRangesCache(_folder.Root).WriteAsync(CacheEntries.Of(6), allowOlder: true);

        Assert.That((await new IpRangesCache(_folder.Root).EntryAsync(Site.Us1))?.Version, Is.EqualTo(6));
    }

    private async Task IsDamagedAsync(byte[]? file, string what, long? knows, DateOnly? day = null)
    {
        if (file is not null)
        {
            await File.WriteAllBytesAsync(Path, file);
        }

        var content = await new IpRangesCache(_folder.Root).ReadAsync(Site.Us1);
        Assert.That(content.Entry, Is.Null, what);
        Assert.That(content.Failure?.Problem, Has.Property("Error").EqualTo(IpRangesCacheError.Damaged).And.Property("Path").EqualTo(Path), what);
        Assert.That((content.Floor?.Provenance.Version, content.Floor?.Provenance.Modified), Is.EqualTo((knows, day)), what);
    }
}
