namespace FirewallRules.Tests.Rules;

/// <summary>Random rules over few addresses and few ports, so that they overlap.</summary>
internal static class RandomRules
{
    private static readonly string[] Comments = ["a", "b", "c d", "egress-tcp-1", "\u202e\"$(x)\n"];

    public static Rule[] List(Random random, int most = 6) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => One(random))];

    private static Rule One(Random random)
    {
        var protocol = random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp;
        var comment = random.Next(4) == 0 ? null : Comments[random.Next(Comments.Length)];
        var ports = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Port(random)).ToArray();
        return random.Next(2) == 0
            ? Rule.Egress(Side(random), protocol, ports, comment)
            : Rule.Ingress(Side(random), protocol, ports, comment);
    }

    private static PortRange Port(Random random)
    {
        var first = random.Next(1, SmallWorld.LastPort + 1);
        return random.Next(3) > 0 ? first : new PortRange(first, random.Next(first, SmallWorld.LastPort + 1));
    }

    private static Remote Side(Random random) => random.Next(12) switch
    {
        0 => Remote.Any,
        1 => Remote.AnyIPv4,
        2 => Remote.AnyIPv6,
        _ => Remote.Of(new AddressSetBuilder().AddRange(Prefixes(random)).ToAddressSet()),
    };

    private static IEnumerable<Cidr> Prefixes(Random random)
        => Enumerable.Range(0, random.Next(4)).Select(_ => SmallWorld.Prefixes[random.Next(SmallWorld.Prefixes.Count)]);
}
