using System.Text.Json.Nodes;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Verification;

/// <summary>Security groups as EC2 keeps them, and what <c>describe-security-groups</c> prints about them.</summary>
internal sealed class Ec2Listing
{
    private readonly Dictionary<string, AddressSet> _lists = new(StringComparer.Ordinal);

    public List<Ec2Rule> Rules { get; } = [];

    /// <summary>The ids of the groups; also of those without rules.</summary>
    public List<string> Groups { get; } = [];

    /// <summary>New groups that allow all egress, to which an output was applied.</summary>
    public static Ec2Listing Of(IRuleEmitter emitter, RuleSet rules, bool hasDefaultEgress = true)
    {
        var listing = new Ec2Listing();
        var permissions = AwsReader.Read(emitter.Name, rules.Emit(emitter));
        for (var number = 1; number <= permissions.Select(permission => permission.Group).Append(1).Max(); number++)
        {
            listing.AddGroup($"sg-{number}", hasDefaultEgress);
        }

        foreach (var permission in permissions)
        {
            var remote = permission.Remote.CountPrefixes() == 1 ? permission.Remote.Single().ToString() : listing.List(permission.Remote);
            listing.Rules.Add(new Ec2Rule(
                $"sg-{permission.Group}",
                permission.Direction,
                permission.Protocol == Protocol.Tcp ? "tcp" : "udp",
                permission.Ports.First,
                permission.Ports.Last,
                remote,
                permission.Description));
        }

        return listing;
    }

    public void AddGroup(string id, bool hasDefaultEgress)
    {
        Groups.Add(id);
        if (hasDefaultEgress)
        {
            Rules.Add(new Ec2Rule(id, Direction.Egress, "-1", null, null, "0.0.0.0/0", ""));
        }
    }

    /// <summary>The id of a prefix list with these entries.</summary>
    public string List(AddressSet entries)
    {
        var id = $"pl-{_lists.Count + 1}";
        _lists.Add(id, entries);
        return id;
    }

    /// <summary>The remote addresses of a rule; <see langword="null"/> for a group.</summary>
    public AddressSet? AddressesOf(Ec2Rule rule)
        => rule.Remote.StartsWith("sg-", StringComparison.Ordinal) ? null
            : _lists.TryGetValue(rule.Remote, out var list) ? list
            : AddressSet.Of(Cidr.Parse(rule.Remote, CidrStyles.MaskHostBits));

    public AwsSecurityGroupState Read(AwsSecurityGroupOptions? options = null, bool isExclusive = false, bool withLists = true)
        => AwsSecurityGroupState.Parse(ToJson(withLists), options, isExclusive);

    public string ToJson(bool withLists = true)
    {
        var json = new JsonObject { ["SecurityGroups"] = new JsonArray([.. Groups.Select(Group)]) };
        if (withLists)
        {
            json["PrefixLists"] = new JsonObject(_lists.Select(list => KeyValuePair.Create<string, JsonNode?>(
                list.Key, new JsonArray([.. list.Value.Select(prefix => new JsonObject { ["Cidr"] = prefix.ToString(), ["Description"] = "" })]))));
        }

        return json.ToJsonString();
    }

    private JsonObject Group(string id) => new()
    {
        ["Description"] = "test",
        ["GroupName"] = "name of " + id,
        ["IpPermissions"] = Permissions(id, Direction.Ingress),
        ["OwnerId"] = "123456789012",
        ["GroupId"] = id,
        ["IpPermissionsEgress"] = Permissions(id, Direction.Egress),
        ["Tags"] = new JsonArray(),
        ["VpcId"] = "vpc-1",
    };

    private JsonArray Permissions(string id, Direction direction)
        => new([.. Rules.Where(rule => rule.Group == id && rule.Direction == direction)
            .GroupBy(rule => (rule.Protocol, rule.From, rule.To))
            .Select(JsonNode (same) => Permission(same.Key.Protocol, same.Key.From, same.Key.To, [.. same]))]);

    private static JsonObject Permission(string protocol, int? from, int? to, IReadOnlyList<Ec2Rule> rules)
    {
        var permission = new JsonObject { ["IpProtocol"] = protocol };
        if (from is not null)
        {
            (permission["FromPort"], permission["ToPort"]) = (from, to);
        }

        permission["UserIdGroupPairs"] = Remotes("sg-", "GroupId");
        permission["PrefixListIds"] = Remotes("pl-", "PrefixListId");
        permission["IpRanges"] = Remotes(".", "CidrIp");
        permission["Ipv6Ranges"] = Remotes(":", "CidrIpv6");
        return permission;

        JsonArray Remotes(string mark, string key)
            => new([.. rules.Where(rule => rule.Remote.Contains(mark, StringComparison.Ordinal)).Select(rule =>
            {
                var range = new JsonObject { [key] = rule.Remote };
                if (rule.Description.Length > 0)
                {
                    range["Description"] = rule.Description;
                }

                return (JsonNode)range;
            })]);
    }
}
