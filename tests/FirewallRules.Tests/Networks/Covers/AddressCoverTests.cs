using System.Numerics;

namespace FirewallRules.Tests.Networks;

/// <summary>Covers and their reports, case by case.</summary>
[RandomSeeds]
public class AddressCoverTests
{
    private static readonly CoverOptions Free = new() { Excluded = AddressSet.Empty };

    [Test]
    public void Each_family_has_its_own_number()
    {
        var set = Sets.Of("44.0.0.0/32", "44.0.0.3/32", "2600::/128", "2600::3/128");

        Assert.That(set.CoverWith(1).Addresses, Is.EqualTo(Sets.Of("44.0.0.0/30", "2600::/126")));
        Assert.That(set.CoverWith(1).Added, Is.EqualTo(Sets.Of("44.0.0.1/32", "44.0.0.2/32", "2600::1/128", "2600::2/128")));
        Assert.That(set.CoverWith(2).Added, Is.EqualTo(AddressSet.Empty));
    }

    [Test]
    public void Families_that_share_spend_where_it_saves_most()
    {
        var set = Sets.Of("44.0.0.0/32", "44.0.0.3/32", "2600::/64", "2600:0:0:7::/64");
        var shared = new CoverOptions { SharedBudget = true };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.MinCoverPrefixes(shared), Is.EqualTo(2));
            Assert.That(
                set.CoverWith(3, shared).Prefixes,
                Is.EqualTo(Sets.Of("44.0.0.0/30", "2600::/64", "2600:0:0:7::/64")),
                "six /64 are more than two addresses");
            Assert.That(
                set.CoverWith(3, shared with { IPv6UnitLength = 60 }).Prefixes,
                Is.EqualTo(Sets.Of("44.0.0.0/32", "44.0.0.3/32", "2600::/61")),
                "six sixteenths of a /60 are less");
            Assert.That(set.CoverWith(4, shared).Added.IsEmpty);
            Assert.That(() => set.CoverWith(1, shared), Throws.TypeOf<CoverException>().With.Property("Minimum").EqualTo(2));
        }
    }

    [Test]
    public void Special_purpose_addresses_are_added_only_on_request()
    {
        var set = Sets.Of("9.255.255.255/32", "11.0.0.0/32");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.MinCoverPrefixes(CoverOptions.Default), Is.EqualTo(2));
            Assert.That(
                () => set.CoverWith(1),
                Throws.TypeOf<CoverException>()
                    .With.Message.EqualTo("No cover has 1 or fewer prefixes: with these Excluded addresses and minimum prefix lengths, the minimum is 2."));
            Assert.That(set.CoverWith(1, Free).Addresses, Is.EqualTo(Sets.Of("8.0.0.0/6")));
            Assert.That(
                set.Union(Sets.Of("10.0.0.0/8")).CoverWith(1, new() { Excluded = Sets.Of("10.0.0.0/8") }).Addresses,
                Is.EqualTo(Sets.Of("8.0.0.0/6")),
                "what the set holds is not added");
        }
    }

    [Test]
    public void A_minimum_length_splits_shorter_prefixes()
    {
        var set = Sets.Of("44.0.0.0/14", "44.5.0.0/24", "44.5.9.0/24");
        var options = new CoverOptions { MinIPv4Length = 16 };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.MinCoverPrefixes(options), Is.EqualTo(5));
            Assert.That(
                set.CoverWith(5, options).Prefixes,
                Is.EqualTo(new[] { "44.0.0.0/16", "44.1.0.0/16", "44.2.0.0/16", "44.3.0.0/16", "44.5.0.0/20" }.Select(prefix => Cidr.Parse(prefix))));
            Assert.That(set.CoverWith(9, options).Prefixes, Has.Count.EqualTo(6));
            Assert.That(AddressSet.AllIPv6.MinCoverPrefixes(new() { MinIPv6Length = 64 }), Is.EqualTo(long.MaxValue));
            Assert.That(AddressSet.AllIPv6.MinCoverPrefixes(new() { MinIPv6Length = 62 }), Is.EqualTo(1L << 62));
            Assert.That(
                () => AddressSet.AllIPv6.Union(AddressSet.AllIPv4)
                    .CoverWith(int.MaxValue, new() { MinIPv6Length = 128, MinIPv4Length = 32, SharedBudget = true }),
                Throws.TypeOf<CoverException>().With.Property("Minimum").EqualTo(long.MaxValue));
        }
    }

    [Test]
    public void The_curve_says_what_other_numbers_add()
    {
        var set = Sets.Of("44.0.0.0/32", "44.0.0.2/32", "44.0.0.7/32", "2600::/128", "2600::f/128");
        var cover = set.CoverWith(1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cover.Curve, Is.EqualTo(new[] { new CoverPoint(1, 5, 14) }));
            Assert.That(cover.Curve[0].Added, Is.EqualTo(new BigInteger(19)));
            Assert.That(cover.NextPoint, Is.EqualTo(new CoverPoint(2, 2, 0)));
            Assert.That(set.CoverWith(1000).Curve, Is.EqualTo(new[] { new CoverPoint(1, 5, 14), new CoverPoint(2, 2, 0), new CoverPoint(3, 0, 0) }));
            Assert.That(set.CoverWith(3).NextPoint, Is.Null);
            Assert.That(
                set.CoverWith(4, Free with { SharedBudget = true, IPv6UnitLength = 128 }).Curve,
                Is.EqualTo(new CoverPoint[] { new(1, null, null), new(2, 5, 14), new(3, 5, 0), new(4, 2, 0) }));
            Assert.That(AddressSet.Empty.CoverWith(9).Curve, Is.Empty);
            Assert.That(default(CoverPoint).Added, Is.Null);
        }
    }

    [Test]
    public void The_ends_of_a_space_are_covered_by_all_of_it()
    {
        Assert.That(Sets.Of("0.0.0.0/32", "255.255.255.255/32").CoverWith(1, Free).Addresses, Is.EqualTo(AddressSet.AllIPv4));
        Assert.That(Sets.Of("0.0.0.0/32", "255.255.255.255/32").CoverWith(1, Free).NextPoint?.Added, Is.EqualTo(BigInteger.Zero));
        Assert.That(AddressSet.AllIPv4.CoverWith(1, Free).AddedCount, Is.EqualTo(BigInteger.Zero));
        Assert.That(AddressSet.AllIPv6.CoverWith(1).AddedCount, Is.EqualTo(BigInteger.Zero));
        Assert.That(AddressSet.Empty.CoverWith(1).Addresses.IsEmpty);
        Assert.That(AddressSet.Empty.MinCoverPrefixes(Free), Is.Zero);
        Assert.That(() => AddressSet.Empty.CoverWith(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Sums_near_the_size_of_IPv6_do_not_overflow()
    {
        var ends = Sets.Of("::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "0.0.0.0/32", "255.255.255.255/32");
        var all = ends.CoverWith(1, Free);
        var shared = ends.CoverWith(2, Free with { SharedBudget = true, IPv6UnitLength = 32 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Curve[0].AddedIPv6, Is.EqualTo((BigInteger.One << 128) - 2));
            Assert.That(shared.Curve[^1].Added, Is.EqualTo((BigInteger.One << 128) + (BigInteger.One << 32) - 4));
            Assert.That(shared.NextPoint, Is.EqualTo(new CoverPoint(3, (1L << 32) - 2, 0)), "two addresses of IPv6 less are less");
            Assert.That(
                Sets.Of("::/2", "ffff::/16").CoverWith(1, Free).AddedCount,
                Is.EqualTo((BigInteger.One << 127) + (BigInteger.One << 126) - (BigInteger.One << 112)));
        }
    }

    [Test]
    public void Sums_are_right_for_sizes_of_every_number_of_bits([Range(2, 128)] int bits)
    {
        var (all, ends) = (Cidr.Parse($"::/{128 - bits}"), Sets.Of("::/128", $"{Cidr.Parse($"::/{128 - bits}").LastAddress}/128"));

        Assert.That(ends.CoverWith(1, Free).Prefixes, Is.EqualTo(new[] { all }));
        Assert.That(ends.CoverWith(1, Free).Curve[0].AddedIPv6, Is.EqualTo((BigInteger.One << bits) - 2));
    }

    [Test]
    public void Costs_beyond_128_bits_are_compared_correctly()
    {
        // All of IPv4 and a /28 of IPv6 are 2^128 and a little: more than two addresses of IPv4 and half of IPv6.
        var set = Sets.Of("0.0.0.0/32", "0.0.0.2/32", "255.255.255.255/32", "::/128", "0:8::/128", "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
        var cover = set.CoverWith(3, Free with { SharedBudget = true, IPv6UnitLength = 32 });

        Assert.That(cover.Prefixes, Is.EqualTo(Sets.Of("0.0.0.0/30", "255.255.255.255/32", "::/1")));
    }

    [Test]
    public void Merging_the_cheapest_neighbours_first_is_never_better_and_at_times_worse()
    {
        var random = Seed.NewRandom();
        for (var run = 0; run < 300; run++)
        {
            var set = Sets.Of([.. Enumerable.Range(0, 14).Select(_ => Cidr.Parse($"44.0.0.{random.Next(256)}/32"))]);
            var most = random.Next(1, 8);
            var best = set.CoverWith(most).AddedCount;
            Assert.That(MergeCheapest(set, most).Except(set).CountAddresses(), Is.GreaterThanOrEqualTo(best), $"{string.Join(", ", set)} with {most}");
            Assert.That(SplitWidest(set, most).Except(set).CountAddresses(), Is.GreaterThanOrEqualTo(best), $"{string.Join(", ", set)} with {most}");
        }

        // Four addresses in one /29 cost no more than four in two /30: greed sees the second merge only after it has paid for the first.
        var named = Sets.Of("44.0.0.0/32", "44.0.0.2/32", "44.0.0.8/32", "44.0.0.10/32", "44.0.0.12/32", "44.0.0.14/32");
        Assert.That(named.CoverWith(3).Prefixes, Is.EqualTo(Sets.Of("44.0.0.0/32", "44.0.0.2/32", "44.0.0.8/29")));
        Assert.That(named.CoverWith(3).AddedCount, Is.EqualTo(new BigInteger(4)));
        Assert.That(MergeCheapest(named, 3).Except(named).CountAddresses(), Is.EqualTo(new BigInteger(6)));
        Assert.That(SplitWidest(named, 3).Except(named).CountAddresses(), Is.EqualTo(new BigInteger(6)));
    }

    [Test]
    public void The_options_are_checked()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new CoverOptions { Excluded = null! }, Throws.ArgumentNullException);
            Assert.That(() => new CoverOptions { MinIPv4Length = 33 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new CoverOptions { MinIPv4Length = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new CoverOptions { MinIPv6Length = 129 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new CoverOptions { IPv6UnitLength = 31 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new CoverOptions { IPv6UnitLength = 129 }, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(new CoverOptions(), Is.EqualTo(CoverOptions.Default).And.Not.EqualTo(Free));
        }
    }

    // The pair of neighbours around which a prefix adds least, again and again.
    private static AddressSet MergeCheapest(AddressSet set, int most)
    {
        while (set.CountPrefixes() > most)
        {
            var prefixes = set.ToList();
            set = prefixes.Zip(prefixes.Skip(1), (a, b) => set.Union(Sets.Of(Around(a, b)))).MinBy(merged => merged.CountAddresses())!;
        }

        return set;
    }

    // From one prefix around all down: the one that can shrink most is parted, again and again.
    private static AddressSet SplitWidest(AddressSet set, int most)
    {
        var parts = new List<(Cidr Around, List<Cidr> Inside)> { Part([.. set]) };
        while (parts.Count < most && parts.Any(part => part.Inside.Count > 1))
        {
            var widest = parts.Where(part => part.Inside.Count > 1).MinBy(part => part.Around.PrefixLength);
            parts.Remove(widest);
            var upper = Cidr.Parse($"{widest.Around.LastAddress}/{widest.Around.PrefixLength + 1}", CidrStyles.MaskHostBits);
            parts.AddRange(widest.Inside.GroupBy(prefix => prefix < upper).Select(half => Part([.. half])));
        }

        return Sets.Of([.. parts.Select(part => part.Around)]);

        static (Cidr Around, List<Cidr> Inside) Part(List<Cidr> inside) => (Around(inside[0], inside[^1]), inside);
    }

    private static Cidr Around(Cidr a, Cidr b)
        => Enumerable.Range(0, 33)
            .Select(open => Cidr.Parse($"{a.FirstAddress}/{32 - open}", CidrStyles.MaskHostBits))
            .First(around => around.Contains(a) && around.Contains(b));
}
