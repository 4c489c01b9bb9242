using System.Numerics;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class AddressSetPropertyTests
{
    private static readonly AddressSet Everything = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    [Test]
    public void Union_and_intersection_commute()
        => Law.Holds((a, b) => a.Union(b) == b.Union(a) && a.Intersect(b) == b.Intersect(a) && a.SymmetricExcept(b) == b.SymmetricExcept(a));

    [Test]
    public void Union_and_intersection_associate()
        => Law.Holds((a, b, c) => a.Union(b).Union(c) == a.Union(b.Union(c)) && a.Intersect(b).Intersect(c) == a.Intersect(b.Intersect(c)));

    [Test]
    public void Each_distributes_over_the_other()
        => Law.Holds((a, b, c) => a.Intersect(b.Union(c)) == a.Intersect(b).Union(a.Intersect(c))
            && a.Union(b.Intersect(c)) == a.Union(b).Intersect(a.Union(c)));

    [Test]
    public void De_Morgan()
        => Law.Holds((a, b) => a.Union(b).Complement() == a.Complement().Intersect(b.Complement())
            && a.Intersect(b).Complement() == a.Complement().Union(b.Complement()));

    [Test]
    public void A_complement_is_disjoint_exhaustive_and_undone_by_another()
        => Law.Holds(a => a.Complement().Complement() == a && !a.Overlaps(a.Complement()) && a.Union(a.Complement()) == Everything);

    [Test]
    public void Except_is_intersection_with_the_complement() => Law.Holds((a, b) => a.Except(b) == a.Intersect(b.Complement()));

    [Test]
    public void SymmetricExcept_is_union_without_intersection()
        => Law.Holds((a, b) => a.SymmetricExcept(b) == a.Union(b).Except(a.Intersect(b)));

    [Test]
    public void Absorption() => Law.Holds((a, b) => a.Union(a.Intersect(b)) == a && a.Intersect(a.Union(b)) == a);

    [Test]
    public void Empty_and_everything_are_neutral()
        => Law.Holds(a => a.Union(AddressSet.Empty) == a && a.Intersect(Everything) == a && a.Except(a).IsEmpty && a.Union(a) == a);

    [Test]
    public void Contains_and_overlaps_agree_with_the_algebra()
        => Law.Holds((a, b) => a.Contains(b) == b.Except(a).IsEmpty && a.Overlaps(b) == !a.Intersect(b).IsEmpty && a.Union(b).Contains(a));

    [Test]
    public void Counts_add_up()
        => Law.Holds((a, b) => a.CountAddresses() + b.CountAddresses() == a.Union(b).CountAddresses() + a.Intersect(b).CountAddresses());

    [Test]
    public void Equal_sets_have_equal_hash_codes_and_texts()
        => Law.Holds((a, b) => a.Union(b).GetHashCode() == b.Union(a).GetHashCode() && a.Union(b).ToString() == b.Union(a).ToString());

    [Test]
    public void Families_are_independent()
        => Law.Holds((a, b) => a.Union(b).IPv4 == a.IPv4.Union(b.IPv4) && a.Except(b).IPv6 == a.IPv6.Except(b.IPv6) && a.IPv4.Union(a.IPv6) == a);

    [Test]
    public void Prefixes_ascend_without_overlap_and_no_two_are_halves_of_a_wider_one()
        => Law.Holds(a => a.Zip(a.Skip(1)).All(pair => pair.First < pair.Second && !pair.First.Overlaps(pair.Second) && !AreHalves(pair.First, pair.Second)));

    [Test]
    public void Prefixes_and_ranges_hold_as_many_addresses_as_the_set()
        => Law.Holds(a => a.Aggregate(BigInteger.Zero, (sum, prefix) => sum + prefix.AddressCount) == a.CountAddresses()
            && a.Ranges.Aggregate(BigInteger.Zero, (sum, range) => sum + range.AddressCount) == a.CountAddresses()
            && a.CountPrefixes() == a.Count() && a.RangeCount == a.Ranges.Count());

    [Test]
    public void A_set_of_its_own_shuffled_and_duplicated_prefixes_is_equal()
        => Law.Holds(a =>
        {
            Cidr[] doubled = [.. a, .. a];
            new Random(doubled.Length).Shuffle(doubled);
            return AddressSet.Of(doubled) == a && AddressSet.Of(doubled).SequenceEqual(a);
        });

    [Test]
    public void A_set_of_its_own_ranges_is_equal()
        => Law.Holds(a => AddressSet.Parse(string.Join('\n', a.Ranges.Reverse())) == a && AddressSet.Parse(string.Join('\n', a)) == a);

    [Test]
    public void The_order_of_prefixes_does_not_matter()
        => Law.HoldsForPrefixes(prefixes => AddressSet.Of(prefixes) == AddressSet.Of([.. Enumerable.Reverse(prefixes)])
            && AddressSet.Of(prefixes) == AddressSet.Of([.. prefixes.Order()])
            && AddressSet.Of(prefixes) == prefixes.Aggregate(AddressSet.Empty, (set, prefix) => set.Union(AddressSet.Of(prefix))));

    [Test]
    public void A_set_contains_the_first_and_last_address_of_its_prefixes_and_nothing_beyond()
        => Law.HoldsForPrefix(prefix =>
        {
            var set = AddressSet.Of(prefix);
            return set.Contains(prefix.FirstAddress) && set.Contains(prefix.LastAddress) && set.Contains(prefix)
                && set.Single() == prefix && !set.Complement().Overlaps(prefix);
        });

    private static bool AreHalves(Cidr left, Cidr right)
        => left.Family == right.Family && left.PrefixLength == right.PrefixLength && left.PrefixLength > 0
            && Cidr.Parse($"{left.FirstAddress}/{left.PrefixLength - 1}", CidrStyles.MaskHostBits).Contains(right);
}
