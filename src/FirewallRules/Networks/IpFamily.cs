namespace FirewallRules;

/// <summary>The address family of a prefix, a range or an address.</summary>
/// <remarks>
/// The numbers are the version field of the IP header. <c>default</c> is <see cref="None"/>. IPv4-mapped IPv6 addresses
/// (<c>::ffff:0:0/96</c>) are <see cref="IPv6"/>: they are never treated as IPv4.
/// </remarks>
public enum IpFamily
{
    /// <summary>No family: the family of a <c>default</c> <see cref="Cidr"/> or <see cref="AddressRange"/>.</summary>
    None = 0,

    /// <summary>Internet Protocol version 4: 32-bit addresses.</summary>
    IPv4 = 4,

    /// <summary>Internet Protocol version 6: 128-bit addresses.</summary>
    IPv6 = 6,
}
