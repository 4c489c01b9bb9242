using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads lists with one row per rule and prefix, and refuses unknown content.</summary>
internal static class PlainListReader
{
    private static readonly string[] Names = ["direction", "protocol", "ports", "family", "prefix", "sections", "sources"];

    public static Allowed Json(string output)
    {
        var allowed = new Allowed();
        foreach (var row in JsonNode.Parse(output)!.AsArray())
        {
            var properties = row!.AsObject();
            Assert.That(properties.Select(property => property.Key), Is.SubsetOf(Names));
            var ports = properties["ports"]!.AsArray().Select(port => (string)port!);
            Add(allowed, (string)row["direction"]!, (string)row["protocol"]!, ports, (string)row["family"]!, (string)row["prefix"]!);
        }

        return allowed;
    }

    public static Allowed Csv(string output)
    {
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.That(lines[0], Is.EqualTo(string.Join(',', Names)));
        var allowed = new Allowed();
        foreach (var line in lines.Skip(1))
        {
            var fields = line.Split(',', 6);
            Assert.That(fields[5], Does.Match("^\"[^\"]*\",\"[^\"]*\"$"));
            Add(allowed, fields[0], fields[1], fields[2].Split(' '), fields[3], fields[4]);
        }

        return allowed;
    }

    private static void Add(Allowed allowed, string direction, string protocol, IEnumerable<string> ports, string family, string prefix)
    {
        var remote = prefix switch
        {
            "0.0.0.0/0" => Sets.All(IpFamily.IPv4),
            "::/0" => Sets.All(IpFamily.IPv6),
            _ => AddressSet.Parse(prefix),
        };
        Assert.That(family, Is.EqualTo(remote.IPv4.IsEmpty ? "ipv6" : "ipv4"));
        foreach (var port in ports)
        {
            allowed.Add(
                direction == "egress" ? Direction.Egress : Direction.Ingress,
                protocol == "tcp" ? Protocol.Tcp : Protocol.Udp,
                PortRange.Parse(port),
                remote);
        }
    }
}
