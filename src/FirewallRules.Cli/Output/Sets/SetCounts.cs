using System.Globalization;
using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>How much there is of one family in a set.</summary>
/// <param name="Family">The family.</param>
/// <param name="Prefixes">How many prefixes are written for it; digits, because JSON has no numbers of that size.</param>
/// <param name="Ranges">How many ranges it is.</param>
/// <param name="Addresses">How many addresses it has; digits, too.</param>
internal sealed record SetCounts(string Family, string Prefixes, int Ranges, string Addresses)
{
    public static SetCounts Of(AddressSet set, IpFamily family, PrefixLengths lengths)
    {
        var some = set.Only(family);
        return new SetCounts(family.ToString(), Text(lengths.Count(some)), some.RangeCount, Text(some.AddressCount));
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
