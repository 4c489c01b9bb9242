using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>One match or verdict of a rule, in both languages side by side. Only names from our own alphabets and numbers go in.</summary>
/// <param name="Text">The native language.</param>
/// <param name="Json">The same in libnftables-json.</param>
internal readonly record struct NftablesStatement(string Text, string Json)
{
    public static NftablesStatement Accept { get; } = new("accept", """{"accept":null}""");

    public static NftablesStatement Drop { get; } = new("drop", """{"drop":null}""");

    public static NftablesStatement Established { get; } = new(
        "ct state established,related", """{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}}""");

    public static NftablesStatement RemoteIn(IpFamily family, Direction direction, string set)
    {
        var (protocol, field) = (family == IpFamily.IPv4 ? "ip" : "ip6", direction == Direction.Egress ? "daddr" : "saddr");
        return new($"{protocol} {field} @{set}", Match(Payload(protocol, field), $"\"@{set}\""));
    }

    /// <summary>Keeps the other family out; nothing in a table of one family, where nft refuses the match.</summary>
    public static IEnumerable<NftablesStatement> Family(IpFamily family, NftablesTable table)
    {
        var name = family == IpFamily.IPv4 ? "ipv4" : "ipv6";
        return table.IsOfBothFamilies ? [new($"meta nfproto {name}", Match("""{"meta":{"key":"nfproto"}}""", $"\"{name}\""))] : [];
    }

    public static NftablesStatement Loopback(Direction direction)
    {
        var key = direction == Direction.Egress ? "oifname" : "iifname";
        return new($"{key} \"lo\"", Match($$$"""{"meta":{"key":"{{{key}}}"}}""", "\"lo\""));
    }

    public static NftablesStatement Ports(Protocol protocol, IReadOnlyList<PortRange> ports, string field = "dport")
    {
        var name = protocol == Protocol.Tcp ? "tcp" : "udp";
        var text = string.Join(", ", ports.Select(port => port.Format('-')));
        var json = string.Join(",", ports.Select(PortJson));
        return ports.Count == 1
            ? new($"{name} {field} {text}", Match(Payload(name, field), json))
            : new($"{name} {field} {{ {text} }}", Match(Payload(name, field), $$$"""{"set":[{{{json}}}]}"""));
    }

    public static NftablesStatement IcmpV6Types(IEnumerable<int> types)
    {
        var list = types.ToList();
        return new($"icmpv6 type {{ {string.Join(", ", list)} }}", Match(Payload("icmpv6", "type"), $$$"""{"set":[{{{string.Join(",", list)}}}]}"""));
    }

    public static NftablesStatement Limit(int perMinute) => new(
        string.Create(CultureInfo.InvariantCulture, $"limit rate {perMinute}/minute burst 5 packets"),
        string.Create(CultureInfo.InvariantCulture, $$$"""{"limit":{"rate":{{{perMinute}}},"burst":5,"per":"minute"}}"""));

    public static NftablesStatement Log(string prefix) => new($"log prefix \"{prefix}\"", $$$"""{"log":{"prefix":"{{{prefix}}}"}}""");

    /// <summary>Rejects in the way that the table's family allows.</summary>
    public static NftablesStatement Reject(string tableFamily)
    {
        var type = tableFamily switch { "ip" => "icmp", "ip6" => "icmpv6", _ => "icmpx" };
        return new($"reject with {type} type admin-prohibited", $$$"""{"reject":{"type":"{{{type}}}","expr":"admin-prohibited"}}""");
    }

    private static string PortJson(PortRange port)
        => port.IsSingle
            ? port.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $$$"""{"range":[{{{port.First}}},{{{port.Last}}}]}""");

    private static string Payload(string protocol, string field) => $$$"""{"payload":{"protocol":"{{{protocol}}}","field":"{{{field}}}"}}""";

    private static string Match(string left, string right) => $$$"""{"match":{"op":"==","left":{{{left}}},"right":{{{right}}}}}""";
}
