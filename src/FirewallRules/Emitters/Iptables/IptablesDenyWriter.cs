using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the rules before and after the rules that allow, in a chain with a default deny.</summary>
internal sealed class IptablesDenyWriter(TextWriter writer, string chain, IptablesChain kind, IpFamily family, DefaultDeny deny)
{
    /// <summary>How long after each run a script accepts TCP connections that existed before.</summary>
    public static readonly TimeSpan AdoptionTime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What happens to traffic that is allowed. Forwarded traffic returns, so that the host's own rules decide about it: an accept in
    /// DOCKER-USER would open ports that Docker does not publish, and one in FORWARD what the router denies.
    /// </summary>
    public static string Verdict(IptablesChain kind) => kind == IptablesChain.Forward ? "RETURN" : "ACCEPT";

    public void WriteOpening(string? adoptUntil)
    {
        if (kind != IptablesChain.Forward)
        {
            Allow($"{(kind == IptablesChain.Egress ? "-o" : "-i")} lo");
        }

        WriteKnownConnections(adoptUntil);
        if (family == IpFamily.IPv6)
        {
            foreach (var type in NeighborDiscovery)
            {
                Allow(string.Create(CultureInfo.InvariantCulture, $"-p ipv6-icmp -m icmp6 --icmpv6-type {type}"));
            }
        }

        foreach (var (_, client, server) in DefaultDeny.Dhcp.Where(dhcp => deny.AllowDhcp && kind != IptablesChain.Forward && dhcp.Family == family))
        {
            var (from, to) = kind == IptablesChain.Egress ? (client, server) : (server, client);
            Allow(string.Create(CultureInfo.InvariantCulture, $"-p udp -m udp --sport {from} --dport {to}"));
        }

        if (deny.AllowDns && kind != IptablesChain.Ingress)
        {
            Allow("-p udp -m udp --dport 53");
            Allow("-p tcp -m tcp --dport 53");
        }
    }

    public void WriteClosing()
    {
        if (deny.LogsPerMinute > 0)
        {
            writer.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"-A {chain} -m limit --limit {deny.LogsPerMinute}/min --limit-burst 5 -j LOG --log-prefix \"{deny.LogPrefix}\""));
        }

        var reject = family == IpFamily.IPv4 ? "icmp-admin-prohibited" : "icmp6-adm-prohibited";
        writer.Line($"-A {chain} -j {(deny.Action == DenyAction.Reject ? $"REJECT --reject-with {reject}" : "DROP")}");
    }

    // A kernel tracks no connections until a rule asks for their state. Those that exist then have none: their next packet is the first of a
    // new connection, but not a SYN. A peer whose adopted connection was reset could open another one with a SYN that the kernel still counts to
    // the old one and does not track, so such a SYN is dropped for as long as connections are adopted.
    private void WriteKnownConnections(string? adoptUntil)
    {
        var adopting = $"-m time --datestop {adoptUntil}";
        if (adoptUntil is not null)
        {
            writer.Line($"-A {chain} -p tcp -m tcp --tcp-flags SYN,ACK SYN -m conntrack --ctstate ESTABLISHED {adopting} -j DROP");
        }

        Allow("-m conntrack --ctstate RELATED,ESTABLISHED");
        if (adoptUntil is not null)
        {
            Allow($"-p tcp -m tcp --tcp-flags SYN,ACK ACK -m conntrack --ctstate NEW {adopting}");
        }
    }

    // Bridges that pass their packets to iptables (br_netfilter) forward neighbor discovery too, in both directions.
    private IEnumerable<int> NeighborDiscovery => kind switch
    {
        IptablesChain.Egress => DefaultDeny.NeighborDiscoveryOut,
        IptablesChain.Ingress => DefaultDeny.NeighborDiscoveryIn,
        _ => DefaultDeny.NeighborDiscoveryOut.Union(DefaultDeny.NeighborDiscoveryIn).Order(),
    };

    private void Allow(string match) => writer.Line($"-A {chain} {match} -j {Verdict(kind)}");
}
