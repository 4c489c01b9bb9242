using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class RadixSortTests
{
    [Test]
    public void Sorts_as_comparing_does(
        [Values(0, 1, 2, 63, 64, 65, 1023, 1024, 5000, 200_000)] int count,
        [Values(ulong.MaxValue, 0x1_ffff_ffffUL, 0xfff0_0000_0000_0001UL, 0x8000_0000_0000_0001UL, 0UL)] ulong varying)
    {
        var random = Seed.NewRandom();
        Check([.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & varying)]);
    }

    // Clusters leave nearly all numbers in one bucket, again and again.
    [Test]
    public void Sorts_clusters([Values(100, 3000, 150_000)] int count, [Values(1, 3, 40)] int clusters, [Values(4, 12, 30)] int bits)
    {
        var random = Seed.NewRandom();
        var centres = Enumerable.Range(0, clusters).Select(_ => (ulong)random.NextInt64()).ToArray();
        Check([.. Enumerable.Range(0, count).Select(_ => centres[random.Next(clusters)] ^ (ulong)random.NextInt64(1L << bits))]);
    }

    [TestCase(70)]
    [TestCase(10_000)]
    public void Sorts_what_descends(int count) => Check([.. Enumerable.Range(0, count).Select(i => ulong.MaxValue - ((ulong)i << 20))]);

    [Test]
    public void Sorts_one_straggler_behind_numbers_in_order() => Check([.. Enumerable.Range(1, 100_000).Select(i => (ulong)i << 31), 0]);

    [Test]
    public void Sorts_many_numbers_where_they_are([Values(10, 44, 64)] int bits)
    {
        var random = Seed.NewRandom();
        ulong[] keys = [.. Enumerable.Range(0, 1_000_000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits))];

        var before = GC.GetAllocatedBytesForCurrentThread();
        RadixSort.Sort(keys);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(sizeof(ulong) * keys.Length / 4));
        Assert.That(keys, Is.Ordered);
    }

    private static void Check(ulong[] keys)
    {
        var expected = keys.Order().ToArray();

        RadixSort.Sort(keys);

        Assert.That(keys.AsSpan().SequenceEqual(expected));
    }
}
