namespace FirewallRules.Emitters;

/// <summary>What a rich rule matches besides addresses: the name of its element and the attributes.</summary>
internal sealed record FirewalldElement(string Name, string Attribute, string Value, string? Protocol = null)
{
    public static FirewalldElement Port(PortRange ports, Protocol protocol)
        => new("port", "port", ports.Format('-'), protocol == FirewallRules.Protocol.Tcp ? "tcp" : "udp");

    public static FirewalldElement Icmp(string type) => new("icmp-type", "name", type);

    public static FirewalldElement IcmpV6 { get; } = new("protocol", "value", "ipv6-icmp");
}
