using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Networks;

/// <summary>Random pairs of subsets of a universe that is too large to try them all.</summary>
[TestFixtureSource(typeof(SmallUniverse), nameof(SmallUniverse.OfEightBits))]
public sealed class AddressSetModelTests(SmallUniverse universe)
{
    private const int Pairs = 1_000;

    [Test]
    public void Union_matches_the_model() => Compare((a, b) => a.Union(b), (a, b) => a || b);

    [Test]
    public void Intersect_matches_the_model() => Compare((a, b) => a.Intersect(b), (a, b) => a && b);

    [Test]
    public void Except_matches_the_model() => Compare((a, b) => a.Except(b), (a, b) => a && !b);

    [Test]
    public void SymmetricExcept_matches_the_model() => Compare((a, b) => a.SymmetricExcept(b), (a, b) => a != b);

    [Test]
    public void Contains_matches_the_model()
        => ForPairs((a, b) => Assert.That(a.ToAddressSet().Contains(b.ToAddressSet()), Is.EqualTo(!a.Any(b, (inA, inB) => inB && !inA))));

    [Test]
    public void Overlaps_matches_the_model()
        => ForPairs((a, b) => Assert.That(a.ToAddressSet().Overlaps(b.ToAddressSet()), Is.EqualTo(a.Any(b, (inA, inB) => inA && inB))));

    [Test]
    public void Contains_of_an_address_matches_the_model()
        => ForPairs((a, _) =>
        {
            var set = a.ToAddressSet();
            Assert.That(
                Enumerable.Range(0, universe.Size).Where(i => set.Contains(universe.Address(i))),
                Is.EqualTo(Enumerable.Range(0, universe.Size).Where(a.Contains)));
        });

    private void Compare(Func<AddressSet, AddressSet, AddressSet> combine, Func<bool, bool, bool> operation)
        => ForPairs((a, b) => Assert.That(combine(a.ToAddressSet(), b.ToAddressSet()), Is.EqualTo(a.Combine(b, operation).MinimalPrefixes())));

    private void ForPairs(Action<NaiveAddressSet, NaiveAddressSet> check)
    {
        foreach (var random in Seed.Randoms())
        {
            for (var i = 0; i < Pairs; i++)
            {
                check(NaiveAddressSet.OfRandom(universe, random), NaiveAddressSet.OfRandom(universe, random));
            }
        }
    }
}
