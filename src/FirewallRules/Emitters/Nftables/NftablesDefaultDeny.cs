using FirewallRules.Networks;
using static FirewallRules.Emitters.NftablesStatement;

namespace FirewallRules.Emitters;

/// <summary>The rules before and after the rules that allow, in a table with a default deny.</summary>
internal static class NftablesDefaultDeny
{
    public static void WriteOpening(INftablesWriter commands, string chain, Direction direction, DefaultDeny deny, NftablesTable table)
    {
        commands.AddRule(chain, "loopback", Loopback(direction), Accept);
        commands.AddRule(chain, "replies", Established, Accept);
        if (table.Supports(IpFamily.IPv6))
        {
            commands.AddRule(chain, "IPv6 neighbour discovery", IcmpV6Types(DefaultDeny.NeighborDiscovery(direction)), Accept);
        }

        foreach (var (family, client, server) in DefaultDeny.Dhcp.Where(dhcp => deny.AllowDhcp && table.Supports(dhcp.Family)))
        {
            var (from, to) = direction == Direction.Egress ? (client, server) : (server, client);
            commands.AddRule(chain, "DHCP", [.. Family(family, table), Ports(Protocol.Udp, [from], "sport"), Ports(Protocol.Udp, [to]), Accept]);
        }

        if (deny.AllowDns && direction == Direction.Egress)
        {
            commands.AddRule(chain, "DNS", Ports(Protocol.Udp, [53]), Accept);
            commands.AddRule(chain, "DNS", Ports(Protocol.Tcp, [53]), Accept);
        }

        foreach (var rule in deny.Allowed.Rules.Where(rule => rule.Direction == direction))
        {
            foreach (var family in IpFamilies.Both.Where(family => table.Supports(family) && rule.Remote.Has(family)))
            {
                var remote = rule.Remote.IsAny(family) ? Family(family, table) : [RemoteIn(family, direction, rule.Remote.In(family))];
                commands.AddRule(
                    chain, OutputText.Comment(rule.Comment, NftablesLimits.CommentLength), [.. remote, Ports(rule.Protocol, rule.Ports), Accept]);
            }
        }
    }

    public static void WriteClosing(INftablesWriter commands, string chain, DefaultDeny deny, NftablesTable table)
    {
        if (deny.LogsPerMinute > 0)
        {
            commands.AddRule(chain, "", Limit(deny.LogsPerMinute), Log(deny.LogPrefix));
        }

        commands.AddRule(chain, "", deny.Action == DenyAction.Reject ? Reject(table.Family) : Drop);
    }
}
