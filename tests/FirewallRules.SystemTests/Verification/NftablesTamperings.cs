namespace FirewallRules.SystemTests;

/// <summary>Tamperings with nft.</summary>
/// <param name="random">Chooses.</param>
/// <param name="isTable">Whether the rules are in a table of their own with a default deny; otherwise, a table of the user jumps to them.</param>
internal sealed partial class NftablesTamperings(Random random, bool isTable) : TamperingSource(random)
{
    private static readonly AddressSet s_everything = AddressSet.AllIPv4.Union(AddressSet.AllIPv6);

    public override IReadOnlyList<Func<Tampering>> Kinds => [.. OfOurs, .. OfOthers, .. OfConditions, .. WithoutEffect, .. WithoutModel];

    private Func<Tampering>[] OfOurs =>
    [
        DeletedElement, AddedElement, WidenedPrefix, NarrowedPrefix, AddedRule, ReturnBefore, OtherVersion, EmptiedChain, CopiedSet,
        () => isTable ? DormantTable() : RemovedJump(),
        () => isTable ? DeletedChain() : RenamedChain(),
        () => isTable ? OpenPolicy() : ConditionalJump(),
    ];

    private string Table => isTable ? "inet datadog" : "inet filter";

    private string Chain(Direction direction) => (isTable, direction) switch
    {
        (true, Direction.Egress) => "datadog_output",
        (true, _) => "datadog_input",
        (_, Direction.Egress) => "datadog_egress",
        _ => "datadog_ingress",
    };

    private static string SetName(Rule rule, IpFamily family) => $"datadog_{rule.Labels[0]}_{(family == IpFamily.IPv4 ? "ipv4" : "ipv6")}";

    private static string Remote(Direction direction, IpFamily family)
        => $"{(family == IpFamily.IPv4 ? "ip" : "ip6")} {(direction == Direction.Egress ? "daddr" : "saddr")}";

    private static string Local(Direction direction, IpFamily family) => Remote(direction == Direction.Egress ? Direction.Ingress : Direction.Egress, family);

    private static string Hook(Direction direction) => direction == Direction.Egress ? "output" : "input";

    private static string Name(Protocol protocol) => protocol == Protocol.Tcp ? "tcp" : "udp";

    private static string Match(Direction direction, Cidr prefix) => $"{Remote(direction, prefix.Family)} {prefix}";

    private static Tampering Of(string name, string text, IReadOnlyList<Claim>? expected) => new(name, [TamperingCommand.Nft(text)], expected);

    private Tampering DeletedElement()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Whole(rule, family);
        return Of(
            "deleted element",
            $"delete element {Table} {SetName(rule, family)} {{ {prefix} }}",
            Lost(rule, Set(prefix), kind: LiveFindingKind.Missing));
    }

    private Tampering AddedElement()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Elsewhere(family);
        return Of("added element", $"add element {Table} {SetName(rule, family)} {{ {prefix} }}", Extra(rule, Set(prefix)));
    }

    private Tampering WidenedPrefix()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Whole(rule, family);
        var wide = Cidr.Parse($"{prefix.FirstAddress}/{prefix.PrefixLength - 1}", CidrStyles.MaskHostBits);
        var more = Set(wide).Except(rule.Remote.Addresses);
        return Of(
            "widened prefix",
            $"add element {Table} {SetName(rule, family)} {{ {(more.IsEmpty ? prefix : string.Join(", ", more))} }}",
            Extra(rule, Set(wide)));
    }

    private Tampering NarrowedPrefix()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var prefix = Whole(rule, family);
        var (set, kept) = (SetName(rule, family), Inside(prefix, 3));
        return Of(
            "narrowed prefix",
            $"delete element {Table} {set} {{ {prefix} }}\nadd element {Table} {set} {{ {kept} }}",
            Lost(rule, Set(prefix).Except(Set(kept)), kind: LiveFindingKind.Missing));
    }

    private Tampering AddedRule()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var (prefix, port) = (Coin() ? Part(rule, family) : Elsewhere(family), Any(rule.Protocol == Protocol.Tcp ? [22, 444, 8080] : new[] { 123, 5004 }));
        var isFirst = Coin() ? "insert" : "add";

        // Behind the last rule of a default deny, nothing arrives.
        return Of(
            "added rule",
            $"{isFirst} rule {Table} {Chain(rule.Direction)} {Match(rule.Direction, prefix)} {Name(rule.Protocol)} dport {port} accept",
            isTable && isFirst == "add" ? Nothing : [new Claim(LiveFindingKind.Extra, rule.Direction, rule.Protocol, [port], Set(prefix))]);
    }

    private Tampering ReturnBefore()
    {
        var rule = AnyRule();
        var prefix = Part(rule);

        // In a table of its own, the answers to the other direction are lost, too.
        return Of(
            "return before ours",
            $"insert rule {Table} {Chain(rule.Direction)} {Match(rule.Direction, prefix)} return",
            isTable ? LostBothWays(Set(prefix), LiveFindingKind.Missing) : Lost(rule.Direction, Set(prefix), kind: LiveFindingKind.Missing));
    }

    private Tampering OtherVersion()
    {
        var rules = TamperingLab.Rules.Rules.ToList();
        var (old, port) = (AnyRule(), 444);
        var other = old.Direction == Direction.Egress
            ? Rule.Egress(old.Remote, old.Protocol, port, old.Labels[0])
            : Rule.Ingress(old.Remote, old.Protocol, port, old.Labels[0]);
        var text = RuleSet.Of([.. rules.Select(rule => rule.Equals(old) ? other : rule)]).ToNftables(Options(isTable));
        return Of(
            "changed port",
            text,
            [
                .. Lost(old, s_everything, kind: LiveFindingKind.Missing),
                new Claim(LiveFindingKind.Extra, old.Direction, old.Protocol, [port], old.Remote.Addresses),
            ]);
    }

    private Tampering EmptiedChain()
    {
        var direction = AnyRule().Direction;
        return Of(
            "emptied chain",
            $"flush chain {Table} {Chain(direction)}",
            isTable ? LostBothWays(s_everything, LiveFindingKind.Missing) : Lost(direction, s_everything, kind: LiveFindingKind.Missing));
    }

    private Tampering CopiedSet()
    {
        var (rule, family) = (AnyRule(), AnyFamily());
        var (type, prefix) = (family == IpFamily.IPv4 ? "ipv4_addr" : "ipv6_addr", Whole(rule, family));
        var ports = string.Join(", ", rule.Ports);
        return Of(
            "rule with a set of another name",
            $$"""
            add set {{Table}} renamed { type {{type}}; flags interval; elements = { {{prefix}} }; }
            delete element {{Table}} {{SetName(rule, family)}} { {{prefix}} }
            insert rule {{Table}} {{Chain(rule.Direction)}} {{Remote(rule.Direction, family)}} @renamed {{Name(rule.Protocol)}} dport { {{ports}} } accept
            """,
            Nothing);
    }

    private static Tampering DormantTable() => Of("dormant table", "add table inet datadog { flags dormant; }", expected: null);

    private Tampering DeletedChain()
    {
        var direction = AnyRule().Direction;
        return Of("deleted base chain", $"flush chain {Table} {Chain(direction)}\ndelete chain {Table} {Chain(direction)}", expected: null);
    }

    private Tampering OpenPolicy()
    {
        var direction = AnyRule().Direction;
        return Of("open policy", $"add chain {Table} {Chain(direction)} {{ policy accept; }}", Nothing);
    }

    private Tampering RemovedJump()
    {
        var direction = AnyRule().Direction;
        return Of(
            "removed jump",
            $"flush chain {Table} {Hook(direction)}\nadd rule {Table} {Hook(direction)} ct state established,related accept",
            Lost(direction, s_everything, kind: LiveFindingKind.Missing));
    }

    private Tampering RenamedChain()
    {
        var direction = AnyRule().Direction;
        return Of(
            "renamed chain", $"rename chain {Table} {Chain(direction)} others", Lost(direction, s_everything, kind: LiveFindingKind.Missing)) with
        {
            IsAllowedByOthers = true,
        };
    }

    private Tampering ConditionalJump()
    {
        var rule = AnyRule();
        var part = Part(rule);
        var jump = Any(
            ($"{Match(rule.Direction, part)} jump", Set(part)),
            ($"ct state new {Match(rule.Direction, part)} jump", Set(part)),
            ($"meta nfproto {(part.Family == IpFamily.IPv4 ? "ipv4" : "ipv6")} jump", All(part.Family)),
            ($"{Remote(rule.Direction, part.Family)} != {part} goto", All(part.Family).Except(Set(part))));
        return Of(
            "conditional jump",
            $"""
            flush chain {Table} {Hook(rule.Direction)}
            add rule {Table} {Hook(rule.Direction)} ct state established,related accept
            add rule {Table} {Hook(rule.Direction)} {jump.Item1} {Chain(rule.Direction)}
            """,
            Lost(rule.Direction, s_everything.Except(jump.Item2), kind: LiveFindingKind.Missing));
    }

    /// <summary>The options of the rules in the kernel.</summary>
    public static NftablesOptions Options(bool isTable)
        => isTable ? new() { Mode = NftablesMode.Table, DefaultDeny = new DefaultDeny { Action = DenyAction.Drop } } : new();
}
