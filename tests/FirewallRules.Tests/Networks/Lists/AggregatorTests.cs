using System.Net;
using System.Numerics;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>Sets too large for the exhaustive tests, so that the bitmap, the keys and their merging are used, against merging by sorting.</summary>
[RandomSeeds]
public sealed class AggregatorTests
{
    [TestCase(32, 60_000, 24)]
    [TestCase(32, 60_000, 32)]
    [TestCase(32, 500, 28)]
    [TestCase(128, 40_000, 48)]
    [TestCase(128, 40_000, 64)]
    [TestCase(128, 20_000, 127)]
    public void Crowded_prefixes_merge_to_what_sorting_gives(int bits, int count, int usualLength)
    {
        var random = Seed.NewRandom();
        var prefixes = Enumerable.Range(0, count).Select(_ => CrowdedPrefixes.Next(random, bits, usualLength, spread: count)).ToArray();
        var ranges = prefixes.Select(prefix => (prefix.First, prefix.First + (BigInteger.One << (bits - prefix.Length)) - 1));

        Cidr[] all = [.. prefixes.Select(prefix => CrowdedPrefixes.Prefix(prefix.First, prefix.Length, bits))];
        var set = AddressSet.Of(all);

        var expected = SortedRanges.Merge(ranges);
        Assert.That(set.Ranges.Select(range => (Number(range.FirstAddress), Number(range.LastAddress))), Is.EqualTo(expected));
        Assert.That(
            set.Select(prefix => (Number(prefix.FirstAddress), prefix.PrefixLength)),
            Is.EqualTo(expected.SelectMany(range => SortedRanges.Prefixes(range.First, range.Last, bits))));
        Assert.That(WrittenPrefixes.Of(new AddressListWriter(new AddressSetBuilder().AddRange(all.AsSpan()))), Is.EqualTo(set));
    }

    [TestCase(32, 60_000, 24)]
    [TestCase(32, 60_000, 27)]
    [TestCase(32, 500, 28)]
    [TestCase(128, 40_000, 62)]
    [TestCase(128, 20_000, 66)]
    public void Builders_add_up_to_one_of_everything(int bits, int count, int usualLength)
    {
        var random = Seed.NewRandom();
        Cidr[] all = [.. Enumerable.Range(
            0,
            count).Select(_ => CrowdedPrefixes.Next(
                random,
                bits,
                usualLength,
                spread: count)).Select(prefix => CrowdedPrefixes.Prefix(prefix.First, prefix.Length, bits))];
        var few = random.Next(count / 20);
        var (a, b) = (new AddressSetBuilder().AddRange(all.AsSpan(0, few)), new AddressSetBuilder().AddRange(all.AsSpan(few)));
        var (small, large) = (AddressSet.Of(all[..few]), AddressSet.Of(all[few..]));

        // Few into many and many into few: only many have a bitmap.
        Assert.That(WrittenPrefixes.Of(new AddressListWriter(new AddressSetBuilder().Add(a).Add(b))), Is.EqualTo(AddressSet.Of(all)));
        Assert.That(WrittenPrefixes.Of(new AddressListWriter(b.Add(a))), Is.EqualTo(AddressSet.Of(all)));
        Assert.That(b.ToAddressSet(), Is.EqualTo(small.Union(large)));
        Assert.That(a.Compact().ToAddressSet(), Is.EqualTo(small));
        Assert.That(a.Add(large).Compact().Add(b).ToAddressSet(), Is.EqualTo(AddressSet.Of(all)));
    }

    // The last /64 has no network behind it, by which the ranges inside could be told from it.
    [Test]
    public void The_last_networks_absorb_what_they_contain()
    {
        var set = AddressSet.Parse("ffff:ffff:ffff:ffff::/64\nc3f2:532d:5dbb:576e:34b4:22bd:bb3d:fec0/126\nffff:ffff:ffff:ffff:ffff:ffff:ffff:ffe7");

        Assert.That(set.Select(prefix => prefix.ToString()), Is.EqualTo(["c3f2:532d:5dbb:576e:34b4:22bd:bb3d:fec0/126", "ffff:ffff:ffff:ffff::/64"]));
    }

    [Test]
    public void A_builder_can_be_used_after_it_returned_a_set([Values(100, 40_000)] int count)
    {
        var random = Seed.NewRandom();
        var prefixes = Enumerable.Range(0, count)
            .Select(_ => CrowdedPrefixes.Next(random, 32, 25, count))
            .Select(prefix => CrowdedPrefixes.Prefix(prefix.First, prefix.Length, 32))
            .ToArray();
        var builder = new AddressSetBuilder();
        builder.AddRange(prefixes.AsSpan(0, count / 2));
        var half = builder.ToAddressSet();
        builder.AddRange(prefixes.AsSpan(count / 2));

        Assert.That(half, Is.EqualTo(AddressSet.Of(prefixes[..(count / 2)])));
        Assert.That(builder.ToAddressSet(), Is.EqualTo(half.Union(AddressSet.Of(prefixes[(count / 2)..]))));
        Assert.That(builder.ToAddressSet(), Is.EqualTo(AddressSet.Of(prefixes)));
    }

    [TestCase(32)]
    [TestCase(64)]
    [TestCase(128)]
    public void A_whole_space_of_many_pieces_is_one_prefix(int length)
    {
        var bits = length == 32 ? 32 : 128;
        var random = Seed.NewRandom();
        var pieces = new List<(BigInteger First, int Length)> { (BigInteger.Zero, 0) };
        while (pieces.Count < 40_000)
        {
            var at = random.Next(pieces.Count);
            var (first, cut) = pieces[at];
            if (cut < length)
            {
                pieces[at] = (first, cut + 1);
                pieces.Add((first + (BigInteger.One << (bits - cut - 1)), cut + 1));
            }
        }

        var shuffled = pieces.Select(piece => CrowdedPrefixes.Prefix(piece.First, piece.Length, bits)).ToArray();
        random.Shuffle(shuffled);

        Assert.That(AddressSet.Of(shuffled), Is.EqualTo(bits == 32 ? AddressSet.AllIPv4 : AddressSet.AllIPv6));
        Assert.That(new AddressListWriter(new AddressSetBuilder().AddRange(shuffled.AsSpan())).CoversAll(shuffled[0].Family));
        Assert.That(new AddressListWriter(new AddressSetBuilder().AddRange(shuffled.AsSpan(1))).CoversAll(shuffled[0].Family), Is.False);
        Assert.That(AddressSet.Of(shuffled[1..]), Is.EqualTo((bits == 32 ? AddressSet.AllIPv4 : AddressSet.AllIPv6).Except(AddressSet.Of(shuffled[0]))));
    }

    private static BigInteger Number(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
}
