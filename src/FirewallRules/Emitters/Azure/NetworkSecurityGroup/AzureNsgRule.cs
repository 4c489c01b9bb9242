using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>One augmented security rule. The remote side has prefixes of one family, or is <c>*</c>, which means every address.</summary>
/// <param name="Name">The name.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Allows">Whether the rule allows the traffic or denies it.</param>
/// <param name="Protocol">The protocol as Azure writes it.</param>
/// <param name="Ports">The ports of the destination.</param>
/// <param name="Remote">The remote side.</param>
/// <param name="Local">The side of the NSG: prefixes, or <c>*</c>.</param>
/// <param name="LocalGroup">The application security group of the side of the NSG, which then has no prefixes.</param>
/// <param name="Marker">The start of the description, see <see cref="AzureText.Marker"/>.</param>
/// <param name="Purpose">The end of the description, see <see cref="AzureText.Purpose"/>.</param>
internal sealed record AzureNsgRule(
    string Name,
    int Priority,
    Direction Direction,
    bool Allows,
    string Protocol,
    IReadOnlyList<string> Ports,
    IReadOnlyList<string> Remote,
    IReadOnlyList<string> Local,
    string? LocalGroup,
    string Marker,
    string Purpose)
{
    public const string Any = "*";

    private const int DigestLength = 8;

    /// <summary>Both directions, in the words of Azure.</summary>
    public static string Word(Direction direction) => direction == Direction.Egress ? "Outbound" : "Inbound";

    public string DirectionWord => Word(Direction);

    public string AccessWord => Allows ? "Allow" : "Deny";

    /// <summary>What the rule matches, without its name, priority and description.</summary>
    public string Content
        => string.Join(
            '\n', DirectionWord, AccessWord, Protocol, string.Join(',', Ports), string.Join(',', Remote), string.Join(',', Local), LocalGroup ?? "");

    /// <summary>A short hash of the content, by which the script recognizes after its run that nobody else changed the rule meanwhile.</summary>
    public string Digest => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Content)))[..DigestLength].ToLowerInvariant();

    /// <summary>The marker, the hash and the purpose. It is the same in every language, so that one output can follow another.</summary>
    public string Description => AzureText.Harmless($"{Marker} {Digest} {Purpose}", AzureNsgLimits.DescriptionLength);

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
        Side("source", Direction.Ingress),
        Side("destination", Direction.Egress),
    ];

    /// <summary>The side of an address property, for a rule of either direction.</summary>
    /// <param name="name"><c>source</c> or <c>destination</c>.</param>
    /// <param name="remoteIn">The direction in which this is the remote side.</param>
    private AzureNsgProperty Side(string name, Direction remoteIn)
        => Direction != remoteIn && LocalGroup is not null
            ? new(name + "ApplicationSecurityGroups", [LocalGroup], AzureNsgProperty.ValueKind.SecurityGroup)
            : List(name + "AddressPrefix", "es", Direction == remoteIn ? Remote : Local, AzureNsgProperty.ValueKind.LongList);

    private static AzureNsgProperty Text(string name, string value) => new(name, [value], AzureNsgProperty.ValueKind.Text);

    // Azure accepts '*' only in the singular property, and returns a single value of the plural property in the singular one.
    private static AzureNsgProperty List(string name, string plural, IReadOnlyList<string> values, AzureNsgProperty.ValueKind kind)
        => values.Count == 1 ? Text(name, values[0]) : new(name + plural, values, kind);
}
