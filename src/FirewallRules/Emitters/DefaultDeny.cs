using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>
/// Denies traffic that the rules do not allow, in the directions for which there are rules. Loopback traffic, established and related
/// connections, and IPv6 neighbor discovery remain allowed, because a host does not work without them.
/// </summary>
/// <remarks>With ingress rules, every other new connection to the host is denied, including remote logins.</remarks>
/// <example>
/// An nftables table that allows only what the Agent sends, DNS queries and DHCP:
/// <code>
/// var deny = new DefaultDeny { Action = DenyAction.Drop, AllowDns = true, AllowDhcp = true };
/// var options = new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = deny };
/// Console.Write(RuleSet.For(Section.Agents, Section.Logs).ToNftables(options));
/// </code>
/// </example>
public sealed record DefaultDeny
{
    /// <summary>What happens to traffic that no rule allows.</summary>
    /// <value>The default is <see cref="DenyAction.Reject"/>.</value>
    public DenyAction Action { get; init; }

    /// <summary>Whether the host may query any DNS server, over 53/udp and 53/tcp. Otherwise names resolve only over the loopback interface.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowDns { get; init; }

    /// <summary>Whether the host may use DHCPv4 and DHCPv6 to get and renew its addresses.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowDhcp { get; init; }

    /// <summary>How many denied packets are logged per minute, 0–1000; 0 disables logging.</summary>
    /// <value>The default is 5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1000.</exception>
    public int LogsPerMinute
    {
        get;
        init => field = OptionValues.InRange(value, 0, 1000);
    }
    = 5;

    /// <summary>The start of the log lines of denied packets.</summary>
    internal const string LogPrefix = "fwrules-deny: ";

    /// <summary>DHCP as (family, source port, destination port) of packets from the client.</summary>
    internal static readonly (IpFamily Family, int Client, int Server)[] Dhcp = [(IpFamily.IPv4, 68, 67), (IpFamily.IPv6, 546, 547)];

    /// <summary>
    /// ICMPv6 types that a host must be able to send: router and neighbor solicitation, neighbor advertisement (RFC 4861), and the
    /// multicast listener messages that snooping switches need to deliver them (RFC 4890, 4.4.1).
    /// </summary>
    internal static readonly int[] NeighborDiscoveryOut = [131, 132, 133, 135, 136, 143];

    /// <summary>
    /// ICMPv6 types that a host must be able to receive: listener query, router advertisement, neighbor solicitation and advertisement.
    /// </summary>
    internal static readonly int[] NeighborDiscoveryIn = [130, 134, 135, 136];

    internal static int[] NeighborDiscovery(Direction direction)
        => direction == Direction.Egress ? NeighborDiscoveryOut : NeighborDiscoveryIn;
}
