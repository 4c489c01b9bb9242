namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>One rule of a security group, as an output defines it. A reference to a prefix list gives several addresses.</summary>
internal sealed record AwsPermission(int Group, Direction Direction, Protocol Protocol, PortRange Ports, AddressSet Remote, int Count, string Description)
{
    public static AwsPermission Of(int group, string direction, string protocol, PortRange ports, string prefix, string description)
        => Of(group, direction, protocol, ports, Whole(prefix), 1, description);

    public static AwsPermission Of(int group, string direction, string protocol, PortRange ports, AddressSet remote, int count, string description)
    {
        Assert.That(direction, Is.AnyOf("egress", "ingress"));
        Assert.That(protocol, Is.AnyOf("tcp", "udp"));
        Assert.That(description, Does.Match("^fwrules:[a-z0-9-]+( [a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]+)?$").And.Length.LessThanOrEqualTo(255));
        return new(
            group,
            direction == "egress" ? Direction.Egress : Direction.Ingress,
            protocol == "tcp" ? Protocol.Tcp : Protocol.Udp,
            ports,
            remote,
            count,
            description);
    }

    public IpFamily Family => Remote.IPv6.IsEmpty ? IpFamily.IPv4 : IpFamily.IPv6;

    // A document has no /0; an explicit any has.
    private static AddressSet Whole(string prefix) => prefix switch
    {
        "0.0.0.0/0" => AddressSet.AllIPv4,
        "::/0" => AddressSet.AllIPv6,
        _ => Sets.Of(prefix),
    };
}
