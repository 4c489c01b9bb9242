using System.Numerics;

namespace FirewallRules.Tests.Reference;

/// <summary>The best covers from the definition, bit by bit and with numbers of any size: slow, and obviously right.</summary>
internal static class NaiveCover
{
    /// <summary>The fewest addresses that a cover by exactly 1, 2, … prefixes adds; where there is no entry there is no cover.</summary>
    /// <param name="prefixes">Disjoint prefixes of one family, ascending.</param>
    /// <param name="forbidden">What is not added.</param>
    /// <param name="minLength">The shortest length.</param>
    /// <param name="around">The prefix around all.</param>
    public static SortedDictionary<int, BigInteger> Curve(IReadOnlyList<Cidr> prefixes, AddressSet forbidden, int minLength, Cidr around)
    {
        var curve = new SortedDictionary<int, BigInteger>();
        var added = Sets.Of(around).Except(Sets.Of([.. prefixes]));
        if (around.PrefixLength >= minLength && !added.Overlaps(forbidden))
        {
            curve[1] = added.CountAddresses();
        }

        if (added.IsEmpty && around.PrefixLength >= minLength)
        {
            return curve;
        }

        var halves = Halves(around)
            .Select(half => Inside(prefixes, half) is { Count: > 0 } inside ? Curve(inside, forbidden, minLength, half) : new() { [0] = 0 })
            .ToList();
        foreach (var (i, lower) in halves[0])
        {
            foreach (var (j, upper) in halves[1])
            {
                curve[i + j] = curve.TryGetValue(i + j, out var known) ? BigInteger.Min(known, lower + upper) : lower + upper;
            }
        }

        return curve;
    }

    private static List<Cidr> Inside(IReadOnlyList<Cidr> prefixes, Cidr half)
        => [.. prefixes.Where(half.Overlaps).Select(prefix => prefix.PrefixLength < half.PrefixLength ? half : prefix)];

    private static Cidr[] Halves(Cidr prefix)
    {
        var length = prefix.PrefixLength + 1;
        return [Cidr.Parse($"{prefix.FirstAddress}/{length}"), Cidr.Parse($"{prefix.LastAddress}/{length}", CidrStyles.MaskHostBits)];
    }
}
