namespace FirewallRules.SystemTests;

/// <summary>Tamperings with iptables and ipset, on a host with a default deny.</summary>
/// <param name="random">Chooses.</param>
/// <param name="usesSets">Whether the rules refer to sets.</param>
internal sealed partial class IptablesTamperings(Random random, bool usesSets) : TamperingSource(random)
{
    private static readonly AddressSet s_everything = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    public override IReadOnlyList<Func<Tampering>> Kinds => [.. OfOurs, .. OfOthers, .. OfConditions, .. WithoutEffect, .. WithoutModel];

    private Func<Tampering>[] OfOurs =>
    [
        DeletedRule, AddedRule, Narrowed, ReturnBefore, RemovedJump, EmptiedChain, ReturnInHook, AcceptBefore, ChangedPort, RenamedChain,
        () => usesSets ? AddedElement() : AddedRule(),
        () => usesSets ? SwappedSet() : Narrowed(),
    ];

    private static string Program(IpFamily family) => family == IpFamily.IPv4 ? "iptables" : "ip6tables";

    private static string Chain(Direction direction) => direction == Direction.Egress ? "DATADOG-EGRESS" : "DATADOG-INGRESS";

    private static string Hook(Direction direction) => direction == Direction.Egress ? "OUTPUT" : "INPUT";

    private static string Remote(Direction direction) => direction == Direction.Egress ? "-d" : "-s";

    private static string Local(Direction direction) => direction == Direction.Egress ? "-s" : "-d";

    private static string Side(Direction direction) => direction == Direction.Egress ? "dst" : "src";

    private static string Name(Protocol protocol) => protocol == Protocol.Tcp ? "tcp" : "udp";

    private static string SetName(Rule rule, IpFamily family) => $"datadog-{rule.Labels[0]}-{(family == IpFamily.IPv4 ? "v4" : "v6")}";

    private static string Ports(Rule rule) => string.Join(',', rule.Ports.Select(range => range.IsSingle ? $"{range.First}" : $"{range.First}:{range.Last}"));

    private static Tampering Of(string name, IReadOnlyList<Claim>? expected, params string[] lines)
        => new(name, [.. lines.Select(TamperingCommand.Run)], expected);

    private static string Accept(string how, Rule rule, Cidr prefix)
        => $"{Program(prefix.Family)} {how} {Chain(rule.Direction)} {Remote(rule.Direction)} {prefix} "
            + $"-p {Name(rule.Protocol)} -m multiport --dports {Ports(rule)} -j ACCEPT";

    private Tampering DeletedRule()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Whole(rule, family);
        var text = usesSets
            ? $"ipset del {SetName(rule, family)} {prefix}"
            : $"{Program(family)} -S {Chain(rule.Direction)} | grep -e '{Remote(rule.Direction)} {prefix} ' | sed 's/^-A/-D/' | xargs {Program(family)} -w 5";
        return new("deleted rule or element", [TamperingCommand.Shell(text)], Lost(rule, Set(prefix), kind: LiveFindingKind.Missing));
    }

    private Tampering AddedElement()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Elsewhere(family);
        return Of("added element", Extra(rule, Set(prefix)), $"ipset add {SetName(rule, family)} {prefix}");
    }

    private Tampering AddedRule()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Coin() ? Part(rule, family) : Elsewhere(family);
        var isFirst = Coin();

        // Behind the last rule of a default deny, nothing arrives.
        return Of("added rule", isFirst ? Extra(rule, Set(prefix)) : Nothing, Accept(isFirst ? "-I" : "-A", rule, prefix));
    }

    private Tampering Narrowed()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Whole(rule, family);
        var kept = Inside(prefix, 3);
        var deleted = DeletedElement(rule, prefix);
        return new(
            "narrowed prefix",
            [deleted, TamperingCommand.Run(usesSets ? $"ipset add {SetName(rule, family)} {kept}" : Accept("-I", rule, kept))],
            Lost(rule, Set(prefix).Except(Set(kept)), kind: LiveFindingKind.Missing));
    }

    private TamperingCommand DeletedElement(Rule rule, Cidr prefix) => TamperingCommand.Shell(usesSets
        ? $"ipset del {SetName(rule, prefix.Family)} {prefix}"
        : $"{Program(prefix.Family)} -S {Chain(rule.Direction)} | grep -e '{Remote(rule.Direction)} {prefix} ' "
            + $"| sed 's/^-A/-D/' | xargs {Program(prefix.Family)} -w 5");

    // Others do not deny what ours leaves to them.
    private Tampering ReturnBefore()
    {
        var rule = AnyRule();
        var part = Part(rule);
        return Of(
            "return before ours",
            Undecided(rule.Direction, part),
            $"{Program(part.Family)} -I {Chain(rule.Direction)} {Remote(rule.Direction)} {part} -j RETURN");
    }

    private Tampering ReturnInHook()
    {
        var rule = AnyRule();
        var part = Part(rule);
        return Of(
            "return before the jump",
            Undecided(rule.Direction, part),
            $"{Program(part.Family)} -I {Hook(rule.Direction)} {Remote(rule.Direction)} {part} -j RETURN");
    }

    private Tampering RemovedJump()
    {
        var (direction, family) = (AnyRule().Direction, AnyFamily());
        return Of(
            "removed jump", Undecided(direction, family == IpFamily.IPv4 ? [.. AddressSet.AllIPv4] : [.. AddressSet.AllIPv6]),
            $"{Program(family)} -D {Hook(direction)} -j {Chain(direction)}");
    }

    private Tampering EmptiedChain()
    {
        var (direction, family) = (AnyRule().Direction, AnyFamily());
        return Of("emptied chain", Undecided(direction, [.. All(family)]), $"{Program(family)} -F {Chain(direction)}");
    }

    private Tampering RenamedChain()
    {
        var (direction, family) = (AnyRule().Direction, AnyFamily());
        return Of("renamed chain", Undecided(direction, [.. All(family)]), $"{Program(family)} -E {Chain(direction)} OTHERS") with { IsAllowedByOthers = true };
    }

    private Tampering AcceptBefore()
    {
        var rule = AnyRule();
        var prefix = Elsewhere(AnyFamily());
        return Of(
            "accept before ours",
            [.. Denied(rule.Direction, Protocol.Tcp, Set(prefix)), .. Denied(rule.Direction, Protocol.Udp, Set(prefix))],
            $"{Program(prefix.Family)} -I {Hook(rule.Direction)} {Remote(rule.Direction)} {prefix} -j ACCEPT");
    }

    private Tampering ChangedPort()
    {
        var rule = AnyRule();
        var (port, prefix) = (rule.Protocol == Protocol.Tcp ? 444 : 5004, Part(rule));
        return Of(
            "changed port",
            [
                .. Lost(rule, Set(prefix), kind: LiveFindingKind.Missing),
                new Claim(LiveFindingKind.Extra, rule.Direction, rule.Protocol, [port], Set(prefix)),
            ],
            $"{Program(prefix.Family)} -I {Chain(rule.Direction)} {Remote(rule.Direction)} {prefix} "
                + $"-p {Name(rule.Protocol)} -m multiport --dports {Ports(rule)} -j DROP",
            $"{Program(prefix.Family)} -I {Chain(rule.Direction)} {Remote(rule.Direction)} {prefix} -p {Name(rule.Protocol)} --dport {port} -j ACCEPT");
    }

    // The rules refer to the set by its name, whatever it holds.
    private Tampering SwappedSet()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var (name, kept) = (SetName(rule, family), Whole(rule, family));
        return Of(
            "swapped set",
            Lost(rule, rule.Remote.In(family).Except(Set(kept)), kind: LiveFindingKind.Missing),
            $"ipset create other hash:net family {(family == IpFamily.IPv4 ? "inet" : "inet6")}", $"ipset add other {kept}", $"ipset swap other {name}");
    }

    /// <summary>What follows where no rule of ours decides about addresses any more.</summary>
    private static List<Claim> Undecided(Direction direction, params Cidr[] prefixes)
    {
        var addresses = AddressSet.From(prefixes);
        return
        [
            .. Lost(direction, addresses, kind: LiveFindingKind.Missing),
            .. new[] { Protocol.Tcp, Protocol.Udp }.SelectMany(protocol => Denied(direction, protocol, addresses, LiveFindingKind.Missing)),
        ];
    }

    /// <summary>What the rules deny of some addresses.</summary>
    private static IEnumerable<Claim> Denied(Direction direction, Protocol protocol, AddressSet addresses, LiveFindingKind kind = LiveFindingKind.Overridden)
    {
        var rule = TamperingLab.Rules.Rules.Single(rule => rule.Direction == direction && rule.Protocol == protocol);
        var elsewhere = addresses.Except(rule.Remote.Addresses);
        var others = Enumerable.Range(1, 65535)
            .Where(port => !rule.Ports.Any(range => range.First <= port && port <= range.Last))
            .Select(port => (PortRange)port);
        yield return new Claim(kind, direction, protocol, [.. PortRange.Normalize(others)], addresses, IsDeny: true);
        if (!elsewhere.IsEmpty)
        {
            yield return new Claim(kind, direction, protocol, rule.Ports, elsewhere, IsDeny: true);
        }
    }
}
