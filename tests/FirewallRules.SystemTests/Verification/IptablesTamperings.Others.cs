namespace FirewallRules.SystemTests;

internal sealed partial class IptablesTamperings
{
    // Nothing listens there.
    private const int Closed = 9;

    private Func<Tampering>[] OfOthers =>
    [
        DropBefore, DropOfNew, DropOfReplies, DropOnInterface, NegatedDrop, DropOfPorts, DropOfRange, DropThroughChains, DropInRaw, DropInMangle,
        DropInSet, DropInSetWithPorts, DropInListOfSets, DropOfExceptions, DropInNft, DropInLegacy,
        DivertedEgress, RedirectedEgress, RedirectedIngress, AcceptedRedirect,
    ];

    private string Insert(Direction direction, Cidr prefix, string rest, string table = "filter", string? chain = null)
        => $"{Program(prefix.Family)} -t {table} -I {chain ?? Hook(direction)} {Remote(direction)} {prefix} {rest}";

    private Tampering DropBefore()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var isReject = Coin();
        return Of("drop before ours", LostBothWays(Set(part)), Insert(rule.Direction, part, isReject ? "-j REJECT" : "-j DROP"));
    }

    private Tampering DropOfNew()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var match = Any(
            "-m conntrack --ctstate NEW", "-m state --state NEW,INVALID", "-m conntrack ! --ctstate RELATED,ESTABLISHED", "-m conntrack --ctstate NEW,DNAT");
        return Of("drop of new connections", Lost(rule.Direction, Set(part)), Insert(rule.Direction, part, $"{match} -j DROP"));
    }

    private Tampering DropOfReplies()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var answers = rule.Direction == Direction.Egress ? Direction.Ingress : Direction.Egress;
        var match = Any(
            "-m conntrack --ctdir REPLY", "-m conntrack --ctstate ESTABLISHED --ctdir REPLY",
            $"-p {Name(rule.Protocol)} --sport {rule.Ports[0].First} -m conntrack --ctdir REPLY");
        return Of(
            "drop of replies",
            match.Contains("sport", StringComparison.Ordinal)
                ? Lost(rule.Direction, Set(part), rule.Protocol, new PortRange(rule.Ports[0].First, rule.Ports[0].First))
                : Lost(rule.Direction, Set(part)),
            Insert(answers, part, $"{match} -j DROP"));
    }

    private Tampering DropOnInterface()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var option = rule.Direction == Direction.Egress ? "-o" : "-i";
        var (match, isHere) = Any(
            ($"{option} eth0", true), ($"{option} eth7", false), ($"{option} eth+", true),
            ($"! {option} eth0", false), ($"! {option} eth7", true), ($"{option} lo", false));
        return Of("drop on an interface", isHere ? LostBothWays(Set(part)) : Nothing, Insert(rule.Direction, part, $"{match} -j DROP"));
    }

    private Tampering NegatedDrop()
    {
        var rule = AnyRule();
        var part = Part(rule);
        return Of(
            "negated drop",
            LostBothWays(All(part.Family).Except(Set(part))),
            $"{Program(part.Family)} -I {Hook(rule.Direction)} ! {Remote(rule.Direction)} {part} -j DROP");
    }

    private Tampering DropOfPorts()
    {
        var rule = AnyRule();
        var (part, port, name) = (Part(rule), rule.Ports[0].First, Name(rule.Protocol));
        var (match, ports) = Any(
            ($"-p {name} --dport {port}", new PortRange(port, port)),
            ($"-p {name} -m multiport --dports 7,{port},20:21", new PortRange(port, port)),
            ($"-p {name} --dport {port}:", new PortRange(port, 65535)),
            ($"-p {name} ! --dport 1:{port - 1}", new PortRange(port, 65535)),
            ($"-p {name} -m multiport ! --dports 1:{port - 1}", new PortRange(port, 65535)),
            ($"-m conntrack --ctorigdstport {port} -p {name}", new PortRange(port, port)));
        return Of(
            "drop of ports",
            Lost(rule.Direction, Set(part), rule.Protocol, ports),
            Insert(rule.Direction, part, $"{match} -m conntrack --ctstate NEW -j DROP"));
    }

    private Tampering DropOfRange()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var option = rule.Direction == Direction.Egress ? "--dst-range" : "--src-range";
        var isNegated = Coin();
        return Of(
            "drop of a range",
            LostBothWays(isNegated ? All(part.Family).Except(Set(part)) : Set(part)),
            $"{Program(part.Family)} -I {Hook(rule.Direction)} -m iprange {(isNegated ? "! " : "")}{option} {part.FirstAddress}-{part.LastAddress} -j DROP");
    }

    private Tampering DropThroughChains()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var (kept, program, remote) = (Inside(part, 3), Program(part.Family), Remote(rule.Direction));
        return Of(
            "drop through chains",
            LostBothWays(Set(part).Except(Set(kept))),
            $"{program} -N FIRST",
            $"{program} -N SECOND",
            $"{program} -A SECOND {remote} {kept} -j RETURN",
            $"{program} -A SECOND -j {Any("DROP", "REJECT")}",
            $"{program} -A FIRST {remote} {part} {Any("-j", "-g")} SECOND",
            $"{program} -I {Hook(rule.Direction)} -j FIRST");
    }

    private Tampering DropInRaw()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var chain = rule.Direction == Direction.Egress ? "OUTPUT" : "PREROUTING";
        return Of("drop in raw", LostBothWays(Set(part)), Insert(rule.Direction, part, "-j DROP", "raw", chain));
    }

    private Tampering DropInMangle()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var chain = rule.Direction == Direction.Egress ? Any("OUTPUT", "POSTROUTING") : Any("PREROUTING", "INPUT");
        return Of("drop in mangle", LostBothWays(Set(part)), Insert(rule.Direction, part, "-j DROP", "mangle", chain));
    }

    private static string Create(string name, Cidr prefix, string type = "hash:net")
        => $"ipset create {name} {type} family {(prefix.Family == IpFamily.IPv4 ? "inet" : "inet6")}";

    private Tampering DropInSet()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var isNegated = Coin();
        return Of(
            "drop of a set",
            LostBothWays(isNegated ? All(part.Family).Except(Set(part)) : Set(part)),
            Create("lost", part), $"ipset add lost {part}",
            $"{Program(part.Family)} -I {Hook(rule.Direction)} -m set {(isNegated ? "! " : "")}--match-set lost {Side(rule.Direction)} -j DROP");
    }

    private Tampering DropInSetWithPorts()
    {
        var rule = AnyRule();
        var (part, port) = (Part(rule), rule.Ports[0].First);
        return Of(
            "drop of a set with ports",
            Lost(rule.Direction, Set(part), rule.Protocol, new PortRange(port, port)),
            Create("lost", part, "hash:net,port"), $"ipset add lost {part},{Name(rule.Protocol)}:{port}", $"ipset add lost {Elsewhere(part.Family)},sctp:7",
            $"{Program(part.Family)} -I {Hook(rule.Direction)} -m conntrack --ctstate NEW -m set --match-set lost {Side(rule.Direction)},dst -j DROP");
    }

    private Tampering DropInListOfSets()
    {
        var rule = AnyRule();
        var family = AnyFamily();
        var (part, other) = (Part(rule, family), Part(rule, family));
        return Of(
            "drop of a list of sets",
            LostBothWays(Set(part, other)),
            Create("lost1", part), $"ipset add lost1 {part}", Create("lost2", part), $"ipset add lost2 {other}",
            "ipset create lost list:set", "ipset add lost lost1", "ipset add lost lost2",
            $"{Program(family)} -I {Hook(rule.Direction)} -m set --match-set lost {Side(rule.Direction)} -j DROP");
    }

    private Tampering DropOfExceptions()
    {
        var rule = AnyRule();
        var part = Whole(rule, AnyFamily());
        var deeper = new Cidr(part.FirstAddress, part.PrefixLength + (part.PrefixLength == 32 ? 0 : 1));
        return Of(
            "drop of a set with exceptions",
            LostBothWays(deeper == part ? AddressSet.Empty : Set(part).Except(Set(deeper))),
            Create("lost", part),
            deeper == part ? $"ipset add lost {Elsewhere(part.Family)}" : $"ipset add lost {part}",
            $"ipset add lost {deeper} nomatch",
            $"{Program(part.Family)} -I {Hook(rule.Direction)} -m set --match-set lost {Side(rule.Direction)} -j DROP");
    }

    private Tampering DropInNft()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var match = $"{(part.Family == IpFamily.IPv4 ? "ip" : "ip6")} {(rule.Direction == Direction.Egress ? "daddr" : "saddr")} {part}";
        return new(
            "drop in a table of nft",
            [TamperingCommand.Nft($$"""
                table {{Any("inet", part.Family == IpFamily.IPv4 ? "ip" : "ip6")}} others {
                chain base {
                type filter hook {{Hook(rule.Direction).ToLowerInvariant()}} priority {{Any(-200, -5, 5)}}; policy accept;
                {{match}} drop
                }
                }
                """)],
            LostBothWays(Set(part)));
    }

    private Tampering DropInLegacy()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var variant = Any("legacy", "nft");
        return Of(
            "drop in the tables of one variant",
            LostBothWays(Set(part)),
            $"{Program(part.Family)}-{variant} -I {Hook(rule.Direction)} {Remote(rule.Direction)} {part} -j DROP");
    }

    private Tampering DivertedEgress()
    {
        var part = Part(AnyRule(Direction.Egress), IpFamily.IPv4);
        return Of(
            "translated destination",
            Lost(Direction.Egress, Set(part), Protocol.Tcp, new PortRange(443, 443)),
            Insert(Direction.Egress, part, $"-p tcp --dport 443 -j DNAT --to-destination {Elsewhere(IpFamily.IPv4).FirstAddress}:{Closed}", "nat"));
    }

    private Tampering RedirectedEgress()
    {
        var part = Part(AnyRule(Direction.Egress));
        return Of(
            "redirected to the host",
            Lost(Direction.Egress, Set(part), Protocol.Tcp),
            Insert(Direction.Egress, part, $"-p tcp -j REDIRECT --to-ports {Closed}", "nat"));
    }

    private Tampering RedirectedIngress()
    {
        var part = Part(AnyRule(Direction.Ingress));
        return Of(
            "redirected to another port",
            Lost(Direction.Ingress, Set(part), Protocol.Tcp, new PortRange(9001, 9001)),
            Insert(Direction.Ingress, part, $"-p tcp --dport 9001 -j REDIRECT --to-ports {Closed}", "nat", "PREROUTING"));
    }

    // What a default deny would deny arrives at a port that is allowed.
    private Tampering AcceptedRedirect()
    {
        var rule = TamperingLab.Rules.Rules.Single(rule => rule is { Direction: Direction.Ingress, Protocol: Protocol.Tcp });
        var part = Part(rule);
        return Of(
            "redirected to an allowed port",
            [new Claim(LiveFindingKind.Overridden, Direction.Ingress, Protocol.Tcp, [8080], Set(part), IsDeny: true)],
            Insert(Direction.Ingress, part, "-p tcp --dport 8080 -j REDIRECT --to-ports 9000", "nat", "PREROUTING"));
    }
}
