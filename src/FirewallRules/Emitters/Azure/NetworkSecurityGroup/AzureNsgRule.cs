using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>One augmented security rule. The remote side lists prefixes of one family, or is <c>*</c>, which Azure takes for both.</summary>
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

    private static readonly string[] AnyAlone = [Any];

    public string DirectionWord => Direction == Direction.Egress ? "Outbound" : "Inbound";

    public string AccessWord => Allows ? "Allow" : "Deny";

    public IReadOnlyList<string> Source => Direction == Direction.Ingress ? Remote : AnyAlone;

    public IReadOnlyList<string> Destination => Direction == Direction.Egress ? Remote : AnyAlone;

    /// <summary>The properties in the order in which they are written.</summary>
    public IEnumerable<AzureNsgProperty> Properties =>
    [
        Text("description", Description),
        Text("priority", Priority.ToString(CultureInfo.InvariantCulture)) with { Kind = AzureNsgProperty.Form.Number },
        Text("direction", DirectionWord),
        Text("access", AccessWord),
        Text("protocol", Protocol),
        Text("sourcePortRange", Any),
        List("destinationPortRange", "s", Ports, AzureNsgProperty.Form.ShortList),
        List("sourceAddressPrefix", "es", Source, AzureNsgProperty.Form.LongList),
        List("destinationAddressPrefix", "es", Destination, AzureNsgProperty.Form.LongList),
    ];

    private static AzureNsgProperty Text(string name, string value) => new(name, [value], AzureNsgProperty.Form.Text);

    // Azure takes '*' in the singular property only, and shows a single value of the plural one in the singular.
    private static AzureNsgProperty List(string name, string plural, IReadOnlyList<string> values, AzureNsgProperty.Form kind)
        => values.Count == 1 ? Text(name, values[0]) : new(name + plural, values, kind);
}
