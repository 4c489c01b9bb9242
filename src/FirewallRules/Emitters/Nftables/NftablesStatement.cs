using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>One match or verdict of a rule, in both languages.</summary>
/// <param name="Text">The nft language.</param>
/// <param name="WriteJson">Writes the same in libnftables-json.</param>
internal readonly record struct NftablesStatement(string Text, Action<JsonWriter> WriteJson)
{
    public static NftablesStatement Accept { get; } = new("accept", json => json.StartObject().Name("accept").Null().EndObject());

    public static NftablesStatement Drop { get; } = new("drop", json => json.StartObject().Name("drop").Null().EndObject());

    public static NftablesStatement Established { get; } = new(
        "ct state established,related", json => Match(json, "in", CtState, right => right.Values(["established", "related"])));

    /// <summary>TCP packets that continue a connection: not those that open or accept one.</summary>
    public static NftablesStatement MidStream { get; } = SynAndAck("ack");

    /// <summary>TCP packets that open a connection.</summary>
    public static NftablesStatement Opening { get; } = SynAndAck("syn");

    /// <summary>The first packet of a connection that was not tracked before.</summary>
    public static NftablesStatement New { get; } = new("ct state new", json => Match(json, "in", CtState, right => right.Value("new")));

    public static NftablesStatement ProtocolIn(string set)
        => new($"meta l4proto @{set}", json => Match(json, "==", Meta("l4proto"), right => right.Value("@" + set)));

    public static NftablesStatement RemoteIn(IpFamily family, Direction direction, string set)
    {
        var (protocol, field) = (family == IpFamily.IPv4 ? "ip" : "ip6", direction == Direction.Egress ? "daddr" : "saddr");
        return new($"{protocol} {field} @{set}", json => Match(json, "==", Payload(protocol, field), right => right.Value("@" + set)));
    }

    /// <summary>Matches a few addresses without a named set.</summary>
    public static NftablesStatement RemoteIn(IpFamily family, Direction direction, AddressSet addresses)
    {
        var (protocol, field) = (family == IpFamily.IPv4 ? "ip" : "ip6", direction == Direction.Egress ? "daddr" : "saddr");
        IReadOnlyList<Cidr> prefixes = [.. addresses];
        return new($"{protocol} {field} {{ {string.Join(", ", prefixes)} }}", json => Match(
            json, "==", Payload(protocol, field), right => WriteSet(right, prefixes, static (set, prefix) => WritePrefix(set, prefix))));
    }

    /// <summary>Matches only this family; empty for a table of a single family, where nft rejects the match.</summary>
    public static IEnumerable<NftablesStatement> Family(IpFamily family, NftablesTable table)
    {
        var name = family == IpFamily.IPv4 ? "ipv4" : "ipv6";
        return table.IsOfBothFamilies ? [new($"meta nfproto {name}", json => Match(json, "==", Meta("nfproto"), right => right.Value(name)))] : [];
    }

    public static NftablesStatement Loopback(NftablesHook hook)
    {
        var key = hook == NftablesHook.Output ? "oifname" : "iifname";
        return new($"{key} {NftText.Quoted("lo")}", json => Match(json, "==", Meta(key), right => right.Value("lo")));
    }

    public static NftablesStatement Ports(Protocol protocol, IReadOnlyList<PortRange> ports, string field = "dport")
    {
        var name = protocol == Protocol.Tcp ? "tcp" : "udp";
        var text = string.Join(", ", ports.Select(port => port.Format('-')));
        return ports.Count == 1
            ? new($"{name} {field} {text}", json => Match(json, "==", Payload(name, field), right => WritePort(right, ports[0])))
            : new($"{name} {field} {{ {text} }}", json => Match(json, "==", Payload(name, field), right => WriteSet(right, ports, WritePort)));
    }

    /// <summary>Matches the destination port before translation (DNAT).</summary>
    /// <remarks>
    /// A single port or range: nft 1.0.6 lists a set of these ports in a form that it cannot read back, which would break a saved ruleset.
    /// </remarks>
    public static IEnumerable<NftablesStatement> OriginalPort(Protocol protocol, PortRange port)
    {
        var name = protocol == Protocol.Tcp ? "tcp" : "udp";
        return
        [
            new($"meta l4proto {name}", json => Match(json, "==", Meta("l4proto"), right => right.Value(name))),
            new($"ct original proto-dst {port.Format('-')}", json => Match(
                json,
                "==",
                left => left.StartObject().Name("ct").StartObject()
                    .Property("key", "proto-dst").Property("dir", "original").EndObject().EndObject(),
                right => WritePort(right, port))),
        ];
    }

    public static NftablesStatement IcmpV6Types(IReadOnlyList<int> types) => new(
        $"icmpv6 type {{ {string.Join(", ", types)} }}",
        json => Match(json, "==", Payload("icmpv6", "type"), right => WriteSet(right, types, static (set, type) => set.Value(type))));

    public static NftablesStatement Limit(int perMinute) => new(
        string.Create(CultureInfo.InvariantCulture, $"limit rate {perMinute}/minute burst 5 packets"),
        json => json.StartObject().Name("limit").StartObject()
            .Property("rate", perMinute).Property("burst", 5).Property("per", "minute").EndObject().EndObject());

    public static NftablesStatement Log(string prefix) => new(
        $"log prefix {NftText.Quoted(prefix)}",
        json => json.StartObject().Name("log").StartObject().Property("prefix", prefix).EndObject().EndObject());

    /// <summary>The reject statement that the family of the table supports.</summary>
    public static NftablesStatement Reject(string tableFamily)
    {
        var type = tableFamily switch { "ip" => "icmp", "ip6" => "icmpv6", _ => "icmpx" };
        return new(
            $"reject with {type} type admin-prohibited",
            json => json.StartObject().Name("reject").StartObject()
                .Property("type", type).Property("expr", "admin-prohibited").EndObject().EndObject());
    }

    /// <summary>Writes a prefix as a value of a set.</summary>
    public static void WritePrefix(JsonWriter json, Cidr prefix)
    {
        var text = prefix.ToString();
        json.StartObject().Name("prefix").StartObject();
        json.Property("addr", text[..text.IndexOf('/')]).Property("len", prefix.PrefixLength);
        json.EndObject().EndObject();
    }

    private static NftablesStatement SynAndAck(string value) => new(
        $"tcp flags & (syn | ack) == {value}",
        json => Match(
            json,
            "==",
            left =>
            {
                left.StartObject().Name("&").StartArray();
                Payload("tcp", "flags")(left);
                left.StartObject().Name("|").Values(["syn", "ack"]).EndObject().EndArray().EndObject();
            },
            right => right.Value(value)));

    private static void WritePort(JsonWriter json, PortRange port)
    {
        if (port.IsSingle)
        {
            json.Value(port.First);
        }
        else
        {
            json.StartObject().Name("range").StartArray().Value(port.First).Value(port.Last).EndArray().EndObject();
        }
    }

    private static void WriteSet<T>(JsonWriter json, IReadOnlyList<T> items, Action<JsonWriter, T> write)
    {
        json.StartObject().Name("set").StartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.EndArray().EndObject();
    }

    private static Action<JsonWriter> Payload(string protocol, string field)
        => json => json.StartObject().Name("payload").StartObject().Property("protocol", protocol).Property("field", field).EndObject().EndObject();

    private static Action<JsonWriter> Meta(string key) => json => json.StartObject().Name("meta").StartObject().Property("key", key).EndObject().EndObject();

    private static void CtState(JsonWriter json) => json.StartObject().Name("ct").StartObject().Property("key", "state").EndObject().EndObject();

    private static void Match(JsonWriter json, string operation, Action<JsonWriter> left, Action<JsonWriter> right)
    {
        json.StartObject().Name("match").StartObject().Property("op", operation).Name("left");
        left(json);
        json.Name("right");
        right(json);
        json.EndObject().EndObject();
    }
}
