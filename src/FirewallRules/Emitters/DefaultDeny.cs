namespace FirewallRules;

/// <summary>
/// Closes what the rules do not allow, in the directions that they speak of. Loopback, established and related connections, and IPv6
/// neighbour discovery stay open, because nothing works without them.
/// </summary>
/// <remarks>With ingress rules this refuses every other new connection to the host, remote logins included.</remarks>
public sealed record DefaultDeny
{
    /// <summary>What happens to traffic that no rule allows.</summary>
    /// <value>The default is <see cref="DenyAction.Reject"/>.</value>
    public DenyAction Action { get; init; }

    /// <summary>Whether the host may ask any name server, 53/udp and 53/tcp. Without it names resolve only through the loopback interface.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowDns { get; init; }

    /// <summary>Whether the host may get and renew its addresses, DHCPv4 and DHCPv6.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowDhcp { get; init; }

    /// <summary>How many refused packets are logged a minute, 0–1000; 0 logs none.</summary>
    /// <value>The default is 5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1000.</exception>
    public int LogsPerMinute
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1000);
            field = value;
        }
    }
    = 5;

    /// <summary>What the log lines of refused packets start with.</summary>
    internal const string LogPrefix = "fwrules-deny: ";

    /// <summary>DHCP as (family, source port, destination port), seen from the host that sends.</summary>
    internal static readonly (IpFamily Family, int Client, int Server)[] Dhcp = [(IpFamily.IPv4, 68, 67), (IpFamily.IPv6, 546, 547)];

    /// <summary>
    /// ICMPv6 types that a host must be able to send: router and neighbour solicitation, neighbour advertisement (RFC 4861), and the
    /// multicast listener messages that switches which snoop need to deliver them (RFC 4890, 4.4.1).
    /// </summary>
    internal static readonly int[] NeighborDiscoveryOut = [131, 132, 133, 135, 136, 143];

    /// <summary>ICMPv6 types that a host must be able to receive: listener query, router advertisement, neighbour solicitation and advertisement.</summary>
    internal static readonly int[] NeighborDiscoveryIn = [130, 134, 135, 136];

    internal static int[] NeighborDiscovery(Direction direction) => direction == Direction.Egress ? NeighborDiscoveryOut : NeighborDiscoveryIn;
}
