namespace FirewallRules.Emitters;

/// <summary>What a default deny must accept. firewalld itself accepts loopback traffic and established connections, before any policy.</summary>
internal static class FirewalldDefaultDeny
{
    private const string LinkLocal = "fe80::/10";
    private const string LinkLocalMulticast = "ff02::/16";

    // firewalld has no names for multicast listener messages. Reports and queries are sent to link-local multicast addresses (RFC 3810, 5).
    private static readonly string[] NeighborDiscoveryOut = ["router-solicitation", "neighbour-solicitation", "neighbour-advertisement"];
    private static readonly string[] NeighborDiscoveryIn = ["router-advertisement", "neighbour-solicitation", "neighbour-advertisement"];

    public static IEnumerable<FirewalldRule> Opening(DefaultDeny deny, Direction direction)
    {
        var egress = direction == Direction.Egress;
        foreach (var type in egress ? NeighborDiscoveryOut : NeighborDiscoveryIn)
        {
            yield return new FirewalldRule(IpFamily.IPv6, FirewalldElement.Icmp(type));
        }

        // A host that has no address yet sends its reports from the unspecified address.
        yield return new FirewalldRule(IpFamily.IPv6, FirewalldElement.IcmpV6, egress ? null : LinkLocal, LinkLocalMulticast);

        foreach (var (family, client, server) in DefaultDeny.Dhcp.Where(_ => deny.AllowDhcp))
        {
            yield return new FirewalldRule(family, FirewalldElement.Port(egress ? server : client, Protocol.Udp));
        }

        foreach (var rule in Dns(deny, direction).Concat(Allowed(deny, direction)))
        {
            yield return rule;
        }
    }

    private static IEnumerable<FirewalldRule> Dns(DefaultDeny deny, Direction direction)
        => from family in new[] { IpFamily.IPv4, IpFamily.IPv6 }
           where deny.AllowDns && direction == Direction.Egress
           from protocol in new[] { Protocol.Udp, Protocol.Tcp }
           select new FirewalldRule(family, FirewalldElement.Port(53, protocol));

    private static IEnumerable<FirewalldRule> Allowed(DefaultDeny deny, Direction direction)
        => from rule in deny.Allowed.Rules
           where rule.Direction == direction
           from family in new[] { IpFamily.IPv4, IpFamily.IPv6 }
           from remote in Remotes(rule, family)
           from ports in rule.Ports
           let element = FirewalldElement.Port(ports, rule.Protocol)
           select direction == Direction.Egress
               ? new FirewalldRule(family, element, Destination: remote)
               : new FirewalldRule(family, element, Source: remote);

    // Null for any address.
    private static string?[] Remotes(Rule rule, IpFamily family)
        => rule.Remote.IsAny(family) ? [null] : [.. rule.Remote.In(family).Select(prefix => prefix.ToString())];
}
