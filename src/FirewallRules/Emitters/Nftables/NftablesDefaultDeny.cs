using FirewallRules.Networks;
using static FirewallRules.Emitters.NftablesStatement;

namespace FirewallRules.Emitters;

/// <summary>The rules before and after the rules that allow, in a chain with a default deny.</summary>
internal static class NftablesDefaultDeny
{
    /// <summary>How long TCP connections from before the load are adopted.</summary>
    public static readonly TimeSpan AdoptionTime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The set whose element expires. A kernel tracks no connections until a rule asks for their state, so that the connections that exist
    /// then have no state, and their next packet is the first one of a new connection.
    /// </summary>
    public static string AdoptionSet(NftablesOptions options) => $"{options.NamePrefix}_adopt";

    public static void WriteAdoptionSet(INftablesWriter commands, NftablesOptions options)
    {
        commands.AddProtocolSet(AdoptionSet(options));
        commands.AddTcp(AdoptionSet(options), AdoptionTime);
    }

    public static void WriteOpening(INftablesWriter commands, string chain, NftablesHook hook, NftablesOptions options)
    {
        var (deny, table) = (options.DefaultDeny!, options.EffectiveTable);
        if (hook != NftablesHook.Forward)
        {
            commands.AddRule(chain, "loopback", Loopback(hook), Accept);
        }

        // A reset by the host leaves the adopted connection tracked. Without this rule, its peer could open a new one from the same port.
        commands.AddRule(chain, "no new connection in place of an adopted one", Opening, ProtocolIn(AdoptionSet(options)), Established, Drop);
        commands.AddRule(chain, "replies", Established, Accept);

        // The flags come first: nft 1.1 does not accept them after a match of the protocol with a set.
        commands.AddRule(chain, "TCP connections from before", MidStream, ProtocolIn(AdoptionSet(options)), New, Accept);
        if (table.Supports(IpFamily.IPv6))
        {
            commands.AddRule(chain, "IPv6 neighbour discovery", IcmpV6Types(NeighborDiscovery(hook)), Accept);
        }

        WriteHostServices(commands, chain, hook, deny, table);
        foreach (var rule in deny.Allowed.Rules.Where(rule => NftablesPlan.IsIn(hook, rule.Direction)))
        {
            var comment = OutputText.Comment(rule.Comment, NftablesLimits.CommentLength);
            foreach (var family in IpFamilies.Both.Where(family => table.Supports(family) && rule.Remote.Has(family)))
            {
                var remote = rule.Remote.IsAny(family) ? Family(family, table) : [RemoteIn(family, rule.Direction, rule.Remote.In(family))];
                commands.AddAcceptRules(chain, comment, hook, rule, remote);
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

    private static void WriteHostServices(INftablesWriter commands, string chain, NftablesHook hook, DefaultDeny deny, NftablesTable table)
    {
        foreach (var (family, client, server) in DefaultDeny.Dhcp.Where(dhcp => deny.AllowDhcp && table.Supports(dhcp.Family)))
        {
            var (from, to) = hook == NftablesHook.Output ? (client, server) : (server, client);
            if (hook != NftablesHook.Forward)
            {
                commands.AddRule(chain, "DHCP", [.. Family(family, table), Ports(Protocol.Udp, [from], "sport"), Ports(Protocol.Udp, [to]), Accept]);
            }
        }

        if (deny.AllowDns && hook != NftablesHook.Input)
        {
            commands.AddRule(chain, "DNS", Ports(Protocol.Udp, [53]), Accept);
            commands.AddRule(chain, "DNS", Ports(Protocol.Tcp, [53]), Accept);
        }
    }

    // Bridges that pass their packets to the firewall (br_netfilter) forward neighbor discovery too, in both directions.
    private static int[] NeighborDiscovery(NftablesHook hook) => hook switch
    {
        NftablesHook.Output => DefaultDeny.NeighborDiscoveryOut,
        NftablesHook.Input => DefaultDeny.NeighborDiscoveryIn,
        _ => [.. DefaultDeny.NeighborDiscoveryOut.Union(DefaultDeny.NeighborDiscoveryIn).Order()],
    };
}
