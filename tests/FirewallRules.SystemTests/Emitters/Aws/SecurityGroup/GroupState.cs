using System.Globalization;
using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>What a security group allows: a set of addresses for each direction, protocol and port range.</summary>
internal sealed class GroupState
{
    private readonly SortedDictionary<string, AddressSet> _allowed = new(StringComparer.Ordinal);

    /// <summary>What the rules allow.</summary>
    public static GroupState Of(RuleSet rules)
    {
        var state = new GroupState();
        foreach (var rule in rules.Rules)
        {
            foreach (var ports in rule.Ports)
            {
                state.Add(rule.Direction == Direction.Egress, rule.Protocol == Protocol.Tcp ? "tcp" : "udp", ports.First, ports.Last, rule.Remote.Addresses);
                state.Add(
                    rule.Direction == Direction.Egress,
                    rule.Protocol == Protocol.Tcp ? "tcp" : "udp",
                    ports.First,
                    ports.Last,
                    rule.Remote.IsAnyIPv4 ? AddressSet.AllIPv4 : AddressSet.Empty);
            }
        }

        return state;
    }

    /// <summary>What an answer of the service says that groups allow; they refer to no lists.</summary>
    public static GroupState Of(string answer)
    {
        var state = new GroupState();
        state.Add(JsonNode.Parse(answer)!, server: null);
        return state;
    }

    /// <summary>The addresses of one line of a state, which starts with the key.</summary>
    public static AddressSet Addresses(string state, string key)
        => AddressSet.Parse(state.Split('\n')
            .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..]
            .Replace("0.0.0.0/0", "", StringComparison.Ordinal)
            .Replace(' ', '\n')
            ?? "");

    /// <summary>What the groups together allow according to the service; references to lists are looked up.</summary>
    public static GroupState Of(MotoServer server, params string[] groups) => Of(server, "us-east-1", groups);

    /// <summary>The same, of another region.</summary>
    public static GroupState Of(MotoServer server, string region, string[] groups)
    {
        var state = new GroupState();
        state.Add(server.Aws(["ec2", "describe-security-groups", "--region", region, "--group-ids", .. groups])!, server);
        return state;
    }

    public override string ToString() => string.Join('\n', _allowed.Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value)}"));

    private void Add(JsonNode answer, MotoServer? server)
    {
        foreach (var group in answer["SecurityGroups"]!.AsArray())
        {
            foreach (var egress in new[] { true, false })
            {
                foreach (var permission in group![egress ? "IpPermissionsEgress" : "IpPermissions"]!.AsArray())
                {
                    Add(egress, permission!, server);
                }
            }
        }
    }

    private void Add(bool egress, JsonNode permission, MotoServer? server)
    {
        var addresses = new AddressSetBuilder();
        foreach (var (list, key) in new[] { ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6") })
        {
            addresses.AddRange(permission[list]?.AsArray().Select(range => Cidr.Parse((string)range![key]!)) ?? []);
        }

        foreach (var list in permission["PrefixListIds"]?.AsArray() ?? [])
        {
            var entries = server!.Aws("ec2", "get-managed-prefix-list-entries", "--prefix-list-id", (string)list!["PrefixListId"]!)!["Entries"]!;
            addresses.AddRange(entries.AsArray().Select(entry => Cidr.Parse((string)entry!["Cidr"]!)));
        }

        Add(egress, (string)permission["IpProtocol"]!, (int?)permission["FromPort"] ?? -1, (int?)permission["ToPort"] ?? -1, addresses.ToAddressSet());
    }

    private void Add(bool egress, string protocol, int first, int last, AddressSet addresses)
    {
        if (addresses.IsEmpty)
        {
            return;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{(egress ? "egress" : "ingress")} {protocol} {first}-{last}");
        _allowed[key] = _allowed.GetValueOrDefault(key, AddressSet.Empty).Union(addresses);
    }
}
