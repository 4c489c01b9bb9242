using FirewallRules.Networks;

namespace FirewallRules;

public sealed partial class AddressSet
{
    /// <summary>The addresses of one family.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family is neither IPv4 nor IPv6.</exception>
    public AddressSet Only(IpFamily family) => family switch
    {
        IpFamily.IPv4 => IPv4,
        IpFamily.IPv6 => IPv6,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "The family must be IPv4 or IPv6."),
    };

    /// <summary>Whether every address of the range is in the set; <see langword="false"/> for <c>default</c>.</summary>
    public bool Contains(AddressRange range) => range.Family switch
    {
        IpFamily.IPv4 => Boundaries.ContainsAll(_ipv4, (uint)range.FirstValue, (uint)range.LastValue),
        IpFamily.IPv6 => _ipv6.ContainsAll(range.FirstValue, range.LastValue),
        _ => false,
    };

    /// <summary>Whether the set and the range share an address; <see langword="false"/> for <c>default</c>.</summary>
    public bool Overlaps(AddressRange range) => range.Family switch
    {
        IpFamily.IPv4 => Boundaries.ContainsAny(_ipv4, (uint)range.FirstValue, (uint)range.LastValue),
        IpFamily.IPv6 => _ipv6.ContainsAny(range.FirstValue, range.LastValue),
        _ => false,
    };
}
