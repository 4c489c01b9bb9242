using FirewallRules.Networks;

namespace FirewallRules;

public readonly partial struct Cidr
{
    /// <summary>The prefixes of one length that make up this one, ascending. There are 2^(<paramref name="prefixLength"/> − <see cref="PrefixLength"/>) of them.</summary>
    /// <param name="prefixLength">The length of the parts in bits: from <see cref="PrefixLength"/> to 32 for IPv4 and to 128 for IPv6.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than that of this prefix, or does not fit the family.</exception>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IEnumerable<Cidr> Split(int prefixLength)
    {
        var family = Defined();
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixLength, _length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, family.Bits());
        return Parts(family, FirstValue, LastValue, prefixLength);
    }

    private static IEnumerable<Cidr> Parts(IpFamily family, UInt128 first, UInt128 last, int length)
    {
        var step = family.HostMask(length);
        for (var part = first; ; part += step + 1)
        {
            yield return new Cidr(part, length, family);
            if (last - part == step)
            {
                break;
            }
        }
    }
}
