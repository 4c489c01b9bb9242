namespace FirewallRules;

/// <summary>
/// The traffic that the addresses of a section are for. Equal when direction and protocol are, and the list of ports is the same object.
/// </summary>
/// <param name="Direction">Which side opens the connections.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="Ports">The ports, ascending; for ingress the usual ports of an endpoint of your own.</param>
public sealed record SectionTraffic(Direction Direction, Protocol Protocol, IReadOnlyList<PortRange> Ports);
