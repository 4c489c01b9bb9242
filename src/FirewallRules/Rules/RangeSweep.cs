using System.Numerics;

namespace FirewallRules.Rules;

/// <summary>Finds the sets that contain each address in one pass over their ranges.</summary>
/// <remarks>Time and memory follow from the number of ranges, and not from the number of sets or of their intersections.</remarks>
internal sealed class RangeSweep
{
    // Each boundary of a set, the first address of a range or the address after its last one. A range that ends with the last address of IPv6 has
    // only the first.
    private readonly List<(UInt128 At, int Set)> _boundaries = [];

    /// <param name="sets">The sets, all of one family, with their numbers.</param>
    public RangeSweep(IEnumerable<(int Number, AddressSet Addresses)> sets)
    {
        foreach (var (number, addresses) in sets)
        {
            foreach (var range in addresses.Ranges)
            {
                _boundaries.Add((range.FirstValue, number));
                if (range.LastValue < UInt128.MaxValue)
                {
                    _boundaries.Add((range.LastValue + 1, number));
                }
            }
        }

        _boundaries.Sort();
    }

    /// <summary>The ranges that are contained in the same sets, ascending, with what the selector returns for these sets.</summary>
    /// <param name="family">The family of the sets.</param>
    /// <param name="select">Is called once for each combination of sets, with their numbers.</param>
    public IEnumerable<(AddressRange Range, T Result)> Ranges<T>(IpFamily family, Func<IEnumerable<int>, T> select)
    {
        var results = new Dictionary<BigInteger, T>();
        var containing = BigInteger.Zero;
        for (var i = 0; i < _boundaries.Count; i++)
        {
            containing ^= BigInteger.One << _boundaries[i].Set;
            var isLast = i + 1 == _boundaries.Count;
            if (containing.IsZero || (!isLast && _boundaries[i + 1].At == _boundaries[i].At))
            {
                continue;
            }

            if (!results.TryGetValue(containing, out var result))
            {
                results.Add(containing, result = select(Members(containing)));
            }

            yield return (new AddressRange(family, _boundaries[i].At, isLast ? UInt128.MaxValue : _boundaries[i + 1].At - 1), result);
        }
    }

    private static IEnumerable<int> Members(BigInteger containing)
    {
        for (var number = 0; !containing.IsZero; number++, containing >>= 1)
        {
            if (!containing.IsEven)
            {
                yield return number;
            }
        }
    }
}
