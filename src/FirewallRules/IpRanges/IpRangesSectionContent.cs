using System.Text.Json;

namespace FirewallRules.IpRanges;

/// <summary>The content of a section object. A list that the document does not have is null, so that it is not written back.</summary>
internal sealed class IpRangesSectionContent
{
    public Cidr[]? IPv4 { get; set; }

    public Cidr[]? IPv6 { get; set; }

    public Dictionary<string, Cidr[]>? IPv4ByLocation { get; set; }

    public Dictionary<string, Cidr[]>? IPv6ByLocation { get; set; }

    public Dictionary<string, JsonElement> Unknown { get; } = new(StringComparer.Ordinal);

    public bool HasLists => IPv4 is not null || IPv6 is not null || IPv4ByLocation is not null || IPv6ByLocation is not null;
}
