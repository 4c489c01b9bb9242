using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>
/// Denies traffic that the rules do not allow, in the directions for which there are rules. Loopback traffic, established and related
/// connections, and IPv6 neighbor discovery remain allowed, because a host does not work without them.
/// </summary>
/// <remarks>
/// With ingress rules, every other new connection to the host is denied, including remote logins: allow them with <see cref="Allow"/>. Traffic
/// that the host forwards, such as that of containers, is denied only with <see cref="Forward"/>.
/// <para>
/// On a host that tracked no connections before, those that exist are unknown to the kernel. For ten minutes after it is loaded, packets of
/// unknown TCP connections are therefore accepted unless they open one. Restore files cannot do this; their headers say what to do instead.
/// </para>
/// </remarks>
/// <example>
/// An nftables table that allows only what the Agent sends, DNS queries and DHCP:
/// <code>
/// var deny = new DefaultDeny { Action = DenyAction.Drop, AllowDns = true, AllowDhcp = true };
/// var options = new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = deny };
/// Console.Write(RuleSet.For(Section.Agents, Section.Logs).ToNftables(options));
/// </code>
/// A table that also keeps logins from one network possible:
/// <code>
/// var office = Rule.Ingress(AddressSet.Parse("192.0.2.0/24"), Protocol.Tcp, 22, "office");
/// var options = new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = new DefaultDeny { Allow = RuleSet.Of(office) } };
/// Console.Write(RuleSet.For(Section.Webhooks).ToNftables(options));
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

    /// <summary>
    /// DNS servers that the host may query, over 53/udp and 53/tcp. With <see cref="AllowDns"/> it may query any server, and this has no effect.
    /// </summary>
    /// <value>The default is the empty set.</value>
    public AddressSet DnsServers
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = AddressSet.Empty;

    /// <summary>
    /// Whether the host may query the metadata services of cloud providers, such as <c>169.254.169.254</c> and <c>fd00:ec2::254</c>, from
    /// which it gets its credentials.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowMetadata { get; init; }

    /// <summary>
    /// What else is allowed, such as logins from your own networks. Rules of a direction that is not denied have no effect, except on forwarded
    /// traffic with <see cref="Forward"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing else.</value>
    public RuleSet? Allow { get; init; }

    /// <summary>
    /// Whether traffic that the host forwards, such as that of containers and of hosts behind a router, is denied too, in both directions. A
    /// forwarded connection is allowed if an egress rule has its destination or an ingress rule its source. The port of an ingress rule is
    /// compared with the destination port before translation (DNAT), which is the published port of a container.
    /// </summary>
    /// <remarks>
    /// What is allowed is still subject to the host's other rules for forwarded traffic. On a Kubernetes node the network plugin is in charge of
    /// forwarding: do not use this there.
    /// </remarks>
    /// <value>The default is <see langword="false"/>: forwarded traffic is not restricted.</value>
    public bool Forward { get; init; }

    /// <summary>How many denied packets are logged per minute, 0–1000; 0 disables logging.</summary>
    /// <value>The default is 5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1000.</exception>
    public int LogsPerMinute
    {
        get;
        init => field = OptionValues.InRange(value, 0, 1000);
    }
    = 5;

    /// <summary>
    /// The start of the log lines of denied packets: 1–29 printable ASCII characters without quotes, backslashes and <c>$</c>. The limit is that of
    /// iptables, see <c>iptables-extensions(8)</c>.
    /// </summary>
    /// <value>The default is <c>fwrules-deny: </c>.</value>
    /// <exception cref="ArgumentException">The value has other characters, or is too short or too long.</exception>
    public string LogPrefix
    {
        get;
        init => field = OptionValues.LogPrefix(value);
    }
    = "fwrules-deny: ";

    /// <summary>All that is allowed besides the rules of the output, as rules. DNS and DHCP from and to any address are not among them.</summary>
    internal RuleSet Allowed => (Allow ?? RuleSet.Of())
        .Combine(DnsServers.IsEmpty || AllowDns ? RuleSet.Of() : RuleSet.Of(
            Rule.Egress(DnsServers, Protocol.Udp, 53, "DNS servers"), Rule.Egress(DnsServers, Protocol.Tcp, 53, "DNS servers")))
        .Combine(AllowMetadata ? CloudMetadata.Rules : RuleSet.Of());

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
