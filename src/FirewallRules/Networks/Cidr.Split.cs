using FirewallRules.Networks;

namespace FirewallRules;

public readonly partial struct Cidr
{
    /// <summary>Splits this prefix into prefixes of one length, ascending: 2^(<paramref name="prefixLength"/> - <see cref="PrefixLength"/>) of them.</summary>
    /// <param name="prefixLength">The length of the new prefixes in bits: from <see cref="PrefixLength"/> to 32 for IPv4 and to 128 for IPv6.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than that of this prefix, or is too long for the family.</exception>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IEnumerable<Cidr> Split(int prefixLength)
    {
        var family = Defined();
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixLength, _length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, family.Bits());
        return Enumerate(family, FirstValue, LastValue, prefixLength);
    }

    private static IEnumerable<Cidr> Enumerate(IpFamily family, UInt128 first, UInt128 last, int length)
    {
        var step = family.HostMask(length);
        for (var address = first; ; address += step + 1)
        {
            yield return new Cidr(address, length, family);
            if (last - address == step)
            {
                break;
            }
        }
    }
}
