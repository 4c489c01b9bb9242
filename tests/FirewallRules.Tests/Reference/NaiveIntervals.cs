using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace FirewallRules.Tests.Reference;

/// <summary>Prefix texts as intervals of numbers, merged and subtracted in the obvious way, without the types under test.</summary>
internal static class NaiveIntervals
{
    /// <summary>The addresses of the prefixes of a family that are in the first list and not in the second.</summary>
    public static List<(BigInteger First, BigInteger Last)> Except(IEnumerable<string> first, IEnumerable<string> second, AddressFamily family)
    {
        var left = Merge(first, family);
        foreach (var (from, to) in Merge(second, family))
        {
            left =
            [
                .. left.SelectMany(one => new[] { (one.First, Last: BigInteger.Min(one.Last, from - 1)), (First: BigInteger.Max(one.First, to + 1), one.Last) })
                    .Where(one => one.First <= one.Last),
            ];
        }

        return left;
    }

    public static List<(BigInteger First, BigInteger Last)> Merge(IEnumerable<string> prefixes, AddressFamily family)
    {
        var merged = new List<(BigInteger First, BigInteger Last)>();
        foreach (var (first, last) in prefixes.Select(Interval).Where(one => one.Family == family).Select(one => (one.First, one.Last)).Order())
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

    public static (AddressFamily Family, BigInteger First, BigInteger Last) Interval(string prefix)
    {
        var parts = prefix.Split('/');
#pragma warning disable RS0030 // The banned parser is the other opinion here, on text that the strict one has taken.
        var address = IPAddress.Parse(parts[0]);
#pragma warning restore RS0030
        var bytes = address.GetAddressBytes();
        var first = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var open = (8 * bytes.Length) - int.Parse(parts[1], CultureInfo.InvariantCulture);
        return (address.AddressFamily, first, first + BigInteger.Pow(2, open) - 1);
    }
}
