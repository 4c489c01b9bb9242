using System.Numerics;
using FirewallRules.Networks;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>The best cover against every cover that there is.</summary>
public class AddressCoverTests
{
    private static SmallUniverse[] Universes => SmallUniverse.OfThreeBits;

    [TestCaseSource(nameof(Universes))]
    public void No_cover_of_that_many_prefixes_adds_fewer_addresses(SmallUniverse universe)
    {
        var covers = Antichains(universe.Bits).Select(prefixes => (prefixes.Length, Bits: prefixes.Aggregate(0, (bits, prefix) => bits | Bits(prefix)))).ToList();
        var wrong = new List<string>();
        for (var subset = 1; subset < 1 << universe.Size; subset++)
        {
            var set = AddressSet.Of([.. Enumerable.Range(0, universe.Size).Where(i => ((subset >> i) & 1) == 1).Select(i => universe.Prefix(i, 0))]);
            for (var most = 1; most <= universe.Size; most++)
            {
                var cover = set.CoverWith(most);
                var best = covers.Where(other => other.Length <= most && (other.Bits & subset) == subset).Min(other => BitOperations.PopCount((uint)(other.Bits & ~subset)));
                if (cover.AddedCount != best || cover.Addresses.PrefixCount > most || cover.Addresses != set.Union(cover.Added) || set.Overlaps(cover.Added))
                {
                    wrong.Add($"{set} with {most}: {cover.Addresses}, and {best} would do");
                }
            }
        }

        Assert.That(wrong.Take(5), Is.Empty);
    }

    [Test]
    public void Merging_the_cheapest_neighbours_first_is_never_better_and_at_times_worse()
    {
        var random = new Random(60);
        var worse = 0;
        for (var run = 0; run < 500; run++)
        {
            var set = AddressSet.Of([.. Enumerable.Range(0, 12).Select(_ => SmallUniverse.OfEightBits[0].Prefix(random.Next(256), 0))]);
            var (best, greedy) = (set.CoverWith(4).AddedCount, Greedy(set, 4).Except(set).AddressCount);
            Assert.That(greedy, Is.GreaterThanOrEqualTo(best), set.ToString());
            worse += greedy > best ? 1 : 0;
        }

        Assert.That(worse, Is.Positive);
    }

    [Test]
    public void Each_family_has_its_own_number()
    {
        var set = Sets.Of("10.0.0.0/32", "10.0.0.3/32", "2001:db8::/128", "2001:db8::3/128");

        Assert.That(set.CoverWith(1).Addresses, Is.EqualTo(Sets.Of("10.0.0.0/30", "2001:db8::/126")));
        Assert.That(set.CoverWith(2).Added, Is.EqualTo(AddressSet.Empty));
    }

    [Test]
    public void The_ends_of_a_space_are_covered_by_all_of_it()
    {
        Assert.That(Sets.Of("0.0.0.0/32", "255.255.255.255/32").CoverWith(1).Addresses, Is.EqualTo(AddressSet.AllIPv4));
        Assert.That(Sets.Of("::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128").CoverWith(1).AddedCount, Is.EqualTo((BigInteger.One << 128) - 2));
        Assert.That(AddressSet.AllIPv6.CoverWith(1).AddedCount, Is.EqualTo(BigInteger.Zero));
        Assert.That(AddressSet.Empty.CoverWith(1).Addresses.IsEmpty);
        Assert.That(() => AddressSet.Empty.CoverWith(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static AddressSet Greedy(AddressSet set, int most)
    {
        while (set.PrefixCount > most)
        {
            var prefixes = set.ToList();
            set = prefixes.Zip(prefixes.Skip(1), (a, b) => set.Union(Around(a, b))).MinBy(merged => merged.AddressCount)!;
        }

        return set;
    }

    private static AddressSet Around(Cidr a, Cidr b)
        => Sets.Of(Enumerable.Range(0, 33).Select(open => Cidr.Parse($"{a.FirstAddress}/{32 - open}", CidrStyles.MaskHostBits)).First(around => around.Contains(a) && around.Contains(b)));

    // Every set of prefixes without one inside another: none, the whole, or one such set of each half.
    private static IEnumerable<(int First, int Open)[]> Antichains(int open, int first = 0)
    {
        yield return [(first, open)];
        if (open == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var left in Antichains(open - 1, first))
        {
            foreach (var right in Antichains(open - 1, first + (1 << (open - 1))))
            {
                yield return [.. left, .. right];
            }
        }
    }

    private static int Bits((int First, int Open) prefix) => ((1 << (1 << prefix.Open)) - 1) << prefix.First;
}
