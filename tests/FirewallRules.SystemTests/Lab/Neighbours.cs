namespace FirewallRules.SystemTests;

/// <summary>How the two ends of a <see cref="Wire"/> know each other's link address.</summary>
public enum Neighbours
{
    /// <summary>Written down: a firewall that drops everything cannot break IPv6 by dropping neighbour discovery.</summary>
    Pinned,

    /// <summary>Asked for on the wire, as on a real machine: a firewall that forgets ICMPv6 cuts IPv6 off.</summary>
    Discovered,
}
