using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>Every subset of a small universe, and every pair of subsets of a smaller one, against the naive model.</summary>
public sealed class AddressSetExhaustiveTests
{
    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfFourBits))]
    public void Every_subset_gives_its_minimal_prefixes(SmallUniverse universe)
    {
        for (var mask = 0; mask < 1 << universe.Size; mask++)
        {
            var naive = NaiveAddressSet.OfMask(universe, mask);
            var set = naive.ToAddressSet();
            Require(set.SequenceEqual(naive.MinimalPrefixes()), universe, mask, "prefixes");
            Require(set.CountAddresses() == naive.Count, universe, mask, "address count");
            Require(set.IsEmpty == (mask == 0), universe, mask, "emptiness");
            Require(
                set.Ranges.SequenceEqual(naive.Ranges().Select(range => new AddressRange(universe.Address(range.First), universe.Address(range.Last)))),
                universe,
                mask,
                "ranges");
        }
    }

    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfFourBits))]
    public void Every_subset_answers_for_every_prefix(SmallUniverse universe)
    {
        // Every 7th subset is enough here: the question depends on a few boundaries, not on all of them.
        for (var mask = 0; mask < 1 << universe.Size; mask += 7)
        {
            var naive = NaiveAddressSet.OfMask(universe, mask);
            var set = naive.ToAddressSet();
            for (var open = 0; open <= universe.Bits; open++)
            {
                for (var first = 0; first < universe.Size; first += 1 << open)
                {
                    var prefix = universe.Prefix(first, open);
                    var inside = Enumerable.Range(first, 1 << open).Count(naive.Contains);
                    Require(set.Contains(prefix) == (inside == 1 << open), universe, mask, $"contains {prefix}");
                    Require(set.Overlaps(prefix) == (inside > 0), universe, mask, $"overlaps {prefix}");
                }
            }
        }
    }

    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfThreeBits))]
    public void Every_pair_of_subsets_combines_as_the_model_does(SmallUniverse universe)
    {
        var naive = Enumerable.Range(0, 1 << universe.Size).Select(mask => NaiveAddressSet.OfMask(universe, mask)).ToArray();
        var sets = Array.ConvertAll(naive, model => model.ToAddressSet());
        for (var a = 0; a < sets.Length; a++)
        {
            for (var b = 0; b < sets.Length; b++)
            {
                Require(sets[a].Union(sets[b]) == sets[a | b], universe, a, $"union {b}");
                Require(sets[a].Intersect(sets[b]) == sets[a & b], universe, a, $"intersect {b}");
                Require(sets[a].Except(sets[b]) == sets[a & ~b], universe, a, $"except {b}");
                Require(sets[a].SymmetricExcept(sets[b]) == sets[a ^ b], universe, a, $"symmetric {b}");
                Require(sets[a].Contains(sets[b]) == ((b & ~a) == 0), universe, a, $"contains {b}");
                Require(sets[a].Overlaps(sets[b]) == ((a & b) != 0), universe, a, $"overlaps {b}");
                Require(sets[a].Equals(sets[b]) == (a == b), universe, a, $"equals {b}");
                Require(a != b || sets[a].GetHashCode() == sets[b].Union(sets[a]).GetHashCode(), universe, a, $"hash code {b}");
            }
        }
    }

    [TestCaseSource(typeof(SmallUniverse), nameof(SmallUniverse.OfFourBits))]
    public void Every_complement_is_the_rest_of_the_universe(SmallUniverse universe)
    {
        var whole = AddressSet.Of(universe.Whole);
        var everything = AddressSet.AllIPv4.Union(AddressSet.AllIPv6).CountAddresses();
        for (var mask = 0; mask < 1 << universe.Size; mask += 3)
        {
            var naive = NaiveAddressSet.OfMask(universe, mask);
            var set = naive.ToAddressSet();
            var complement = set.Complement();
            Require(complement.Intersect(whole).SequenceEqual(naive.Complement().MinimalPrefixes()), universe, mask, "complement");
            Require(complement.CountAddresses() == everything - naive.Count, universe, mask, "complement's count");
            Require(complement.Complement() == set, universe, mask, "complement of the complement");
        }
    }

    private static void Require(bool holds, SmallUniverse universe, int mask, string what)
    {
        if (!holds)
        {
            Assert.Fail($"{what} of the subset {mask:b} of {universe} differs from the model's.");
        }
    }
}
