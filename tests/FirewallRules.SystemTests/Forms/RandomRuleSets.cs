using FirewallRules.Tests.Emitters;

namespace FirewallRules.SystemTests;

/// <summary>Random rule sets, whose labels try to leave their comment and to create a file.</summary>
internal static class RandomRuleSets
{
    /// <summary>The file. It never exists.</summary>
    public static string Trap { get; } = Scratch.NewPath();

    private static readonly string[] s_pieces =
    [
        "'", "\"", "\\", "`", "$(", ")", $"$(touch {Trap})", $"`touch {Trap}`", $"\ntouch {Trap}\n", $"; touch {Trap};", $"|touch {Trap}", $"&touch {Trap}",
        "\nFWRULES\n", "\r\n", "\n", "\r", "; } accept; #", "\nCOMMIT\n*nat\n", "-j ACCEPT", "\n'@\n", "\n\"@\n", "\u2018", "\u2019", "\u201c", "\u201d",
        "${", "%{", "#{", "}", "{{", "*/", "/*", "//", "#", "<#", "#>", "\0", "\u2028", "\u0085", "\u202e", "\"}]}", "\", \"", "\ud83d\ude00", "\u00e9",
        " ", "-", "~", "^M", "a", "B", "0", "egress-tcp-1",
    ];

    /// <summary>One with up to eight rules, of which at least one has addresses.</summary>
    public static RuleSet One(Random random) => RuleSet.Of(
    [
        One(random, Remote.Of(AddressSet.Of([RandomPrefixes.One(random)]))),
        .. Enumerable.Range(0, random.Next(8)).Select(_ => One(random, Side(random))),
    ]);

    private static Rule One(Random random, Remote remote)
    {
        var protocol = random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp;
        var ports = Enumerable.Range(0, random.Next(1, random.Next(8) == 0 ? 30 : 4)).Select(_ => Ports(random)).ToArray();
        var label = random.Next(6) == 0 ? null : string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
        return random.Next(2) == 0 ? Rule.Egress(remote, protocol, ports, label) : Rule.Ingress(remote, protocol, ports, label);
    }

    private static PortRange Ports(Random random)
    {
        var first = random.Next(10) == 0 ? 1 : random.Next(1, ushort.MaxValue + 1);
        return random.Next(3) > 0 ? first : new PortRange(first, random.Next(10) == 0 ? ushort.MaxValue : random.Next(first, ushort.MaxValue + 1));
    }

    private static Remote Side(Random random) => random.Next(12) switch
    {
        0 => Remote.Any,
        1 => Remote.AnyIPv4,
        2 => Remote.AnyIPv6,
        3 => Remote.Of(AddressSet.Empty),
        _ => Remote.Of(AddressSet.Of([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => RandomPrefixes.One(random))])),
    };
}
