using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

public sealed class RadixSortTests
{
    [Test]
    public void Sorts_as_comparing_does([Values(0, 1, 2, 1023, 1024, 5000)] int count, [Values(ulong.MaxValue, 0x1_ffff_ffffUL, 0xfff0_0000_0000_0001UL, 0UL)] ulong varying)
    {
        var random = Seed.NewRandom();
        var keys = Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & varying).ToArray();
        var expected = keys.Order().ToArray();

        RadixSort.Sort(keys);

        Assert.That(keys, Is.EqualTo(expected));
    }
}
