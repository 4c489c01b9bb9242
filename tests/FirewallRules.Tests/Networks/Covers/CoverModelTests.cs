using System.Net;
using System.Numerics;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>The complete curve, compared with the slow model, for prefixes of all lengths of both families.</summary>
[RandomSeeds]
public class CoverModelTests
{
    [Test]
    public void The_curve_is_that_of_the_model([Values] bool special, [Values(IpFamily.IPv4, IpFamily.IPv6)] IpFamily family)
    {
        var random = Seed.NewRandom();
        for (var run = 0; run < 30; run++)
        {
            var set = Random(random, family, random.Next(1, 30));
            var shortest = set.Min(prefix => prefix.PrefixLength);
            var minLength = random.Next(2) * random.Next(shortest + 3);
            var options = new CoverOptions
            {
                Excluded = special ? SpecialPurpose.Addresses : Random(random, family, random.Next(3)),
                MinIPv4Length = family == IpFamily.IPv4 ? minLength : 0,
                MinIPv6Length = family == IpFamily.IPv6 ? minLength : 0,
            };
            var expected = NaiveCover.Curve(
                [.. set],
                options.Excluded.Except(set),
                minLength,
                family == IpFamily.IPv4 ? Cidr.Parse("0.0.0.0/0") : Cidr.Parse("::/0"));
            var (least, most) = (expected.Keys.First(), expected.Keys.Last());

            Assert.That(set.MinCoverPrefixes(options), Is.EqualTo(least));
            var curve = set.CoverWith(most, options).Curve;
            Assert.That(curve, Has.Count.EqualTo(expected.First(point => point.Value == 0).Key));
            foreach (var point in curve)
            {
                var best = point.MaxPrefixes < least ? (BigInteger?)null : expected.TakeWhile(known => known.Key <= point.MaxPrefixes)
                    .Min(known => known.Value);
                Assert.That(point.Added, Is.EqualTo(best), $"{string.Join(", ", set)} with {point.MaxPrefixes}");
            }

            var limit = random.Next(least, most + 1);
            Assert.That(set.CoverWith(limit, options).AddedCount, Is.EqualTo(curve[Math.Min(limit, curve.Count) - 1].Added));
        }
    }

    // Near neighbours and far ones, so that sums of 32, 64 and 128 bits are needed.
    private static AddressSet Random(Random random, IpFamily family, int count)
    {
        var (bits, around) = (family == IpFamily.IPv4 ? 32 : 128, new byte[family == IpFamily.IPv4 ? 4 : 16]);
        random.NextBytes(around);
        var (shared, longest) = (random.Next(bits / 8), random.Next(bits / 4, bits + 1));
        var set = new AddressSetBuilder();
        for (var i = 0; i < count; i++)
        {
            var bytes = around.ToArray();
            random.NextBytes(bytes.AsSpan(shared));
            set.Add(Cidr.Parse($"{new IPAddress(bytes)}/{random.Next((longest + 1) / 2, longest + 1)}", CidrStyles.MaskHostBits));
        }

        return set.ToAddressSet();
    }
}
