using FsCheck;
using FsCheck.Fluent;

namespace FirewallRules.Tests.Networks;

/// <summary>Checks a law on random sets, from a seed that is printed.</summary>
internal static class Law
{
    private const int Cases = 2_000;

    public static void Holds(Func<AddressSet, bool> law) => Check(Prop.ForAll(Arbitrary.Set, law));

    public static void Holds(Func<AddressSet, AddressSet, bool> law) => Check(Prop.ForAll(Arbitrary.Set, Arbitrary.Set, law));

    public static void Holds(Func<AddressSet, AddressSet, AddressSet, bool> law)
        => Check(Prop.ForAll(Arbitrary.Set, Arbitrary.Set, Arbitrary.Set, law));

    public static void HoldsForPrefixes(Func<Cidr[], bool> law) => Check(Prop.ForAll(Arbitrary.Prefixes, law));

    public static void HoldsForPrefix(Func<Cidr, bool> law) => Check(Prop.ForAll(Arb.From(Arbitrary.Prefix), law));

    public static void HoldsForPrefixPairs(Func<Cidr, Cidr, bool> law)
        => Check(Prop.ForAll(Arb.From(Arbitrary.Prefix), Arb.From(Arbitrary.Prefix), law));

    private static void Check(Property property)
    {
        var seed = new Replay(new Rnd((ulong)Seed.Announce()), null);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true).WithReplay(seed), property);
    }
}
