using System.Numerics;
using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

/// <summary>The parts of a list, one after the other, are the list; as judged by a set of everything.</summary>
[RandomSeeds]
public sealed class AddressListPartitionsTests
{
    [TestCase(32, 60_000, 24)]
    [TestCase(32, 60_000, 27)]
    [TestCase(32, 60_000, 32)]
    [TestCase(32, 500, 28)]
    [TestCase(128, 40_000, 48)]
    [TestCase(128, 40_000, 62)]
    [TestCase(128, 20_000, 66)]
    [TestCase(128, 20_000, 127)]
    public void Crowded_prefixes_are_written_in_parts_as_in_one(int bits, int count, int usualLength)
    {
        var random = Seed.NewRandom();
        Cidr[] all = [.. Enumerable.Range(
            0,
            count).Select(_ => CrowdedPrefixes.Next(
                random,
                bits,
                usualLength,
                spread: count)).Select(prefix => CrowdedPrefixes.Prefix(prefix.First, prefix.Length, bits))];

        Assert.That(WrittenInParts(all, random, out _), Is.EqualTo(AddressSet.Of(all)));
    }

    // Where parts may start, prefixes touch, overlap and lie in each other, and so do those of one builder and another.
    [Test]
    public void No_prefix_is_cut_where_a_part_starts([Values(14, 17, 24, 31)] int length, [Values(0, 40_000)] int hosts, [Values(2, 3, 8)] int builders)
    {
        const int divisions = 32;
        var random = Seed.NewRandom();
        var all = Enumerable.Range(0, hosts).Select(i => CrowdedPrefixes.Prefix((uint)random.NextInt64(), i % 2 == 0 ? 32 : 24, 32, mask: true)).ToList();
        for (var i = 0; i < 4000; i++)
        {
            var size = 1L << (32 - length + random.Next(-1, 2));
            var start = ((long)random.Next(1, divisions) << 27) + (random.Next(-8, 8) * size);
            all.Add(CrowdedPrefixes.Prefix(start / size * size, 32 - BitOperations.Log2((ulong)size), 32));
        }

        Assert.That(WrittenInParts([.. all], random, out var parts, builders), Is.EqualTo(AddressSet.Of([.. all])));
        Assert.That(parts, Is.GreaterThan(hosts > 0 ? 10 : 1), "where all is covered, there is no place to cut");
    }

    // Two halves of a block in two builders make the block, and with the blocks beside it a wider prefix.
    [Test]
    public void Keys_that_make_whole_blocks_join_those()
    {
        var random = Seed.NewRandom();
        var builders = new[] { new AddressSetBuilder(), new AddressSetBuilder() };
        for (var i = 0; i < 40_000; i++)
        {
            builders[i % 2].Add(CrowdedPrefixes.Prefix(0xc8000000 + (uint)random.Next(1 << 24), random.Next(23, 33), 32, mask: true));
        }

        for (var half = 0; half < 128; half++)
        {
            builders[half % 2].Add(CrowdedPrefixes.Prefix(0x64000000 + (128 * half), 25, 32));
        }

        builders[0].Add(Cidr.Parse("100.0.64.0/18"));
        Assert.That(Written(new AddressListPartitions(builders)), Does.Contain(Cidr.Parse("100.0.0.0/17")));
    }

    // Only where many blocks are, there is a bitmap; hosts lie in those of another builder, and halves of theirs join.
    [Test]
    public void Some_builders_have_blocks_and_others_none([Values(0, 1_000_000)] int capacity, [Values] bool blocksFirst)
    {
        var random = Seed.NewRandom();
        AddressSetBuilder[] builders = [.. Enumerable.Range(0, 4).Select(_ => new AddressSetBuilder(capacity))];
        Cidr[][] lists = [Prefixes(32, 40_000), Prefixes(24, 40_000), Prefixes(25, 40_000), [.. Prefixes(32, 40_000), .. Prefixes(23, 40_000)]];
        for (var i = 0; i < lists.Length; i++)
        {
            builders[i].AddRange(lists[blocksFirst ? lists.Length - 1 - i : i].AsSpan());
        }

        Assert.That(Written(new AddressListPartitions(builders)), Is.EqualTo(AddressSet.Of([.. lists.SelectMany(list => list)])));

        Cidr[] Prefixes(int length, int count)
            => [.. Enumerable.Range(0, count).Select(_ => CrowdedPrefixes.Prefix((uint)random.Next(1 << 26), length, 32, mask: true))];
    }

    [Test]
    public void No_IPv6_prefix_is_cut_where_a_part_starts([Values(1, 2, 5)] int gaps, [Values(0, 1, 400)] int fine, [Values(2, 3)] int builders)
    {
        var random = Seed.NewRandom();
        var all = new List<Cidr>();
        for (var i = 0; i < 4000; i++)
        {
            // Networks on both sides of the middle of the space; of six steps, some are taken.
            var network = (BigInteger.One << 63) + (random.Next(-800, 800) * 6) + random.Next(6 - gaps);
            all.Add(CrowdedPrefixes.Prefix(network << 64, 64, 128));
            if (i < fine && i % 2 == 1)
            {
                // A network in halves.
                all.Add(CrowdedPrefixes.Prefix((network ^ 1) << 64, 65, 128));
                all.Add(CrowdedPrefixes.Prefix(((network ^ 1) << 64) + (BigInteger.One << 63), 65, 128));
            }
            else if (i < fine)
            {
                // Mostly between two networks that are whole.
                all.Add(CrowdedPrefixes.Prefix(((network | 5) << 64) + (random.Next(16) << 4), 124, 128));
            }
        }

        Assert.That(WrittenInParts([.. all], random, out var parts, builders), Is.EqualTo(AddressSet.Of([.. all])));
        Assert.That(parts, fine < 400 ? Is.GreaterThan(10) : Is.GreaterThan(1));
    }

    // A range may begin in a network that one builder holds, and end within one that another does or that nobody does.
    [Test]
    public void Ranges_from_network_to_network_join_the_networks_they_touch([Values(1, 20, 1000)] int ranges, [Values(2, 3)] int builders)
    {
        var random = Seed.NewRandom();
        var (all, sets) = (new AddressSetBuilder(), Enumerable.Range(0, builders).Select(_ => new AddressSetBuilder()).ToArray());
        for (var i = 0; i < 3000; i++)
        {
            var network = Network(random.Next(4000) * 3);
            all.Add(network);
            sets[random.Next(builders)].Add(network);
            if (i < ranges)
            {
                var (
                    first,
                    last) = (
                        Network((random.Next(4000) * 3) + random.Next(2), 64 + random.Next(1, 64)),
                        BigInteger.One << (64 + random.Next(-8, ranges < 1000 ? 1 : 2)));
                var range = new AddressRange(first.FirstAddress, CrowdedPrefixes.Prefix(Number(first) + last, 128, 128).FirstAddress);
                all.Add(range);
                sets[random.Next(builders)].Add(range);
            }
        }

        Assert.That(Written(new AddressListPartitions(sets)), Is.EqualTo(all.ToAddressSet()));
    }

    [Test]
    public void IPv4_is_written_before_IPv6()
    {
        var random = Seed.NewRandom();
        Cidr[] all = [.. Enumerable.Range(0, 20_000).Select(i => i % 3 == 0
            ? CrowdedPrefixes.Prefix(new BigInteger((ulong)random.NextInt64()) << 64, 63 - random.Next(8), 128, mask: true)
            : CrowdedPrefixes.Prefix((uint)random.NextInt64(), 32 - random.Next(8), 32, mask: true))];

        Assert.That(WrittenInParts(all, random, out var parts), Is.EqualTo(AddressSet.Of(all)));
        Assert.That(parts, Is.GreaterThan(80));
    }

    [Test]
    public void A_whole_address_space_is_one_prefix_and_reported_as_all([Values("", "10.0.0.0/8", "2001:db8::/32")] string also)
    {
        string[] halves = ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"];
        var builders = halves.Select(half => new AddressSetBuilder().Add(AddressSet.Parse($"{half}\n{also}"))).ToArray();

        var parts = new AddressListPartitions(builders);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.CoversAll(IpFamily.IPv4));
            Assert.That(parts.CoversAll(IpFamily.IPv6));
            Assert.That(Written(parts).Select(prefix => prefix.ToString()), Is.EqualTo(["0.0.0.0/0", "::/0"]));
            Assert.That(builders.Select(builder => builder.ToAddressSet().RangeCount), Is.All.Zero);
        }
    }

    [Test]
    public void The_empty_set_has_one_part_for_each_family()
    {
        var parts = new AddressListPartitions([new AddressSetBuilder(), new AddressSetBuilder()]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.Count, Is.EqualTo(2));
            Assert.That(parts.MaxPrefixCount, Is.Zero);
            Assert.That(Written(parts), Is.Empty);
            Assert.That(parts.CoversAll(IpFamily.IPv4), Is.False);
            Assert.That(() => parts.CoversAll(default), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => parts.Open(2), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => parts.Open(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new AddressListPartitions([]), Throws.ArgumentException);
            Assert.That(() => new AddressListPartitions([null!]), Throws.ArgumentException);
            Assert.That(() => new AddressListPartitions(null!), Throws.ArgumentNullException);
        }
    }

    // The prefixes go to the builders in stretches, as the lines of a list do, and at random.
    private static List<Cidr> WrittenInParts(Cidr[] prefixes, Random random, out int count, int builders = 2)
    {
        var sets = Enumerable.Range(0, builders).Select(_ => new AddressSetBuilder(random.Next(2) * 4 * prefixes.Length)).ToArray();
        for (var (i, at) = (0, 0); i < prefixes.Length; i++)
        {
            at = random.Next(10) == 0 ? random.Next(builders) : at;
            sets[at].Add(prefixes[i]);
        }

        var parts = new AddressListPartitions(sets);
        count = parts.Count;
        var most = parts.MaxPrefixCount;
        var written = Written(parts);
        Assert.That(written, Has.Count.LessThanOrEqualTo(most));
        return written;
    }

    // The nth network of a /48; with a length, one of its parts, which does not begin where the network does.
    private static Cidr Network(int n, int length = 64)
        => CrowdedPrefixes.Prefix((((BigInteger)0x20010db8 << 32) + n << 64) + (length > 64 ? BigInteger.One << (128 - length) : 0), length, 128);

    private static BigInteger Number(Cidr prefix) => new(prefix.FirstAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static List<Cidr> Written(AddressListPartitions parts)
    {
        var written = new List<Cidr>[parts.Count];
        Parallel.For(
            0,
            parts.Count,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => written[^(i + 1)] = WrittenPrefixes.Of(parts.Open(parts.Count - i - 1)));
        return [.. written.SelectMany(part => part)];
    }
}
