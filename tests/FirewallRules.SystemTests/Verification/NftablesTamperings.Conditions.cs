namespace FirewallRules.SystemTests;

internal sealed partial class NftablesTamperings
{
    // Nothing listens there.
    private const int Closed = 9;

    private Func<Tampering>[] OfConditions => [ChainOfInet, TwoTables, AcceptInChain];

    private Func<Tampering>[] WithoutEffect => [AcceptElsewhere, IrrelevantRules, OtherAddresses, DormantTableOfOthers, ForwardingOnly];

    private Func<Tampering>[] WithoutModel => [UnknownConditions, ChangingSet, DeviceChain, Untracked];

    private Tampering Comparison()
    {
        var rule = AnyRule();
        var (part, port) = (Part(rule, IpFamily.IPv4), Any([.. rule.Ports]).First);
        var bound = Address.Offset(part.FirstAddress, part.AddressCount / 2);
        var below = AddressSet.Parse($"0.0.0.0-{bound}").Except(AddressSet.Parse($"{bound}"));
        return Any(
            Of(
                "comparison of addresses",
                Others(Hook(rule.Direction), $"{Remote(rule.Direction, IpFamily.IPv4)} < {bound} drop"),
                LostBothWays(below)),
            Of(
                "comparison of addresses from above",
                Others(Hook(rule.Direction), $"{Remote(rule.Direction, IpFamily.IPv4)} > {bound} drop"),
                LostBothWays(AddressSet.AllIPv4.Except(below).Except(AddressSet.Parse($"{bound}")))),
            Of(
                "comparison of ports",
                Others(Hook(rule.Direction), $"ct state new {Match(rule.Direction, part)} {Name(rule.Protocol)} dport >= {port} drop"),
                Lost(rule.Direction, Set(part), rule.Protocol, new PortRange(port, 65535))));
    }

    private Tampering DivertedEgress()
    {
        var part = Part(AnyRule(Direction.Egress), IpFamily.IPv4);
        return Of(
            "translated destination",
            Others("output", $"ip daddr {part} tcp dport 443 dnat ip to {Elsewhere(IpFamily.IPv4).FirstAddress}:{Closed}", "nat", priority: -100),
            Lost(Direction.Egress, Set(part), Protocol.Tcp, 443));
    }

    private Tampering RedirectedEgress()
    {
        var part = Part(AnyRule(Direction.Egress));
        return Of(
            "redirected to the host",
            Others("output", $"{Match(Direction.Egress, part)} meta l4proto tcp redirect to :{Closed}", "nat", priority: -100),
            Lost(Direction.Egress, Set(part), Protocol.Tcp));
    }

    private Tampering RedirectedIngress()
    {
        var part = Part(AnyRule(Direction.Ingress));
        return Of(
            "redirected to another port",
            Others("prerouting", $"{Match(Direction.Ingress, part)} tcp dport 9001 redirect to :{Closed}", "nat", priority: -100),
            Lost(Direction.Ingress, Set(part), Protocol.Tcp, 9001));
    }

    // What a default deny would deny arrives at a port that is allowed.
    private Tampering AcceptedRedirect()
    {
        var rule = TamperingLab.Rules.Rules.Single(rule => rule is { Direction: Direction.Ingress, Protocol: Protocol.Tcp });
        var part = Part(rule);
        return Of(
            "redirected to an allowed port",
            Others("prerouting", $"{Match(Direction.Ingress, part)} tcp dport {{ 22, 8080 }} redirect to :9000", "nat", priority: -100),
            isTable ? [new Claim(LiveFindingKind.Overridden, Direction.Ingress, Protocol.Tcp, [22, 8080], Set(part), IsDeny: true)] : Nothing);
    }

    private Tampering OriginalConditions()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var version = part.Family == IpFamily.IPv4 ? "ip" : "ip6";
        var side = rule.Direction == Direction.Egress ? "daddr" : "saddr";
        return Of(
            "original addresses of connections",
            Others(Any("input", "output"), $"ct original {version} {side} {part} drop"),
            Lost(rule.Direction, Set(part))) with
        {
            IsOnKnownHost = true,
        };
    }

    private Tampering SourcePorts()
    {
        var rule = AnyRule();
        var (part, port) = (Part(rule), Any([.. rule.Ports]).First);
        var answers = rule.Direction == Direction.Egress ? Direction.Ingress : Direction.Egress;
        return rule.Protocol == Protocol.Tcp && Coin()
            ? Of(
                "free source ports",
                Others(Hook(rule.Direction), $"ct state new {Match(rule.Direction, part)} tcp sport 1024-65535 drop"),
                Lost(rule.Direction, Set(part), Protocol.Tcp))
            : Of(
                "source ports of answers",
                Others(Hook(answers), $"ct state established ct direction reply {Match(answers, part)} {Name(rule.Protocol)} sport {port} drop"),
                Lost(rule.Direction, Set(part), rule.Protocol, port));
    }

    private Tampering Flags()
    {
        var direction = AnyRule().Direction;
        var answers = direction == Direction.Egress ? Direction.Ingress : Direction.Egress;
        var (flags, isFirst, isReply) = Any(
            ("tcp flags syn / fin,syn,rst,ack", true, false), ("tcp flags & (syn|ack) == syn", true, false), ("tcp flags == syn", true, false),
            ("tcp flags & (syn|ack) == syn|ack", false, true), ("tcp flags syn,ack / syn,ack", false, true), ("tcp flags & (fin|syn) == fin|syn", false, false),
            ("tcp flags & (fin|syn|rst|psh|ack|urg) == 0x0", false, false), ("tcp flags { syn, syn|ack }", true, true));
        return Of(
            "flags",
            Others(Hook(direction), $"{flags} drop"),
            [
                .. isFirst ? Lost(direction, s_everything, Protocol.Tcp) : [],
                .. isReply ? Lost(answers, s_everything, Protocol.Tcp) : [],
            ]);
    }

    private Tampering LocalAddresses()
    {
        var (match, isLost) = Any(
            ("fib daddr type local", true), ("fib daddr type != local", false), ("fib daddr type { broadcast, multicast }", false),
            ("fib daddr . iif type != { local, broadcast, multicast }", false), ("fib saddr . iif oif missing", false), ("fib saddr type local", false));
        return Of("types of addresses", Others("prerouting", $"{match} drop"), isLost ? LostBothWays(s_everything) : Nothing);
    }

    // The addresses of the host are not known, unless the caller gives them.
    private Tampering HostAddress()
    {
        var rule = AnyRule();
        var part = Part(rule, IpFamily.IPv4);
        var isKnown = Coin();
        var address = Any([.. TamperingLab.Addresses.IPv4]).FirstAddress;
        return Of(
            "address of the host",
            Others(Hook(rule.Direction), $"{Local(rule.Direction, IpFamily.IPv4)} {address} {Match(rule.Direction, part)} drop"),
            LostBothWays(Set(part), isKnown ? LiveFindingKind.Overridden : LiveFindingKind.Unknown)) with
        {
            IsOnKnownHost = isKnown,
        };
    }

    private Tampering ChainOfInet()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var family = part.Family == IpFamily.IPv4 ? "ip" : "ip6";
        return Of(
            "table of one family",
            Others(Hook(rule.Direction), "drop").Replace("table inet", $"table {family}", StringComparison.Ordinal),
            LostBothWays(All(part.Family)));
    }

    private Tampering TwoTables()
    {
        var rule = AnyRule();
        var (part, other) = (Part(rule), Part(rule));
        var second = Others(Hook(rule.Direction), $"{Match(rule.Direction, other)} drop", priority: 20).Replace("others", "others2", StringComparison.Ordinal);
        return Of(
            "accept in one table, drop in the next",
            $"{Others(Hook(rule.Direction), $"{Match(rule.Direction, part)} accept\n{Match(rule.Direction, part)} drop")}\n{second}",
            LostBothWays(Set(other)));
    }

    private Tampering AcceptInChain()
    {
        var rule = AnyRule();
        var part = Part(rule);
        return Of(
            "accept in a chain",
            Others(
                Hook(rule.Direction),
                $"jump allowing\n{Match(rule.Direction, Whole(rule, part.Family))} drop",
                declarations: $"chain allowing {{\n{Match(rule.Direction, part)} accept\n}}"),
            expected: null);
    }

    private Tampering AcceptElsewhere()
    {
        var rule = AnyRule();
        var prefix = Coin() ? Part(rule) : Elsewhere(IpFamily.IPv4);
        var match = $"{Match(rule.Direction, prefix)} accept";
        return Of(
            "accept of others",
            isTable || Coin() ? Others(Hook(rule.Direction), match, priority: AnyPriority()) : $"insert rule {Table} {Hook(rule.Direction)} {match}",
            Nothing);
    }

    private Tampering IrrelevantRules() => Of(
        "rules about other packets",
        Others(
            Any("input", "output"),
            """
            icmp type echo-request drop
            icmpv6 type echo-request drop
            meta l4proto { icmp, ipv6-icmp } drop
            meta l4proto sctp drop
            ip protocol igmp drop
            ip frag-off & 0x1fff != 0 drop
            exthdr frag exists drop
            rt type 0 drop
            meta pkttype multicast drop
            tcp flags & (syn|rst) == syn|rst drop
            tcp dport 23 drop
            ct state invalid drop
            oifname "lo" drop
            meta nfproto ipv4 log prefix "x"
            ip daddr 127.0.0.0/8 drop
            ip saddr 127.0.0.0/8 drop
            ip daddr 224.0.0.0/4 ip saddr 224.0.0.0/4 drop
            counter
            """),
        Nothing);

    private Tampering OtherAddresses()
    {
        var direction = AnyRule().Direction;
        return Of(
            "drop of other addresses",
            Others(Hook(direction), $"{Match(direction, Elsewhere(IpFamily.IPv4))} drop\n{Match(direction, Elsewhere(IpFamily.IPv6))} drop"),
            Nothing);
    }

    private static Tampering DormantTableOfOthers()
        => Of(
            "dormant table of others",
            Others("output", "drop").Replace("table inet others {", "table inet others {\nflags dormant;", StringComparison.Ordinal),
            Nothing);

    private static Tampering ForwardingOnly() => Of("drop of forwarded packets", Others("forward", "drop", policy: "drop"), Nothing);

    private Tampering UnknownConditions()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var condition = Any(
            "meta mark 1", "ct mark 7", "limit rate over 1/day", "quota over 1000 mbytes", "ct count over 1000", "meta length 9999", "ip dscp cs7",
            "numgen random mod 1000 == 1", "meta cpu 99", "ct zone 5", "ip ttl 1", "meta priority 7", "meta hour \"23:59\"-\"23:59:01\"");
        var isIPv4Only = condition.StartsWith("ip ", StringComparison.Ordinal);
        var lost = isIPv4Only ? Set(part).IPv4 : Set(part);
        return Of(
            "condition without a model",
            Others(Hook(rule.Direction), $"{condition} {(isIPv4Only && part.Family == IpFamily.IPv6 ? "" : Match(rule.Direction, part))} drop"),
            isIPv4Only && lost.IsEmpty ? LostBothWays(AddressSet.AllIPv4, LiveFindingKind.Unknown) : LostBothWays(lost, LiveFindingKind.Unknown));
    }

    private Tampering ChangingSet()
    {
        var direction = AnyRule().Direction;
        return Of(
            "set that packets change",
            Others(
                Hook(direction),
                $"add @seen {{ {Remote(direction, IpFamily.IPv4)} }}\n{Remote(direction, IpFamily.IPv4)} @seen {(Coin() ? "tcp dport 7 " : "")}drop",
                declarations: "set seen {\ntype ipv4_addr; flags dynamic,timeout; timeout 1m;\n}"),
            expected: null);
    }

    private Tampering DeviceChain()
    {
        var (part, isHere) = (Part(AnyRule()), Coin());
        return Of(
            "chain of a device",
            $$"""
            table netdev others {
            chain base {
            type filter hook ingress device {{(isHere ? "eth0" : "lo")}} priority 0; policy accept;
            {{Match(Direction.Ingress, part)}} drop
            }
            }
            """,
            isHere ? LostBothWays(Set(part)) : Nothing);
    }

    private Tampering Untracked()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var hook = rule.Direction == Direction.Egress ? "output" : "prerouting";
        return Of(
            "untracked connections",
            Others(hook, $"{Match(rule.Direction, part)} notrack", priority: -300),
            LostBothWays(Set(part), LiveFindingKind.Unknown));
    }
}
