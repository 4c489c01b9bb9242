using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

/// <summary>Parallel writers write one text, and a failure of one ends all.</summary>
[RandomSeeds]
public sealed class PartitionedListWriterTests
{
    // Enough to be written by several threads.
    private const int Hosts = 200_000;

    [Test]
    public void The_parts_follow_each_other_however_slow_the_reader_is([Values(0, 1, 2, 10)] int slowEvery, [Range(0, 4)] int _)
    {
        var random = Seed.NewRandom();
        var set = Scattered(random);
        using var stream = new Reader(() => Thread.Sleep(slowEvery > 0 && random.Next(slowEvery) == 0 ? random.Next(3) : 0));
        var parts = Parts(set);
        Assert.That(parts.Count, Is.GreaterThan(20));

        PartitionedListWriter.Write(stream, parts);

        using var expected = new MemoryStream();
        WriteWhole(expected, set);
        Assert.That(stream.Text.ToArray(), Is.EqualTo(expected.ToArray()));
    }

    [Test]
    public void Few_prefixes_are_written_by_the_caller_alone([Values(0, 1, 10_000)] int hosts)
    {
        var set = Scattered(Seed.NewRandom(), hosts);
        var (thread, others) = (Environment.CurrentManagedThreadId, 0);
        using var stream = new Reader(() => others += Environment.CurrentManagedThreadId == thread ? 0 : 1);

        PartitionedListWriter.Write(stream, Parts(set));

        Assert.That(others, Is.Zero);
        Assert.That(Encoding.ASCII.GetString(stream.Text.ToArray()), Is.EqualTo(string.Concat(set.Select(prefix => $"{prefix}\n"))));
    }

    [Test]
    public void A_closed_reader_ends_all_work([Values(1, 2, 3, 10)] int writes)
    {
        var left = writes;
        using var stream = new Reader(() => _ = --left == 0 ? throw new IOException("gone") : 0);

        Assert.That(
            () => PartitionedListWriter.Write(stream, Parts(Scattered(Seed.NewRandom()))),
            Throws.InstanceOf<IOException>().With.Message.EqualTo("gone"));
        Assert.That(left, Is.Zero, "nothing is written after the failure");
    }

    private static void WriteWhole(Stream stream, AddressSet set)
    {
        var (writer, buffer) = (new AddressListWriter(set), new byte[1000]);
        while (writer.Write(buffer) is var length && length > 0)
        {
            stream.Write(buffer, 0, length);
        }
    }

    private static AddressSet Scattered(Random random, int hosts = Hosts)
        => new AddressSetBuilder()
            .AddRange(Enumerable.Range(0, hosts).Select(_ => Cidr.FromAddress(new System.Net.IPAddress((uint)random.NextInt64()))))
            .ToAddressSet();

    private static AddressListPartitions Parts(AddressSet set)
    {
        var builders = new[] { new AddressSetBuilder(), new AddressSetBuilder() };
        foreach (var (at, prefix) in set.Select((prefix, at) => (at, prefix)))
        {
            builders[at % 2].Add(prefix);
        }

        return new AddressListPartitions(builders);
    }

    private sealed class Reader(Action onWrite) : Stream
    {
        private int _writers;

        public MemoryStream Text { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Assert.That(Interlocked.Increment(ref _writers), Is.EqualTo(1), "nobody else writes meanwhile");
            onWrite();
            Text.Write(buffer, offset, count);
            Interlocked.Decrement(ref _writers);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
