namespace FirewallRules.SystemTests;

internal sealed partial class IptablesTamperings
{
    private Func<Tampering>[] OfConditions => [Flags, AddressTypes, OriginalConditions, HostAddress, EitherPort, HostileComment];

    private Func<Tampering>[] WithoutEffect => [DropBehind, ClosedPolicy, IrrelevantRules, OtherAddresses, ForwardingOnly];

    private Func<Tampering>[] WithoutModel => [UnknownConditions, UnknownConditions, ChangingSet, Untracked, UnknownSet];

    private Tampering Flags()
    {
        var (direction, family) = (AnyRule().Direction, AnyFamily());
        var answers = direction == Direction.Egress ? Direction.Ingress : Direction.Egress;
        var (flags, isFirst, isReply) = Any(
            ("--syn", true, false), ("--tcp-flags SYN,ACK SYN", true, false),
            ("--tcp-flags SYN,ACK SYN,ACK", false, true), ("--tcp-flags ALL NONE", false, false),
            ("--tcp-flags FIN,SYN FIN,SYN", false, false), ("--tcp-flags SYN SYN", true, true));
        return Of(
            "flags",
            [
                .. isFirst ? Lost(direction, All(family), Protocol.Tcp) : [],
                .. isReply ? Lost(answers, All(family), Protocol.Tcp) : [],
            ],
            $"{Program(family)} -I {Hook(direction)} -p tcp {flags} -j DROP");
    }

    private Tampering AddressTypes()
    {
        var family = AnyFamily();
        var (match, isLost) = Any(
            ("--dst-type LOCAL", true), ("! --dst-type LOCAL", false), ("--src-type LOCAL", false),
            ("--dst-type MULTICAST", false), ("--src-type UNICAST", true));
        return Of("types of addresses", isLost ? LostBothWays(All(family)) : Nothing, $"{Program(family)} -t mangle -I PREROUTING -m addrtype {match} -j DROP");
    }

    private Tampering OriginalConditions()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var option = rule.Direction == Direction.Egress ? "--ctorigdst" : "--ctorigsrc";
        return Of(
            "original addresses of connections",
            Lost(rule.Direction, Set(part)),
            $"{Program(part.Family)} -I {Any("INPUT", "OUTPUT")} -m conntrack {option} {part} -j DROP") with
        {
            IsOnKnownHost = true,
        };
    }

    // The addresses of the host are not known, unless the caller gives them.
    private Tampering HostAddress()
    {
        var rule = AnyRule();
        var (part, isKnown) = (Part(rule), Coin());
        var address = Any([.. TamperingLab.Addresses.Only(part.Family)]);
        return Of(
            "address of the host",
            LostBothWays(Set(part), isKnown ? LiveFindingKind.Overridden : LiveFindingKind.Unknown),
            Insert(rule.Direction, part, $"{Local(rule.Direction)} {address} -j DROP")) with
        {
            IsOnKnownHost = isKnown,
        };
    }

    private Tampering EitherPort()
    {
        var rule = TamperingLab.Rules.Rules.Single(rule => rule is { Direction: Direction.Egress, Protocol: Protocol.Tcp });
        var part = Part(rule);
        return Of(
            "either port",
            Lost(rule, Set(part), new PortRange(443, 443)),
            Insert(rule.Direction, part, "-p tcp -m multiport --ports 443,7 -m conntrack --ctstate NEW -j DROP"));
    }

    private Tampering HostileComment()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var comment = Any("-j", "\"-j ACCEPT\"", "'a\"b'", "!", "-m", "'! -d 0.0.0.0/0 -j ACCEPT'");
        return new(
            "comment that looks like options",
            [
                TamperingCommand.Shell(
                    $"{Program(part.Family)} -w 5 -I {Hook(rule.Direction)} -m comment --comment {comment} {Remote(rule.Direction)} {part} -j DROP"),
            ],
            LostBothWays(Set(part)));
    }

    private Tampering DropBehind()
    {
        var rule = AnyRule();
        var part = Part(rule);
        return Of("drop behind ours", Nothing, $"{Program(part.Family)} -A {Hook(rule.Direction)} {Remote(rule.Direction)} {part} -j DROP");
    }

    private Tampering ClosedPolicy() => Of("policy", Nothing, $"{Program(AnyFamily())} -P {Hook(AnyRule().Direction)} DROP");

    private Tampering IrrelevantRules()
    {
        var (program, family) = (Program(IpFamily.IPv4), "icmp");
        if (Coin())
        {
            (program, family) = (Program(IpFamily.IPv6), "ipv6-icmp");
        }

        var hook = Hook(AnyRule().Direction);
        return Of(
            "rules about other packets",
            Nothing,
            $"{program} -I {hook} -p {family} -j DROP",
            $"{program} -I {hook} -p sctp -j DROP",
            $"{program} -I {hook} -m pkttype --pkt-type multicast -j DROP",
            $"{program} -I {hook} -m conntrack --ctstate INVALID -j DROP",
            $"{program} -I {hook} -p tcp --tcp-flags SYN,FIN SYN,FIN -j DROP",
            $"{program} -I {hook} -p tcp --dport 23 -j DROP",
            $"{program} -I {hook} -m limit --limit 3/min -j LOG --log-prefix x",
            $"{program} -I {hook} -j MARK --set-mark 7",
            program == "iptables" ? $"{program} -I {hook} -f -j DROP" : $"{program} -I {hook} -m rt --rt-type 0 -j DROP",
            $"{program} -t raw -I PREROUTING -m rpfilter --invert -j DROP");
    }

    private Tampering OtherAddresses()
    {
        var (direction, prefix) = (AnyRule().Direction, Elsewhere(AnyFamily()));
        return Of("drop of other addresses", Nothing, Insert(direction, prefix, "-j DROP"));
    }

    private static Tampering ForwardingOnly() => Of("drop of forwarded packets", Nothing, "iptables -P FORWARD DROP", "ip6tables -I FORWARD -j DROP");

    private Tampering UnknownConditions()
    {
        var rule = AnyRule();
        var part = Part(rule);
        string[] conditions =
        [
            "-m mark --mark 1", "-m connmark --mark 7", "-m limit --limit 1/hour", "-m statistic --mode random --probability 0.001", "-m length --length 9999",
            "-m dscp --dscp 7", "-m cpu --cpu 99", "-m hashlimit --hashlimit-above 1000/sec --hashlimit-name x", "-m recent --name x --rcheck",
            "-m connlimit --connlimit-above 1000", "-m string --algo bm --string secret", "-m time --datestart 2100-01-01", "-m u32 --u32 0x0=0x0",
            "-m connbytes --connbytes 1000000 --connbytes-mode bytes --connbytes-dir both",
            .. rule.Direction == Direction.Egress
                ? new[] { "-m owner --uid-owner 4711", "-m owner --gid-owner 4711" }
                : ["-m mac --mac-source 00:00:00:00:00:99"],
        ];

        // A condition that only new connections could meet is as open for their answers.
        return Of("condition without a model", LostBothWays(Set(part), LiveFindingKind.Unknown), Insert(rule.Direction, part, $"{Any(conditions)} -j DROP"));
    }

    private Tampering ChangingSet()
    {
        var (rule, family) = (AnyRule(), IpFamily.IPv4);
        var part = Part(rule, family);
        return Of(
            "set that packets change",
            expected: null,
            Create("seen", part), $"ipset add seen {part}",
            $"iptables -I {Hook(rule.Direction)} -m set --match-set seen {Side(rule.Direction)} -j DROP",
            $"iptables -I {Hook(rule.Direction)} -p tcp --dport 7 -j SET --add-set seen {Side(rule.Direction)}");
    }

    private Tampering Untracked()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var chain = rule.Direction == Direction.Egress ? "OUTPUT" : "PREROUTING";
        return Of(
            "untracked connections",
            LostBothWays(Set(part), LiveFindingKind.Unknown),
            Insert(rule.Direction, part, Any("-j NOTRACK", "-j CT --notrack"), "raw", chain));
    }

    private Tampering UnknownSet()
    {
        var rule = AnyRule();
        var part = Part(rule, IpFamily.IPv4);
        return Of(
            "set without a model",
            LostBothWays(Set(part), LiveFindingKind.Unknown),
            "ipset create odd hash:net,iface", $"ipset add odd 10.0.0.0/8,eth7",
            Insert(rule.Direction, part, $"-m set --match-set odd {Side(rule.Direction)},{(rule.Direction == Direction.Egress ? "out" : "in")} -j DROP")
                .Replace(",out ", ",dst ", StringComparison.Ordinal).Replace(",in ", ",src ", StringComparison.Ordinal));
    }
}
