using System.Numerics;

namespace FirewallRules.Tests.Rules;

public class RuleSetCoverTests
{
    private static readonly Rule Scattered = Rule.Egress(
        Sets.Of("44.0.0.0/32", "44.0.0.2/32", "44.0.1.0/32", "44.0.1.255/32", "2600::/128", "2600::f/128"), Protocol.Tcp, [443, 10516], "scattered");

    private static readonly Rule Near = Rule.Egress(Sets.Of("45.0.2.0/32", "45.0.2.3/32", "45.0.2.9/32"), Protocol.Udp, 53, "near");

    [Test]
    public void Rules_that_fit_are_unchanged()
    {
        var rules = RuleSet.Of(Scattered, Near);
        var cover = rules.CoverWith(11);

        Assert.That(cover.Rules, Is.EqualTo(rules));
        Assert.That(cover.Added, Is.Empty);
    }

    [Test]
    public void Shares_the_entries_as_well_as_any_sharing_can([Range(3, 10)] int entries)
    {
        var cover = RuleSet.Of(Scattered, Near).CoverWith(entries);
        var added = cover.Rules.Rules.Zip(
            [Scattered, Near],
            (after, before) => after.Ports.Count
                * (after.Remote.Addresses.IPv4.CountAddresses() - before.Remote.Addresses.IPv4.CountAddresses()));

        // Two port ranges double the entries and the added addresses of the first rule.
        var best = (from a in Enumerable.Range(1, 4)
                    from b in Enumerable.Range(1, 3)
                    where (2 * a) + b <= entries
                    select (2 * Cost(Scattered, a)) + Cost(Near, b)).Min();
        Assert.That(added.Aggregate(BigInteger.Zero, BigInteger.Add), Is.EqualTo(best));
        Assert.That(cover.Rules.Rules.Sum(rule => rule.Ports.Count * rule.Remote.Addresses.IPv4.CountPrefixes()), Is.LessThanOrEqualTo(entries));
    }

    [Test]
    public void Directions_and_families_are_counted_separately()
    {
        var rules = RuleSet.Of(Scattered, Rule.Ingress(Near.Remote, Protocol.Tcp, 443, "in"), Rule.Ingress(Remote.Any, Protocol.Tcp, 80, "all"));
        var cover = rules.CoverWith(2);

        Assert.That(cover.Rules.Rules.Select(rule => rule.Remote.Addresses.ToString()), Is.EqualTo(new[] { "44.0.0.0/23, 2600::/124", "", "45.0.2.0/28" }));
        Assert.That(cover.Added, Has.Count.EqualTo(2));
    }

    [Test]
    public void Less_than_one_entry_for_each_port_range_is_refused()
        => Assert.That(() => RuleSet.Of(Scattered, Near).CoverWith(2), Throws.TypeOf<CoverException>().With.Property("Minimum").EqualTo(3));

    [Test]
    public void What_is_least_holds_for_every_direction_and_family()
    {
        var rules = RuleSet.Of(
            Scattered,
            Rule.Ingress(Sets.Of("10.0.0.1/32", "10.0.0.3/32", "10.0.0.5/32", "44.0.0.1/32", "44.0.0.3/32"), Protocol.Tcp, [443, 10516], "private"),
            Rule.Ingress(Remote.AnyIPv4, Protocol.Udp, 53, "any"));

        Assert.That(() => rules.CoverWith(1), Throws.TypeOf<CoverException>().With.Property("Minimum").EqualTo(9));
        Assert.That(rules.CoverWith(9).Added.Select(pair => pair.Added), Is.EqualTo(new[] { Sets.Of("44.0.0.0/32", "44.0.0.2/32") }));
        Assert.That(() => rules.CoverWith(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void What_is_forbidden_can_be_chosen()
    {
        var rules = RuleSet.Of(Rule.Egress(Sets.Of("10.0.0.0/32", "10.0.0.3/32"), Protocol.Tcp, 443));

        Assert.That(() => rules.CoverWith(1), Throws.TypeOf<CoverException>());
        Assert.That(rules.CoverWith(1, AddressSet.Empty).Rules.Rules[0].Remote.Addresses, Is.EqualTo(Sets.Of("10.0.0.0/30")));
    }

    [Test]
    public void The_cover_of_a_whole_family_is_refused()
        => Assert.That(
            () => RuleSet.Of(Rule.Egress(Sets.Of("0.0.0.0/8", "255.0.0.0/8"), Protocol.Tcp, 443)).CoverWith(1, AddressSet.Empty),
            Throws.TypeOf<EntireAddressSpaceException>().With.Message.Contains("Remote.AnyIPv4"));

    private static BigInteger Cost(Rule rule, int prefixes) => rule.Remote.Addresses.IPv4.CoverWith(prefixes).AddedCount;
}
