namespace FirewallRules;

/// <summary>Which traffic a section's addresses are for.</summary>
/// <param name="Direction">Which side opens the connections.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="Ports">The ports, ascending; for ingress the usual ones of the user's own endpoint.</param>
public sealed record SectionTraffic(Direction Direction, Protocol Protocol, IReadOnlyList<PortRange> Ports);
