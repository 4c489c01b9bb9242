using System.Net;
using System.Numerics;

namespace FirewallRules.SystemTests;

/// <summary>Addresses to knock at.</summary>
internal static class Address
{
    public static IPAddress Of(string text) => AddressRange.Parse(text).FirstAddress;

    /// <summary>The first, a middle and the last address of a prefix.</summary>
    public static IPAddress[] Inside(Cidr prefix) =>
        [prefix.FirstAddress, Offset(prefix.FirstAddress, prefix.AddressCount / 2), prefix.LastAddress];

    /// <summary>The address before a prefix and the one after it.</summary>
    public static IPAddress[] JustOutside(Cidr prefix) => [Offset(prefix.FirstAddress, -1), Offset(prefix.LastAddress, 1)];

    /// <summary>The address so many steps further; an end of the address space is an error.</summary>
    public static IPAddress Offset(IPAddress address, BigInteger steps)
    {
        var bytes = address.GetAddressBytes();
        var moved = (new BigInteger(bytes, isUnsigned: true, isBigEndian: true) + steps).ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[bytes.Length];
        moved.CopyTo(padded, padded.Length - moved.Length);
        return new IPAddress(padded);
    }
}
