using FirewallRules.Networks;

namespace FirewallRules;

public sealed partial class AddressSet
{
    /// <summary>The addresses of one family.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such family.</exception>
    public AddressSet Only(IpFamily family) => family switch
    {
        IpFamily.IPv4 => IPv4,
        IpFamily.IPv6 => IPv6,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "A family is IPv4 or IPv6."),
    };

    /// <summary>Whether every address of the range is in the set; never for <c>default</c>.</summary>
    public bool Contains(AddressRange range) => range.Family switch
    {
        IpFamily.IPv4 => Boundaries.ContainsAll(_ipv4, (uint)range.FirstValue, (uint)range.LastValue),
        IpFamily.IPv6 => _ipv6.ContainsAll(range.FirstValue, range.LastValue),
        _ => false,
    };

    /// <summary>Whether the set and the range share an address; never for <c>default</c>.</summary>
    public bool Overlaps(AddressRange range) => range.Family switch
    {
        IpFamily.IPv4 => Boundaries.ContainsAny(_ipv4, (uint)range.FirstValue, (uint)range.LastValue),
        IpFamily.IPv6 => _ipv6.ContainsAny(range.FirstValue, range.LastValue),
        _ => false,
    };
}
