using System.Numerics;
using FirewallRules.Tests.IpRanges;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>Covers of lists that were published, against the slow model.</summary>
public class RealCoverTests
{
    [TestCase(60, 3_588_572)]
    [TestCase(30, 6_618_504)]
    [TestCase(10, 59_501_956)]
    public void The_logs_of_version_40(int most, long added)
        => Judge(RealDocuments.Parse(40)[Section.Logs].Addresses.IPv4, most, added);

    [Test]
    public void A_hundred_and_five_prefixes_in_sixty_rules_cost_eight_and_a_half_million_addresses()
        => Judge(RealDocuments.Parse(59).Sections.Aggregate(AddressSet.Empty, (set, section) => set.Union(section.Addresses)).IPv4, 60, 8_503_206);

    [Test]
    public void The_prefixes_of_2026_in_sixty_rules_cost_22_million_addresses()
        => Judge(RealDocuments.Latest.Sections.Aggregate(AddressSet.Empty, (set, section) => set.Union(section.Addresses)).IPv4, 60, 22_122_205);

    [Test]
    public void Many_Amazon_prefixes_fit_into_sixty_rules()
    {
        var set = AddressSet.Parse(TestData.Read("lists", "amazon_ipv4.txt"));
        var cover = set.CoverWith(60);

        Assert.That(cover.Prefixes, Has.Count.EqualTo(60));
        Assert.That(cover.Addresses.Contains(set), Is.True);
        Assert.That(cover.Added.Overlaps(SpecialPurpose.Addresses), Is.False);
        Assert.That(cover.AddedCount, Is.EqualTo(new BigInteger(1_728_336_508)).And.EqualTo(cover.Curve[^1].Added));
        Assert.That(cover.Curve.Where(point => point.Added is not null).Select(point => point.Added), Is.Ordered.Descending);
    }

    private static void Judge(AddressSet set, int most, long added)
    {
        var cover = set.CoverWith(most);
        var model = NaiveCover.Curve([.. set], SpecialPurpose.Addresses.Except(set), 0, Cidr.Parse("0.0.0.0/0"));

        Assert.That(cover.AddedCount, Is.EqualTo(new BigInteger(added)));
        Assert.That(model.TakeWhile(point => point.Key <= most).Min(point => point.Value), Is.EqualTo(cover.AddedCount));
        Assert.That(set.MinCoverPrefixes(CoverOptions.Default), Is.EqualTo(model.Keys.First()));
    }
}
