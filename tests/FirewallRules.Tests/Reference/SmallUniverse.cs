using System.Net;
using System.Numerics;

namespace FirewallRules.Tests.Reference;

/// <summary>A few consecutive addresses, numbered from 0, so few that every subset of them can be tried.</summary>
public sealed class SmallUniverse
{
    private readonly Cidr[][] _prefixes;

    public SmallUniverse(string whole, int bits)
    {
        (Whole, Bits, Size) = (Cidr.Parse(whole), bits, 1 << bits);
        if (Whole.AddressCount != Size)
        {
            throw new ArgumentException($"{whole} does not hold 2^{bits} addresses.", nameof(whole));
        }

        _prefixes = [.. Enumerable.Range(0, bits + 1).Select(open => Enumerable.Range(0, Size >> open).Select(i => Build(i << open, open)).ToArray())];
    }

    /// <summary>One at each end of each address space, and some in between.</summary>
    public static SmallUniverse[] OfFourBits { get; } =
    [
        new("0.0.0.0/28", 4), new("10.0.0.0/28", 4), new("255.255.255.240/28", 4),
        new("::/124", 4), new("::ffff:0.0.0.0/124", 4), new("2001:db8::/124", 4), new("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0/124", 4),
    ];

    public static SmallUniverse[] OfThreeBits { get; } =
    [
        new("0.0.0.0/29", 3), new("255.255.255.248/29", 3), new("::/125", 3), new("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff8/125", 3),
    ];

    public static SmallUniverse[] OfEightBits { get; } =
    [
        new("0.0.0.0/24", 8), new("255.255.255.0/24", 8), new("2001:db8::ff00/120", 8), new("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff00/120", 8),
    ];

    public Cidr Whole { get; }

    public int Bits { get; }

    public int Size { get; }

    /// <summary>The prefix that starts at an address and leaves some bits open.</summary>
    public Cidr Prefix(int first, int open) => _prefixes[open][first >> open];

    public IPAddress Address(int number) => _prefixes[0][number].FirstAddress;

    public override string ToString() => Whole.ToString();

    private Cidr Build(int first, int open)
    {
        var start = new BigInteger(Whole.FirstAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true) + first;
        var width = Whole.Family == IpFamily.IPv4 ? 4 : 16;
        var bytes = new byte[width];
        var digits = start.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, width - digits.Length);
        return new Cidr(new IPAddress(bytes), (8 * width) - open);
    }
}
