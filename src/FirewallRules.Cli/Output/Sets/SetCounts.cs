using System.Globalization;
using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>The counts of one family of a set.</summary>
/// <param name="Family">The family.</param>
/// <param name="Prefixes">The number of prefixes that are written; a string, because it can exceed the numbers of JSON.</param>
/// <param name="Ranges">The number of ranges.</param>
/// <param name="Addresses">The number of addresses; also a string.</param>
internal sealed record SetCounts(string Family, string Prefixes, int Ranges, string Addresses)
{
    public static SetCounts Of(AddressSet set, IpFamily family, PrefixLengths lengths)
    {
        var some = set.Only(family);
        return new SetCounts(family.ToString(), Text(lengths.Count(some)), some.RangeCount, Text(some.CountAddresses()));
    }

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);
}
