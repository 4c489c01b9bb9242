using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>One rule of a security group: one port range and one prefix or prefix list.</summary>
/// <param name="Rule">The rule of the rule set.</param>
/// <param name="Family">The family.</param>
/// <param name="Ports">The port range.</param>
/// <param name="Prefix">The prefix; <see langword="null"/> for a list.</param>
/// <param name="List">The list; <see langword="null"/> for a prefix.</param>
internal sealed record AwsEntry(Rule Rule, IpFamily Family, PortRange Ports, string? Prefix, AwsPrefixList? List)
{
    public Direction Direction => Rule.Direction;

    public string DirectionWord => Word(Direction);

    public string ProtocolWord => Rule.Protocol == Protocol.Tcp ? "tcp" : "udp";

    /// <summary>What identifies it in scripts: direction, protocol, ports and remote side.</summary>
    public string Key
        => string.Create(CultureInfo.InvariantCulture, $"{DirectionWord} {ProtocolWord} {Ports.First} {Ports.Last} {Prefix ?? "list:" + List!.Name}");

    /// <summary>The number of rules that the quota counts for it.</summary>
    public int Count => List?.MaxEntries ?? 1;

    public static string Word(Direction direction) => direction == Direction.Egress ? "egress" : "ingress";

    /// <summary>The entries of a rule for a family; an explicit any is a prefix of length 0.</summary>
    public static IEnumerable<AwsEntry> Of(Rule rule, IpFamily family, AwsPrefixList? list)
        => rule.Ports.SelectMany(ports => list is not null
            ? [new AwsEntry(rule, family, ports, null, list)]
            : Prefixes(rule.Remote, family).Select(prefix => new AwsEntry(rule, family, ports, prefix, null)));

    private static IEnumerable<string> Prefixes(Remote remote, IpFamily family)
        => remote.IsAny(family)
            ? [family == IpFamily.IPv4 ? "0.0.0.0/0" : "::/0"]
            : remote.In(family).Select(prefix => prefix.ToString());
}
