using System.Net;
using System.Numerics;

namespace FirewallRules.Tests.Networks;

/// <summary>Random prefixes that touch and overlap, because they crowd in a few places of the space.</summary>
internal static class CrowdedPrefixes
{
    // Both ends of the space, the middle, where the halves of IPv6 meet, and one place inside.
    private static readonly double[] Centres = [0, 1, 0.5, 0.37];

    public static (BigInteger First, int Length) Next(Random random, int bits, int usualLength, int spread)
    {
        var length = Math.Clamp(usualLength + (int)(random.NextDouble() * random.NextDouble() * 8) - 2, 1, bits);
        var slots = BigInteger.One << length;
        var centre = (slots >> 16) * (int)(Centres[random.Next(Centres.Length)] * 65536);
        var slot = centre + random.Next(-spread, spread);
        return (BigInteger.Min(BigInteger.Max(slot, 0), slots - 1) << (bits - length), length);
    }

    public static Cidr Prefix(BigInteger first, int length, int bits, bool mask = false)
    {
        first = mask ? first >> (bits - length) << (bits - length) : first;
        var bytes = new byte[bits / 8];
        var text = first.ToByteArray(isUnsigned: true, isBigEndian: true);
        text.CopyTo(bytes.AsSpan(bytes.Length - text.Length));
        return new Cidr(new IPAddress(bytes), length);
    }
}
