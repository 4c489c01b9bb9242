using System.Text.Json;
using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>A section of an ip-ranges document: its prefixes by family and, for Synthetics, by location. Compared by reference.</summary>
public sealed class IpRangesSection
{
    internal IpRangesSection(Section section, IpRangesSectionContent content)
    {
        Section = section;
        Content = content;
        Addresses = ToSet(content.IPv4 ?? content.IPv4ByLocation?.SelectMany(pair => pair.Value))
            .Union(ToSet(content.IPv6 ?? content.IPv6ByLocation?.SelectMany(pair => pair.Value)));
        Locations = [.. Keys(content.IPv4ByLocation).Union(Keys(content.IPv6ByLocation), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The section.</summary>
    public Section Section { get; }

    /// <summary>The IPv4 prefixes in the order of publication; not merged.</summary>
    public IReadOnlyList<Cidr> IPv4Prefixes => Content.IPv4 ?? [];

    /// <summary>The IPv6 prefixes in the order of publication; not merged.</summary>
    public IReadOnlyList<Cidr> IPv6Prefixes => Content.IPv6 ?? [];

    /// <summary>The addresses of both families, merged. If only lists by location are published, their union.</summary>
    public AddressSet Addresses { get; }

    /// <summary>The locations with separate lists, such as <c>aws:eu-central-1</c>, in ordinal order; empty for most sections.</summary>
    public IReadOnlyList<string> Locations { get; }

    /// <summary>Keys of the section that this version does not know. They are written back.</summary>
    public IReadOnlyDictionary<string, JsonElement> UnknownKeys => Content.Unknown;

    internal IpRangesSectionContent Content { get; }

    /// <summary>Gets the addresses of both families at a location.</summary>
    /// <exception cref="LocationNotFoundException">The section does not have the location.</exception>
    public AddressSet AddressesAt(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var ipv4 = Content.IPv4ByLocation?.GetValueOrDefault(location);
        var ipv6 = Content.IPv6ByLocation?.GetValueOrDefault(location);
        if (ipv4 is null && ipv6 is null)
        {
            throw new LocationNotFoundException(Section, location, Locations);
        }

        return ToSet(ipv4).Union(ToSet(ipv6));
    }

    private static AddressSet ToSet(IEnumerable<Cidr>? prefixes)
        => prefixes is null ? AddressSet.Empty : new AddressSetBuilder().AddRange(prefixes).ToAddressSet();

    private static IEnumerable<string> Keys(IReadOnlyDictionary<string, Cidr[]>? byLocation) => byLocation?.Keys ?? [];
}
