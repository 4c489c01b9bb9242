using System.Text.Json;
using FirewallRules.IpRanges;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>One section of an ip-ranges document: its prefixes as published, by family and, for Synthetics, by location.</summary>
public sealed class IpRangesSection
{
    internal IpRangesSection(Section name, IpRangesSectionContent content)
    {
        Name = name;
        Content = content;
        Addresses = ToSet(content.IPv4 ?? content.IPv4ByLocation?.SelectMany(pair => pair.Value))
            .Union(ToSet(content.IPv6 ?? content.IPv6ByLocation?.SelectMany(pair => pair.Value)));
        Locations = [.. Keys(content.IPv4ByLocation).Union(Keys(content.IPv6ByLocation), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The section's name.</summary>
    public Section Name { get; }

    /// <summary>The IPv4 prefixes in the order in which they are published; not merged.</summary>
    public IReadOnlyList<Cidr> IPv4Prefixes => Content.IPv4 ?? [];

    /// <summary>The IPv6 prefixes in the order in which they are published; not merged.</summary>
    public IReadOnlyList<Cidr> IPv6Prefixes => Content.IPv6 ?? [];

    /// <summary>The addresses of both families, merged. Where only lists by location are published, the union of those.</summary>
    public AddressSet Addresses { get; }

    /// <summary>The locations that have lists of their own, such as <c>aws:eu-central-1</c>, in ordinal order; mostly none.</summary>
    public IReadOnlyList<string> Locations { get; }

    /// <summary>Keys of the section that this version does not know; they survive a round trip.</summary>
    public IReadOnlyDictionary<string, JsonElement> UnknownKeys => Content.Unknown;

    internal IpRangesSectionContent Content { get; }

    /// <summary>The addresses of both families at a location.</summary>
    /// <exception cref="KeyNotFoundException">The section has no such location; the message lists those it has.</exception>
    public AddressSet AddressesAt(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var ipv4 = Content.IPv4ByLocation?.GetValueOrDefault(location);
        var ipv6 = Content.IPv6ByLocation?.GetValueOrDefault(location);
        if (ipv4 is null && ipv6 is null)
        {
            var known = Locations.Count == 0 ? "it is not published by location" : "it has " + string.Join(", ", Locations.Select(PrintableText.Of));
            throw new KeyNotFoundException($"Section '{Name}' has no location '{PrintableText.Of(location)}': {known}.");
        }

        return ToSet(ipv4).Union(ToSet(ipv6));
    }

    private static AddressSet ToSet(IEnumerable<Cidr>? prefixes)
        => prefixes is null ? AddressSet.Empty : new AddressSetBuilder().AddRange(prefixes).ToAddressSet();

    private static IEnumerable<string> Keys(IReadOnlyDictionary<string, Cidr[]>? byLocation) => byLocation?.Keys ?? [];
}
