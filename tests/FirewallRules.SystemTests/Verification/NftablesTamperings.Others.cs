namespace FirewallRules.SystemTests;

internal sealed partial class NftablesTamperings
{
    private Func<Tampering>[] OfOthers =>
    [
        DropInTable, DropAround, DropByPolicy, DropOfReplies, DropOnInterface, NegatedDrop, DropInConcatenation, DropInVerdictMap, DropInNamedMap,
        DropInSet, DropThroughChains, DropAfterReturn, DropOfState, DropOfFamily, DropInRaw, DropInMangle, DropInPostrouting, DropOfPorts, Comparison,
        DivertedEgress, RedirectedEgress, RedirectedIngress, AcceptedRedirect, OriginalConditions, SourcePorts, Flags, LocalAddresses, HostAddress,
    ];

    /// <summary>A table of somebody else with one base chain.</summary>
    private static string Others(string hook, string rules, string type = "filter", string policy = "accept", int priority = -10, string declarations = "")
        => $$"""
            table inet others {
            {{declarations}}
            chain base {
            type {{type}} hook {{hook}} priority {{priority}}; policy {{policy}};
            {{rules}}
            }
            }
            """;

    private int AnyPriority() => Any(-160, -10, 5, 60);

    private Tampering DropInTable()
    {
        var rule = AnyRule();
        var part = Part(rule);
        return Of(
            "drop in another table",
            Others(Hook(rule.Direction), $"{Match(rule.Direction, part)} {Any("drop", "reject", "counter drop", "log drop")}", priority: AnyPriority()),
            LostBothWays(Set(part)));
    }

    private Tampering DropAround()
    {
        var rule = AnyRule();
        var part = Part(rule);
        if (isTable)
        {
            return Of(
                "drop for new connections in another table",
                Others(Hook(rule.Direction), $"ct state new {Match(rule.Direction, part)} drop", priority: AnyPriority()),
                Lost(rule.Direction, Set(part)));
        }

        var isBefore = Coin();
        return Of(
            "drop around the jump",
            $"{(isBefore ? "insert" : "add")} rule {Table} {Hook(rule.Direction)} {Match(rule.Direction, part)} drop",
            isBefore ? LostBothWays(Set(part)) : Nothing);
    }

    private Tampering DropByPolicy()
    {
        var direction = AnyRule().Direction;
        var isTracking = Coin();
        return Of(
            "drop by policy",
            Others(Hook(direction), isTracking ? "ct state established,related accept" : "", policy: "drop", priority: AnyPriority()),
            isTracking ? Lost(direction, s_everything) : LostBothWays(s_everything));
    }

    private Tampering DropOfReplies()
    {
        var rule = AnyRule();
        var (part, answers) = (Part(rule), rule.Direction == Direction.Egress ? Direction.Ingress : Direction.Egress);
        return Of(
            "drop of replies",
            Others(Hook(answers), $"ct state established {Match(answers, part)} drop", priority: AnyPriority()),
            expected: null);
    }

    private Tampering DropOnInterface()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var (name, isHere) = Any(
            ("\"eth0\"", true), ("\"eth7\"", false), ("\"eth*\"", true), ("!= \"eth0\"", false), ("!= \"eth7\"", true), ("{ \"eth0\", \"eth7\" }", true),
            ("\"lo\"", false));
        return Of(
            "drop on an interface",
            Others(Hook(rule.Direction), $"{(rule.Direction == Direction.Egress ? "oifname" : "iifname")} {name} {Match(rule.Direction, part)} drop"),
            isHere ? LostBothWays(Set(part)) : Nothing);
    }

    private Tampering NegatedDrop()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var (match, isSet) = (Remote(rule.Direction, part.Family), Coin());
        return Of(
            "negated drop",
            Others(
                Hook(rule.Direction),
                isSet ? $"{match} != @kept drop" : $"{match} != {part} drop",
                declarations: isSet
                    ? $"set kept {{\ntype {(part.Family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr")}; flags interval; elements = {{ {part} }}\n}}"
                    : ""),
            LostBothWays(All(part.Family).Except(Set(part))));
    }

    private Tampering DropInConcatenation()
    {
        var rule = AnyRule();
        var (part, port) = (Part(rule), Any([.. rule.Ports]).First);
        var isNamed = Coin();
        var set = $"{{ {part} . {port}, {Elsewhere(part.Family)} . {port} }}";
        var type = part.Family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr";
        return Of(
            "drop in a concatenation",
            Others(
                Hook(rule.Direction),
                $"ct state new {Remote(rule.Direction, part.Family)} . {Name(rule.Protocol)} dport {(isNamed ? "@pairs" : set)} drop",
                declarations: isNamed ? $"set pairs {{\ntype {type} . inet_service; flags interval; elements = {set}\n}}" : ""),
            Lost(rule.Direction, Set(part), rule.Protocol, port));
    }

    private Tampering DropInVerdictMap()
    {
        var rule = AnyRule();
        var (part, port) = (Part(rule), Any([.. rule.Ports]).First);
        var (elsewhere, remote) = (Elsewhere(part.Family), Remote(rule.Direction, part.Family));
        return Any(
            Of("verdict map of addresses", Others(Hook(rule.Direction), $"{remote} vmap {{ {part} : drop, {elsewhere} : accept }}"), LostBothWays(Set(part))),
            Of(
                "verdict map of states",
                Others(Hook(rule.Direction), "ct state vmap { established : accept, related : accept, new : drop }"),
                Lost(rule.Direction, s_everything)),
            Of(
                "verdict map of ports",
                Others(Hook(rule.Direction), $"ct state new {Name(rule.Protocol)} dport vmap {{ {port} : drop, 7 : accept }}"),
                Lost(rule.Direction, s_everything, rule.Protocol, port)),
            Of(
                "verdict map of both",
                Others(Hook(rule.Direction), $"ct state new {remote} . {Name(rule.Protocol)} dport vmap {{ {part} . {port} : drop }}"),
                Lost(rule.Direction, Set(part), rule.Protocol, port)));
    }

    private Tampering DropInNamedMap()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var type = part.Family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr";
        return Of(
            "jump in a named map",
            Others(
                Hook(rule.Direction),
                $"{Remote(rule.Direction, part.Family)} vmap @ways",
                declarations: "chain losing {\ndrop\n}\n"
                    + $"map ways {{\ntype {type} : verdict; flags interval; elements = {{ {part} : {Any("jump", "goto")} losing }}\n}}"),
            LostBothWays(Set(part)));
    }

    private Tampering DropInSet()
    {
        var rule = AnyRule();
        var (part, other) = (Part(rule), Elsewhere(IpFamily.IPv4));
        var match = part.Family == IpFamily.IPv4 ? $"{Remote(rule.Direction, part.Family)} {{ {part}, {other} }}" : Match(rule.Direction, part);
        return Of(
            "drop in a set",
            Others(Hook(rule.Direction), $"{match} {Name(rule.Protocol)} dport 1-65535 ct state new drop"),
            Lost(rule.Direction, Set(part), rule.Protocol));
    }

    private Tampering DropThroughChains()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var kept = Inside(part, 3);
        return Of(
            "drop through chains",
            Others(
                Hook(rule.Direction),
                "jump first",
                declarations: $"""
                    chain third {"{"}
                    {Match(rule.Direction, kept)} return
                    drop
                    {"}"}
                    chain second {"{"}
                    {Match(rule.Direction, part)} {Any("jump", "goto")} third
                    {"}"}
                    chain first {"{"}
                    {Any("jump", "goto")} second
                    {"}"}
                    """),
            LostBothWays(Set(part).Except(Set(kept))));
    }

    private Tampering DropAfterReturn()
    {
        var rule = AnyRule();
        var (part, other) = (Part(rule), Part(rule));
        return Of(
            "drop after accept and return",
            Others(
                Hook(rule.Direction),
                $"{Match(rule.Direction, part)} {Any("accept", "return")}\n{Match(rule.Direction, other)} drop"),
            LostBothWays(Set(other).Except(Set(part))));
    }

    private Tampering DropOfState()
    {
        var direction = AnyRule().Direction;
        var (state, isLost) = Any(
            ("ct state new", true), ("ct state != { established, related }", true), ("ct state invalid,untracked", false),
            ("ct state ! established,related", true), ("ct state { invalid, new }", true), ("ct direction original", true),
            ("ct status ! seen-reply", true), ("ct state & (new | untracked) != 0", true));
        var isBothWays = state is "ct direction original";
        return Of("drop of a state", Others(Hook(direction), $"{state} drop"), !isLost ? Nothing : isBothWays ? null : Lost(direction, s_everything));
    }

    private Tampering DropOfFamily()
    {
        var (direction, family) = (AnyRule().Direction, AnyFamily());
        var match = family == IpFamily.IPv4 ? Any("meta nfproto ipv4", "meta protocol ip", "ip version 4") : Any("meta nfproto ipv6", "meta protocol ip6");
        return Of("drop of a family", Others(Hook(direction), $"{match} drop"), match == "ip version 4" ? null : LostBothWays(All(family)));
    }

    private Tampering DropInRaw()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var hook = rule.Direction == Direction.Egress ? "output" : "prerouting";
        return Of("drop in raw", Others(hook, $"{Match(rule.Direction, part)} drop", priority: -300), LostBothWays(Set(part)));
    }

    private Tampering DropInMangle()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var isOut = rule.Direction == Direction.Egress;
        return Of(
            "drop in mangle",
            Others(isOut ? "output" : "prerouting", $"{Match(rule.Direction, part)} drop", isOut ? "route" : "filter", priority: -150),
            LostBothWays(Set(part)));
    }

    private Tampering DropInPostrouting()
    {
        var part = Part(AnyRule(Direction.Egress));
        return Of("drop in postrouting", Others("postrouting", $"{Match(Direction.Egress, part)} drop", priority: Any(-150, 300)), LostBothWays(Set(part)));
    }

    private Tampering DropOfPorts()
    {
        var rule = AnyRule();
        var (part, port) = (Part(rule), Any([.. rule.Ports]).First);
        var (match, ports) = Any(
            ($"dport {port}", new PortRange(port, port)), ($"dport {{ {port}, 7 }}", new PortRange(port, port)),
            ($"dport {port}-65535", new PortRange(port, 65535)),
            ($"dport != 1-{port - 1}", new PortRange(port, 65535)));
        return Of(
            "drop of ports",
            Others(Hook(rule.Direction), $"ct state new {Match(rule.Direction, part)} {Name(rule.Protocol)} {match} drop"),
            Lost(rule.Direction, Set(part), rule.Protocol, ports));
    }
}
