using System.Numerics;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>The best cover, compared with all covers in universes that are small enough for exhaustive search.</summary>
[RandomSeeds]
public class CoverBruteForceTests
{
    private static SmallUniverse[] Universes => [.. SmallUniverse.OfThreeBits, .. SmallUniverse.OfFourBits];

    [TestCaseSource(nameof(Universes))]
    public void No_cover_adds_fewer_addresses(SmallUniverse universe)
    {
        var random = Seed.NewRandom();
        var wrong = new List<string>();
        for (var run = 0; run < (universe.Bits == 3 ? 1500 : 60); run++)
        {
            var task = new Task(universe, random);
            var best = SmallCovers.OfBits(universe.Bits).Curve(task.Set, task.Forbidden, task.MaxOpen, universe.Size + 1);
            var least = Array.FindIndex(best, added => added is not null);
            if (task.Addresses.MinCoverPrefixes(task.Options) != least)
            {
                wrong.Add($"{task}: {task.Addresses.MinCoverPrefixes(task.Options)} is not the least of {least}");
            }

            for (var most = 1; most <= universe.Size; most++)
            {
                wrong.AddRange(Judge(task, most, least, best));
            }
        }

        Assert.That(wrong.Take(5), Is.Empty);
    }

    [Test]
    public void The_documented_cover_is_chosen_among_equal_ones()
    {
        var random = Seed.NewRandom();
        var universe = SmallUniverse.OfThreeBits[0];
        for (var run = 0; run < 1000; run++)
        {
            var task = new Task(universe, random);
            for (var most = (int)task.Addresses.MinCoverPrefixes(task.Options); most <= universe.Size; most++)
            {
                var cover = task.Addresses.CoverWith(most, task.Options);
                var best = SmallCovers.OfBits(3).Best(task.Set, task.Forbidden, task.MaxOpen, (int)cover.AddedCount, 3);
                Assert.That(cover.Prefixes, Is.EqualTo(best.Select(prefix => universe.Prefix(prefix.First, prefix.Open))), $"{task} with {most}");
            }
        }
    }

    [Test]
    public void Families_that_share_do_so_in_the_best_way()
    {
        var random = Seed.NewRandom();
        var (lower, upper) = (SmallUniverse.OfThreeBits[random.Next(2)], SmallUniverse.OfThreeBits[2 + random.Next(2)]);
        var all = SmallCovers.OfBits(3);
        for (var run = 0; run < 1000; run++)
        {
            var (a, b, unit) = (new Task(lower, random), new Task(upper, random), random.Next(3));
            var set = a.Addresses.Union(b.Addresses);
            var options = new CoverOptions
            {
                Excluded = a.Options.Excluded.Union(b.Options.Excluded),
                MinIPv4Length = a.Options.MinIPv4Length,
                MinIPv6Length = b.Options.MinIPv6Length,
                SharedBudget = true,
                IPv6UnitLength = 128 - unit,
            };
            int?[] ipv4 = all.Curve(a.Set, a.Forbidden, a.MaxOpen, 17), ipv6 = all.Curve(b.Set, b.Forbidden, b.MaxOpen, 17);
            int? Price(int most) => Enumerable.Range(0, most + 1).Min(i => (ipv4[i] << unit) + ipv6[most - i]);
            for (var most = 1; most <= 16; most++)
            {
                if (Price(most) is not { } price)
                {
                    var refused = Assert.Throws<CoverException>(() => set.CoverWith(most, options))!;
                    Assert.That(refused.Minimum, Is.EqualTo(Enumerable.Range(1, 17).First(more => Price(more) is not null)));
                    continue;
                }

                var cover = set.CoverWith(most, options);
                Assert.That(
                    (cover.Added.IPv4.CountAddresses() << unit) + cover.Added.IPv6.CountAddresses(),
                    Is.EqualTo((BigInteger)price),
                    $"{set} with {most}");
                Assert.That(
                    cover.Prefixes,
                    Has.Count.LessThanOrEqualTo(most).And.Count.EqualTo(Enumerable.Range(1, most).First(fewer => Price(fewer) == price)));
                Assert.That(
                    cover.Curve.Select(point => (int?)((point.AddedIPv4 << unit) + point.AddedIPv6)),
                    Is.EqualTo(Enumerable.Range(1, cover.Curve.Count).Select(Price)));
                Assert.That((int?)((cover.NextPoint?.AddedIPv4 << unit) + cover.NextPoint?.AddedIPv6), Is.EqualTo(price == 0 ? null : Price(most + 1)));
            }
        }
    }

    private static IEnumerable<string> Judge(Task task, int most, int least, int?[] best)
    {
        if (most < least)
        {
            var refused = Assert.Throws<CoverException>(() => task.Addresses.CoverWith(most, task.Options))!;
            return (refused.Limit, refused.Minimum) == (most, least) ? [] : [$"{task} with {most}: {refused.Message}"];
        }

        var cover = task.Addresses.CoverWith(most, task.Options);
        var end = Array.FindIndex(best, added => added == 0);
        string[] faults =
        [
            cover.AddedCount == best[most] ? "" : $"adds {cover.AddedCount}, and {best[most]} would do",
            cover.Prefixes.Count == Array.FindIndex(best, added => added == best[most]) ? "" : "takes more prefixes than that needs",
            cover.Addresses == task.Addresses.Union(cover.Added) && !task.Addresses.Overlaps(cover.Added) ? "" : "does not say what it adds",
            !cover.Added.Overlaps(task.Options.Excluded) ? "" : "adds what is forbidden",
            cover.Prefixes.All(prefix => prefix.PrefixLength >= task.MinLength) ? "" : "has a prefix that is too short",
            cover.Curve.Select(point => (int?)point.Added).SequenceEqual(best[1..(Math.Min(most, end) + 1)]) ? "" : "draws another curve",
            (int?)cover.NextPoint?.Added == (best[most] == 0 ? null : best[most + 1]) ? "" : "does not know what one more would add",
        ];
        return faults.Where(fault => fault.Length > 0).Select(fault => $"{task} with {most}: {string.Join(", ", cover.Prefixes)} {fault}");
    }

    /// <summary>A random set, the forbidden addresses, and the minimum prefix length.</summary>
    private sealed class Task
    {
        public Task(SmallUniverse universe, Random random)
        {
            var family = universe.Whole.Family;
            (
                Set,
                Forbidden) = (
                    random.Next(1, 1 << universe.Size),
                    random.Next(1 << universe.Size) & random.Next(1 << universe.Size) & random.Next(1 << universe.Size));
            MaxOpen = random.Next(3) == 0 ? random.Next(universe.Bits + 1) : universe.Bits;
            MinLength = universe.Whole.PrefixLength + universe.Bits - MaxOpen;
            Addresses = Of(universe, Set);
            Options = new CoverOptions
            {
                Excluded = Of(universe, Forbidden),
                MinIPv4Length = family == IpFamily.IPv4 && MaxOpen < universe.Bits ? MinLength : 0,
                MinIPv6Length = family == IpFamily.IPv6 && MaxOpen < universe.Bits ? MinLength : 0,
            };
        }

        public int Set { get; }

        public int Forbidden { get; }

        public int MaxOpen { get; }

        public int MinLength { get; }

        public AddressSet Addresses { get; }

        public CoverOptions Options { get; }

        public override string ToString() => $"{Addresses} without {Options.Excluded} and from /{MinLength}";

        private static AddressSet Of(SmallUniverse universe, int bits)
            => AddressSet.Of([.. Enumerable.Range(0, universe.Size).Where(i => ((bits >> i) & 1) == 1).Select(i => universe.Prefix(i, 0))]);
    }
}
