using System.Numerics;

namespace FirewallRules;

public readonly partial struct Cidr
{
    private Cidr(ulong high, ulong low, int length, byte family) => (_high, _low, _length, _family) = (high, low, (byte)length, family);

    private int LeadingBits => Family == IpFamily.IPv4 ? 96 : 0;

    /// <summary>How many leading bits the first addresses of two prefixes of the same family have in common.</summary>
    internal static int CommonLength(Cidr a, Cidr b)
    {
        var common = a._high != b._high ? BitOperations.LeadingZeroCount(a._high ^ b._high) : 64 + BitOperations.LeadingZeroCount(a._low ^ b._low);
        return common - a.LeadingBits;
    }

    /// <summary>The prefix of that length that contains this one; the length must not be greater than that of this one.</summary>
    internal Cidr Supernet(int length)
    {
        var bits = length + LeadingBits;
        return bits > 64
            ? new Cidr(_high, _low & (ulong.MaxValue << (128 - bits)), length, _family)
            : new Cidr(bits == 0 ? 0 : _high & (ulong.MaxValue << (64 - bits)), 0, length, _family);
    }
}
