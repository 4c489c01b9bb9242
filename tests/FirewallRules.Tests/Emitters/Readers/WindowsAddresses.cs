namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the remote addresses of a rule as Windows does, and refuses those that Windows refuses.</summary>
internal static class WindowsAddresses
{
    private const int Most = 1000;

    private static readonly AddressSet Refused = Sets.Of("::/127", "ff00::/8");

    public static AddressSet Read(IReadOnlyList<string> addresses)
    {
        Assert.That(addresses, Is.Not.Empty, "Windows reads an empty list as any");
        Assert.That(addresses, Has.Count.LessThanOrEqualTo(Most));
        if (addresses is ["Any" or "any"])
        {
            return AddressSet.AllIPv4.Union(AddressSet.AllIPv6);
        }

        Assert.That(addresses, Is.All.Matches("^[0-9a-f.:]+/[1-9][0-9]*$"), "an address is a prefix, and its mask is not empty");
        var prefixes = addresses.Select(address => Cidr.Parse(address)).ToList();
        Assert.That(prefixes, Is.Ordered.And.Unique, "IPv4 comes before IPv6");
        var set = AddressSet.Of([.. prefixes]);
        Assert.That(set.Intersect(Refused), Is.EqualTo(AddressSet.Empty), "neither unspecified, nor loopback, nor multicast");
        return set;
    }

    /// <summary>The rules without what Windows cannot express, for tests with random rules.</summary>
    public static RuleSet Expressible(RuleSet rules)
        => rules.Rules.All(rule => Expressible(rule.Remote).Equals(rule.Remote))
            ? rules
            : RuleSet.Of([.. rules.Rules.Select(rule => With(rule, Expressible(rule.Remote)))]);

    private static Remote Expressible(Remote remote) => remote switch
    {
        { IsAnyIPv4: true, IsAnyIPv6: true } => remote,
        { IsAnyIPv4: true } => remote.Addresses.IPv6.IsEmpty ? remote : remote.Only(IpFamily.IPv4),
        _ => Remote.Of(remote.Addresses.Except(Refused)),
    };

    private static Rule With(Rule rule, Remote remote)
    {
        var comment = string.Join(", ", rule.Labels);
        return rule.Direction == Direction.Egress
            ? Rule.Egress(remote, rule.Protocol, rule.Ports, comment)
            : Rule.Ingress(remote, rule.Protocol, rule.Ports, comment);
    }
}
