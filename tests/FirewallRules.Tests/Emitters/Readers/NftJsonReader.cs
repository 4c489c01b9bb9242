using System.Globalization;
using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads the commands that nft JSON here is made of, and refuses every other.</summary>
internal static class NftJsonReader
{
    public static Allowed Read(string json)
    {
        var (allowed, sets) = (new Allowed(), new Dictionary<string, AddressSet>(StringComparer.Ordinal));
        foreach (var command in JsonNode.Parse(json)!["nftables"]!.AsArray())
        {
            var (verb, body) = command!.AsObject().Single();
            var (kind, value) = verb == "metainfo" ? (verb, body) : body!.AsObject().Single() is var inner ? (inner.Key, inner.Value) : default;
            switch (verb, kind)
            {
                case ("add", "set"):
                    sets.Add(Name(value!), AddressSet.Empty);
                    break;
                case ("add", "element"):
                    sets[Name(value!)] = sets[Name(value!)].Union(Text.Disjoint(value!["elem"]!.AsArray().Select(Prefix)));
                    break;
                case ("delete", "set"):
                    Assert.That(sets.Remove(Name(value!)), Is.True, "a set is added before it is deleted");
                    Assert.That(json, Does.Not.Contain($"\"@{Name(value!)}\""), "only sets that nothing refers to go");
                    break;
                case ("add", "rule"):
                    AddRule(allowed, value!, sets);
                    break;
                default:
                    Assert.That(
                        $"{verb} {kind}",
                        Is.AnyOf(
                            "metainfo metainfo", "add table", "delete table", "add chain", "flush chain", "delete chain", "flush set"));
                    break;
            }
        }

        return allowed;
    }

    private static void AddRule(Allowed allowed, JsonNode rule, Dictionary<string, AddressSet> sets)
    {
        var chain = (string)rule["chain"]!;
        var direction = chain.EndsWith("_egress", StringComparison.Ordinal) || chain.EndsWith("_output", StringComparison.Ordinal)
            ? Direction.Egress : Direction.Ingress;
        var statements = rule["expr"]!.AsArray();
        Assert.That(statements, Has.Count.EqualTo(3), rule.ToJsonString());
        Assert.That(statements[2]!.ToJsonString(), Is.EqualTo("""{"accept":null}"""));
        var (remote, port) = (statements[0]!["match"]!, statements[1]!["match"]!);
        var protocol = (string)port["left"]!["payload"]!["protocol"]! == "tcp" ? Protocol.Tcp : Protocol.Udp;
        Assert.That(new[] { remote, port }.Select(match => (string)match["op"]!), Is.All.EqualTo("=="));
        Assert.That((string)port["left"]!["payload"]!["field"]!, Is.EqualTo("dport"));
        var ports = port["right"] is JsonObject right && right["set"] is JsonArray list ? [.. list] : new[] { port["right"] };
        foreach (var one in ports)
        {
            allowed.Add(direction, protocol, Port(one!), Remote(remote, direction, sets));
        }
    }

    private static AddressSet Remote(JsonNode match, Direction direction, Dictionary<string, AddressSet> sets)
    {
        if (match["left"]!["meta"] is { } meta)
        {
            Assert.That(meta.ToJsonString(), Is.EqualTo("""{"key":"nfproto"}"""));
            return Sets.All((string)match["right"]! == "ipv4" ? IpFamily.IPv4 : IpFamily.IPv6);
        }

        var payload = match["left"]!["payload"]!;
        var set = sets[((string)match["right"]!)[1..]];
        Assert.That((string)payload["field"]!, Is.EqualTo(direction == Direction.Egress ? "daddr" : "saddr"));
        return (string)payload["protocol"]! == "ip" ? set.IPv4 : set.IPv6;
    }

    private static PortRange Port(JsonNode port)
        => port is JsonObject ? new PortRange((int)port["range"]![0]!, (int)port["range"]![1]!) : (int)port;

    private static string Prefix(JsonNode? element)
        => string.Create(CultureInfo.InvariantCulture, $"{(string)element!["prefix"]!["addr"]!}/{(int)element["prefix"]!["len"]!}");

    private static string Name(JsonNode value) => (string)value["name"]!;
}
