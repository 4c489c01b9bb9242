using System.Numerics;

namespace FirewallRules.Tests.Reference;

/// <summary>Merges ranges of any size the obvious way: sort them, then join what overlaps or touches. Arbitrary precision, so nothing overflows.</summary>
internal static class SortedRanges
{
    public static List<(BigInteger First, BigInteger Last)> Merge(IEnumerable<(BigInteger First, BigInteger Last)> ranges)
    {
        var merged = new List<(BigInteger First, BigInteger Last)>();
        foreach (var (first, last) in ranges.Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, BigInteger.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return merged;
    }

    /// <summary>The fewest prefixes of a range: halve the space until a half is inside or outside.</summary>
    public static IEnumerable<(BigInteger First, int Length)> Prefixes(BigInteger first, BigInteger last, int bits)
    {
        while (first <= last)
        {
            var open = 0;
            while (open < bits && (first & ((BigInteger.One << (open + 1)) - 1)).IsZero && first + (BigInteger.One << (open + 1)) - 1 <= last)
            {
                open++;
            }

            yield return (first, bits - open);
            first += BigInteger.One << open;
        }
    }
}
