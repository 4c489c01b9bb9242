using FirewallRules.Networks;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>Ranges that start or end within a /24, in a builder that has a bitmap of /24 networks: whatever is not a whole /24 must not get there.</summary>
public sealed class RaggedRangeTests
{
    // Enough non-adjacent /24 networks that every builder has a bitmap.
    private static readonly string Many = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{10 + (i >> 15)}.{(i >> 7) & 255}.{(i & 127) * 2}.0/24\n"));

    [TestCase("201.1.1.1-201.1.1.255", "201.1.1.1/32, 201.1.1.2/31, 201.1.1.4/30, 201.1.1.8/29, 201.1.1.16/28, 201.1.1.32/27, 201.1.1.64/26, 201.1.1.128/25")]
    [TestCase(
        "201.1.1.0-201.1.1.254",
        "201.1.1.0/25, 201.1.1.128/26, 201.1.1.192/27, 201.1.1.224/28, 201.1.1.240/29, 201.1.1.248/30, 201.1.1.252/31, 201.1.1.254/32")]
    [TestCase("201.1.1.255-201.1.2.0", "201.1.1.255/32, 201.1.2.0/32")]
    [TestCase("201.1.1.128-201.1.2.255", "201.1.1.128/25, 201.1.2.0/24")]
    [TestCase("201.1.2.0-201.1.3.127", "201.1.2.0/24, 201.1.3.0/25")]
    [TestCase("201.1.1.1-201.1.1.1", "201.1.1.1/32")]
    [TestCase("201.1.1.0-201.1.1.255", "201.1.1.0/24")]
    [TestCase("201.1.0.255-201.1.64.0", "201.1.0.255/32, 201.1.1.0/24, 201.1.2.0/23, 201.1.4.0/22, 201.1.8.0/21, 201.1.16.0/20, 201.1.32.0/19, 201.1.64.0/32")]
    [TestCase(
        "255.255.255.1-255.255.255.255",
        "255.255.255.1/32, 255.255.255.2/31, 255.255.255.4/30, 255.255.255.8/29, 255.255.255.16/28, 255.255.255.32/27, 255.255.255.64/26, 255.255.255.128/25")]
    [TestCase("0.0.0.0-0.0.0.254", "0.0.0.0/25, 0.0.0.128/26, 0.0.0.192/27, 0.0.0.224/28, 0.0.0.240/29, 0.0.0.248/30, 0.0.0.252/31, 0.0.0.254/32")]
    public void A_range_preserves_its_bounds(string text, string prefixes)
    {
        var range = AddressRange.Parse(text);
        var builder = new AddressSetBuilder().AddRange(AddressSet.Parse(Many));
        var set = builder.Add(range).ToAddressSet();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Join(", ", set.Except(AddressSet.Parse(Many))), Is.EqualTo(prefixes));
            Assert.That(WrittenPrefixes.Of(new AddressListWriter(builder)), Is.EqualTo(set), "of the builder");
            Assert.That(AddressSet.Parse(Many + text + "\n"), Is.EqualTo(set), "from text");
        }
    }

    [Test]
    public void Random_ranges_merge_to_what_sorting_gives()
    {
        var random = Seed.NewRandom();
        var builder = new AddressSetBuilder().AddRange(AddressSet.Parse(Many));
        var expected = AddressSet.Parse(Many);
        var ranges = new List<(System.Numerics.BigInteger First, System.Numerics.BigInteger Last)>();
        for (var i = 0; i < 3000; i++)
        {
            // Some share a bound with a /24, so that only the other one is ragged.
            var first = (uint)random.NextInt64(1L << 31, 1L << 32) & (random.Next(3) == 0 ? 0xffffff00 : uint.MaxValue);
            var last = Math.Max(first, (uint)Math.Min(uint.MaxValue, first + random.NextInt64(1 << random.Next(1, 18))) | (random.Next(3) == 0 ? 0xffu : 0));
            ranges.Add((first, last));
            builder.Add(new AddressRange(IpFamily.IPv4, first, last));
        }

        var merged = SortedRanges.Merge(ranges).Select(range => new AddressRange(IpFamily.IPv4, (UInt128)range.First, (UInt128)range.Last));
        var set = builder.ToAddressSet();

        Assert.That(set.Except(expected).Ranges, Is.EqualTo(merged));
        Assert.That(WrittenPrefixes.Of(new AddressListWriter(builder)), Is.EqualTo(set));
    }

    // Batches of ranges go to the bitmap without a look at each bound again.
    [TestCase(0xc9010101u, 0xc90101ffu, false)]
    [TestCase(0xc9010100u, 0xc90101feu, false)]
    [TestCase(0xc9010101u, 0xc90101feu, false)]
    [TestCase(0xc9010100u, 0xc90101ffu, true)]
    [TestCase(0xc9010000u, 0xc9013fffu, true)]
    [TestCase(0xc9010000u, 0xc90140ffu, false)]
    [TestCase(0xc9013f00u, 0xc90140ffu, false)]
    public void Only_whole_networks_within_a_word_go_to_the_bitmap_at_once(uint first, uint last, bool fits)
    {
        var range = new IPv4Range(first, last);
        var bitmap = new Slash24Bitmap();

        Assert.That(Slash24Bitmap.FitsInWord(range), Is.EqualTo(fits));
        Assert.That(bitmap.Add([range], 0, 1), Is.EqualTo(fits ? 1 : 0));
        Assert.That(Slash24Bitmap.Contains(bitmap.Words, first), Is.EqualTo(fits));
        bitmap.Release();
    }
}
