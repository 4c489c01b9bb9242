using System.Numerics;

namespace FirewallRules;

// Words instead of UInt128, which is not compiled ahead of time.
public readonly partial struct Cidr
{
    private Cidr(ulong high, ulong low, int length, byte family) => (_high, _low, _length, _family) = (high, low, (byte)length, family);

    private int UnusedBits => Family == IpFamily.IPv4 ? 96 : 0;

    /// <summary>How many leading bits the first addresses of two prefixes of one family share.</summary>
    internal static int CommonLength(Cidr a, Cidr b)
    {
        var shared = a._high != b._high ? BitOperations.LeadingZeroCount(a._high ^ b._high) : 64 + BitOperations.LeadingZeroCount(a._low ^ b._low);
        return shared - a.UnusedBits;
    }

    /// <summary>The prefix of a length, which is not longer than this one's, around this one.</summary>
    internal Cidr Around(int length)
    {
        var bits = length + UnusedBits;
        return bits > 64
            ? new Cidr(_high, _low & (ulong.MaxValue << (128 - bits)), length, _family)
            : new Cidr(bits == 0 ? 0 : _high & (ulong.MaxValue << (64 - bits)), 0, length, _family);
    }
}
