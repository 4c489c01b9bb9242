using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>One augmented security rule. The remote side has prefixes of one family, or is <c>*</c>, which means both families.</summary>
internal sealed record AzureNsgRule(
    string Name,
    int Priority,
    Direction Direction,
    bool Allows,
    string Protocol,
    IReadOnlyList<string> Ports,
    IReadOnlyList<string> Remote,
    string Description)
{
    public const string Any = "*";

    private static readonly string[] OnlyAny = [Any];

    public string DirectionWord => Direction == Direction.Egress ? "Outbound" : "Inbound";

    public string AccessWord => Allows ? "Allow" : "Deny";

    public IReadOnlyList<string> Source => Direction == Direction.Ingress ? Remote : OnlyAny;

    public IReadOnlyList<string> Destination => Direction == Direction.Egress ? Remote : OnlyAny;

    /// <summary>The properties in output order.</summary>
    public IEnumerable<AzureNsgProperty> Properties =>
    [
        Text("description", Description),
        Text("priority", Priority.ToString(CultureInfo.InvariantCulture)) with { Kind = AzureNsgProperty.ValueKind.Number },
        Text("direction", DirectionWord),
        Text("access", AccessWord),
        Text("protocol", Protocol),
        Text("sourcePortRange", Any),
        List("destinationPortRange", "s", Ports, AzureNsgProperty.ValueKind.ShortList),
        List("sourceAddressPrefix", "es", Source, AzureNsgProperty.ValueKind.LongList),
        List("destinationAddressPrefix", "es", Destination, AzureNsgProperty.ValueKind.LongList),
    ];

    private static AzureNsgProperty Text(string name, string value) => new(name, [value], AzureNsgProperty.ValueKind.Text);

    // Azure accepts '*' only in the singular property, and returns a single value of the plural property in the singular one.
    private static AzureNsgProperty List(string name, string plural, IReadOnlyList<string> values, AzureNsgProperty.ValueKind kind)
        => values.Count == 1 ? Text(name, values[0]) : new(name + plural, values, kind);
}
