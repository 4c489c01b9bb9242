using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FirewallRules.Networks;

/// <summary>Address arithmetic. An IPv4 address is in the low 32 bits of a <see cref="UInt128"/>.</summary>
internal static class IpFamilyExtensions
{
    public static int Bits(this IpFamily family) => family == IpFamily.IPv4 ? 32 : 128;

    public static UInt128 HostMask(this IpFamily family, int length)
    {
        var host = family.Bits() - length;
        return host == 128 ? UInt128.MaxValue : (UInt128.One << host) - 1;
    }

    public static UInt128 NetworkMask(this IpFamily family, int length) => family.HostMask(0) & ~family.HostMask(length);

    public static IPAddress ToIPAddress(this IpFamily family, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new IPAddress(family == IpFamily.IPv4 ? bytes[12..] : bytes);
    }

    /// <exception cref="ArgumentException">The address has a scope ID, or is neither IPv4 nor IPv6.</exception>
    public static (IpFamily Family, UInt128 Value) Read(this IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        switch (address.AddressFamily)
        {
            case AddressFamily.InterNetwork:
                address.TryWriteBytes(bytes[12..], out _);
                return (IpFamily.IPv4, BinaryPrimitives.ReadUInt128BigEndian(bytes));
            case AddressFamily.InterNetworkV6 when address.ScopeId == 0:
                address.TryWriteBytes(bytes, out _);
                return (IpFamily.IPv6, BinaryPrimitives.ReadUInt128BigEndian(bytes));
            default:
                throw new ArgumentException(
                    $"'{address}' is not a plain IPv4 or IPv6 address: {CidrFormatException.Reason(CidrError.ZoneId)}", nameof(address));
        }
    }
}
