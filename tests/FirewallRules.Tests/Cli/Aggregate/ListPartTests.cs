using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>A list read in parts is the list, wherever one part ends and the next begins.</summary>
[RandomSeeds]
public sealed class ListPartTests
{
    private static readonly string[] Pieces =
    [
        "10.0.0.1", "10.0.0.2/32", "10.0.2.0 255.255.255.0", "2001:db8::1", "\n", "\n", "\n", "\r\n", "\r\n", "# a comment that is rather long\n", " ",
        "bad\n", "\ufeff",
    ];

    private static readonly Terminal Nowhere = new(() => Stream.Null, () => Stream.Null, () => TextWriter.Null);

    [Test]
    [Long]
    public void Every_line_is_read_once_and_keeps_its_number()
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var file = folder.Write("list", text);
            var length = Encoding.UTF8.GetByteCount(text);
            long[] cuts = [.. Enumerable.Range(0, random.Next(6)).Select(_ => (long)random.Next(1, length + 1)).Distinct().Order()];
            using var handle = File.OpenHandle(file);
            IEnumerable<ListPart> parts = [.. cuts.Prepend(0).Zip(
                cuts.Select(cut => (long?)cut).Append(null),
                (start, end) => new ListPart(file, new ListSegment(start, end), handle))];

            Assert.That(Read(parts, random.Next(1, 100)), Is.EqualTo(Read([new ListPart(file)], 1000)), $"{text}|{string.Join(' ', cuts)}");
        }
    }

    [Test]
    public void A_part_that_starts_within_a_long_line_is_skipped_to_its_end()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("list", new string('a', 100) + new string('b', 1000));
        var piece = new byte[16];
        using var handle = File.OpenHandle(file);

        Assert.That(ReadInto(piece, new ListPart(file, new ListSegment(20, 50), handle)).Lines, Is.Zero);
        Assert.That(piece, Has.All.EqualTo((byte)'a'), "what is behind the part is not read");
    }

    [TestCase(0, 1)]
    [TestCase((1024 * 1024) - 1, 1)]
    [TestCase((4 * 1024 * 1024) + 3, 8)]
    [TestCase(1L << 50, 4096)]
    public void Parts_join_from_start_to_end(long length, int count)
    {
        var parts = ListSegment.Split(length).ToList();

        Assert.That(parts, Has.Count.EqualTo(count));
        Assert.That(parts[0].Start, Is.Zero);
        Assert.That(parts[^1].End, Is.Null);
        Assert.That(parts.Skip(1).Select(part => (long?)part.Start), Is.EqualTo(parts.SkipLast(1).Select(part => part.End)));
        Assert.That(parts.Skip(1).Zip(parts, (part, before) => part.Start - before.Start), Has.All.EqualTo(length / count));
    }

    private static (string Set, long Lines, long Entries, string Faults) Read(IEnumerable<ListPart> parts, int pieceLength)
        => ReadInto(new byte[pieceLength], [.. parts]);

    private static (string Set, long Lines, long Entries, string Faults) ReadInto(byte[] piece, params ListPart[] parts)
    {
        var (set, lines, entries, faults) = (new AddressSetBuilder(), 0L, 0L, new List<string>());
        foreach (var part in parts)
        {
            var before = lines;
            var sink = new EntrySink(set, each: null, fault => faults.Add(fault.Message(before)));
            lines += ListFile.Read(part, new InputForm(ListFormat.Auto, paths: null, column: null, skipInvalid: true), sink, piece, Nowhere);
            entries += sink.EntryCount;
        }

        return (set.ToAddressSet().ToString(), lines, entries, string.Join('|', faults));
    }
}
