using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class PrefixKeysTests
{
    // Few addresses make keys that are in both lists, lie in each other, and join; many make lists that only interleave.
    [Test]
    public void Merges_as_sorting_both_does([Values(0, 1, 2, 3, 50, 4000)] int some, [Values(0, 1, 2, 60, 4000)] int others, [Values(6, 10, 32)] int bits)
    {
        var random = Seed.NewRandom();
        ulong[] left = Minimal(random, some, bits), right = Minimal(random, others, bits);
        ulong[] expected = [.. left.Concat(right).Order()];
        var count = PrefixKeys.Minimize(expected);
        var merged = new ulong[left.Length + right.Length + 1];

        Assert.That(PrefixKeys.Merge(left, right, merged), Is.EqualTo(count));
        Assert.That(merged.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)));
    }

    // Nothing of one list comes before anything of the other.
    [Test]
    public void Merges_lists_that_do_not_interleave([Values(1, 5, 300)] int some, [Values(1, 5, 300)] int others, [Values] bool first)
    {
        ulong[] low = Hosts(0, some), high = Hosts(2 * some, others);
        var merged = new ulong[some + others];

        Assert.That(PrefixKeys.Merge(first ? low : high, first ? high : low, merged), Is.EqualTo(merged.Length));
        Assert.That(merged.AsSpan().SequenceEqual([.. low, .. high]));
    }

    [Test]
    public void Counts_preceding_entries_from_any_position([Values(0, 1, 2, 3, 7, 8, 9, 100)] int count)
    {
        var keys = Hosts(10, count);
        for (var address = 0; address < (2 * count) + 15; address++)
        {
            var before = Enumerable.Range(0, count).Count(i => 10 + (2 * i) < address);
            for (var known = 0; known <= before; known++)
            {
                Assert.That(PrefixKeys.CountBefore(keys, 2UL * (ulong)address, known), Is.EqualTo(before), $"{known} known to lie before {address}");
            }
        }
    }

    // Every other address, so that nothing joins.
    private static ulong[] Hosts(int first, int count) => [.. Enumerable.Range(0, count).Select(i => PrefixKeys.FromIPv4((uint)(first + (2 * i)), 32))];

    private static ulong[] Minimal(Random random, int count, int bits)
    {
        ulong[] keys = [.. Enumerable.Range(0, count).Select(_ => PrefixKeys.FromIPv4((uint)random.NextInt64(1L << bits), 32)).Order()];
        return keys[..PrefixKeys.Minimize(keys)];
    }
}
