using System.Numerics;

namespace FirewallRules.Tests.Reference;

/// <summary>Every set of disjoint prefixes in a small universe, and the best of them by exhaustive search.</summary>
internal sealed class SmallCovers
{
    private static readonly Dictionary<int, SmallCovers> Known = [];

    private readonly List<Cover> _covers;

    private SmallCovers(int bits)
        => _covers = [.. Antichains(bits, 0)
            .Select(prefixes => new Cover(
                prefixes, prefixes.Aggregate(0, (all, prefix) => all | Bits(prefix)), prefixes.Max(prefix => (int?)prefix.Open) ?? 0))];

    public static SmallCovers OfBits(int bits) => Known.TryGetValue(bits, out var known) ? known : Known[bits] = new SmallCovers(bits);

    /// <summary>The fewest addresses that a cover by 0, 1, 2, … prefixes adds; null where there is none.</summary>
    /// <param name="set">The addresses as bits.</param>
    /// <param name="forbidden">What is not added.</param>
    /// <param name="maxOpen">How many bits a prefix leaves open at the most.</param>
    /// <param name="count">How many prefixes the last entry is for.</param>
    public int?[] Curve(int set, int forbidden, int maxOpen, int count)
    {
        var best = new int?[count + 1];
        foreach (var cover in Allowed(set, forbidden, maxOpen))
        {
            var added = BitOperations.PopCount((uint)(cover.Bits & ~set));
            for (var i = cover.Prefixes.Length; i <= count && !(best[i] <= added); i++)
            {
                best[i] = added;
            }
        }

        return best;
    }

    /// <summary>The one cover that is best: adds that few, by the fewest prefixes, of which from the top down the fewest lie in a lower half.</summary>
    public (int First, int Open)[] Best(int set, int forbidden, int maxOpen, int added, int bits)
    {
        var equal = Allowed(set, forbidden, maxOpen).Where(cover => BitOperations.PopCount((uint)(cover.Bits & ~set)) == added).ToList();
        return equal.Where(cover => cover.Prefixes.Length == equal.Min(other => other.Prefixes.Length))
            .MinBy(cover => Halves(cover.Prefixes, 0, bits), StringComparer.Ordinal)!.Prefixes;
    }

    private IEnumerable<Cover> Allowed(int set, int forbidden, int maxOpen)
        => _covers.Where(cover => (cover.Bits & set) == set && (cover.Bits & ~set & forbidden) == 0 && cover.MaxOpen <= maxOpen);

    // How many prefixes lie in the lower half, then the same of that half and of the other.
    private static string Halves((int First, int Open)[] prefixes, int first, int open)
    {
        if (prefixes.Length == 0 || open == 0 || prefixes[0].Open == open)
        {
            return "";
        }

        var half = 1 << (open - 1);
        var lower = prefixes.Where(prefix => prefix.First < first + half).ToArray();
        return (char)('a' + lower.Length) + Halves(lower, first, open - 1) + Halves(prefixes[lower.Length..], first + half, open - 1);
    }

    private static IEnumerable<(int First, int Open)[]> Antichains(int open, int first)
    {
        yield return [(first, open)];
        if (open == 0)
        {
            yield return [];
            yield break;
        }

        var uppers = Antichains(open - 1, first + (1 << (open - 1))).ToList();
        foreach (var lower in Antichains(open - 1, first))
        {
            foreach (var upper in uppers)
            {
                yield return [.. lower, .. upper];
            }
        }
    }

    private static int Bits((int First, int Open) prefix) => ((1 << (1 << prefix.Open)) - 1) << prefix.First;

    private sealed record Cover((int First, int Open)[] Prefixes, int Bits, int MaxOpen);
}
