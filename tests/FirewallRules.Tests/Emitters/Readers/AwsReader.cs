using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>Reads outputs for security groups, and refuses unknown content.</summary>
internal static class AwsReader
{
    private static readonly Regex Resource = new(
        "^resource \"(?<type>[a-z0-9_]+)\" \"(?<name>[a-z][a-z0-9_]*)\" \\{\n(?<body>.*?)^\\}$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    private static readonly Regex Argument = new(
        "^  (?<name>[a-z0-9_]+) += (?<value>\"[^\"\\n]*\"|[a-z0-9_.]+(\\[[a-z0-9_.]+\\])?)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
    private static readonly Regex Key = new(
        "^    \"(?<key>[^\"]+)\"(,| += (\"(?<value>[^\"]*)\"|(?<group>[0-9]+)|\\{ group = (?<group>[0-9]+), description = \"(?<value>[^\"]*)\" \\}))$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public static IReadOnlyList<AwsPermission> Read(string emitter, string output) => emitter switch
    {
        "aws-cli" => Script(output),
        "aws-json" => Json(JsonNode.Parse(output)!),

        // It does not say its direction.
        "aws-cli-json" => [.. Permissions(JsonNode.Parse(output)!.AsObject().Single().Value!.AsArray(), 1, "egress")],
        "aws-tfvars" => Variables(JsonNode.Parse(output)!),
        "aws-cloudformation" => Template(JsonNode.Parse(output)!["Resources"]!.AsObject()),
        "aws-terraform" => Terraform(output),
        _ => throw new ArgumentOutOfRangeException(nameof(emitter), emitter, "There is no reader for this format."),
    };

    public static Allowed Allowed(IEnumerable<AwsPermission> permissions)
    {
        var allowed = new Allowed();
        foreach (var permission in permissions)
        {
            allowed.Add(permission.Direction, permission.Protocol, permission.Ports, permission.Remote);
        }

        return allowed;
    }

    private static List<AwsPermission> Script(string script)
    {
        var documents = Regex.Matches(
            script,
            "^(?<kind>wanted|list)_(?<number>[0-9]+)\\(\\) \\{\n(:|echo '(?<text>[^']*)')\n\\}$",
            RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
            .ToList();
        var lists = new Dictionary<string, (AddressSet Addresses, int Count)>(StringComparer.Ordinal);
        foreach (Match fill in Regex.Matches(
            script,
            "^    list_(?<number>[0-9]+) >\"\\$work/entries\"\n    fill_list (?<name>[a-z0-9-]+) IPv[46] (?<size>[0-9]+)$",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking))
        {
            var document = documents.Single(
                document => document.Groups["kind"].Value == "list" && document.Groups["number"].Value == fill.Groups["number"].Value);
            lists.Add("list:" + fill.Groups["name"].Value, (Text.Disjoint(Lines(document)), Number(fill.Groups["size"].Value)));
        }

        return [.. from document in documents
                   where document.Groups["kind"].Value == "wanted"
                   from line in Lines(document)
                   let part = line.Split(' ', 6)
                   let ports = new PortRange(Number(part[2]), Number(part[3]))
                   let number = Number(document.Groups["number"].Value)
                   select lists.TryGetValue(part[4], out var list)
                       ? AwsPermission.Of(number, part[0], part[1], ports, list.Addresses, list.Count, part[5])
                       : AwsPermission.Of(number, part[0], part[1], ports, part[4], part[5])];

        static string[] Lines(Match document) => document.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static AwsPermission[] Json(JsonNode node)
    {
        Assert.That(node.AsObject().Select(property => property.Key), Is.EqualTo(new[] { "comment", "groups" }));
        var groups = node["groups"]!.AsArray().Select(group => group!).ToList();
        Assert.That(
            groups.Select(group => group.AsObject().Select(property => property.Key)), Is.All.Not.Empty.And.All.SubsetOf(new[] { "egress", "ingress" }));
        return [.. groups.SelectMany((group, i) => group.AsObject().SelectMany(
            direction => Permissions(direction.Value!.AsArray(), i + 1, direction.Key)))];
    }

    private static IEnumerable<AwsPermission> Permissions(JsonArray permissions, int number, string direction)
        => from permission in permissions
           from key in new[] { ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6") }
           from range in permission![key.Item1]?.AsArray() ?? []
           select AwsPermission.Of(
               number,
               direction,
               (string)permission["IpProtocol"]!,
               new PortRange((int)permission["FromPort"]!, (int)permission["ToPort"]!),
               (string)range[key.Item2]!,
               (string)range["Description"]!);

    private static AwsPermission[] Variables(JsonNode node)
    {
        var keys = node.AsObject().Select(property => property.Key).ToList();
        Assert.That(keys.Select(key => key[key.LastIndexOf('_')..]), Is.EqualTo(new[] { "_source", "_rules" }));
        return [.. from rule in node[keys[1]]!.AsArray()
                   from prefix in rule["prefixes"]!.AsArray()
                   select AwsPermission.Of(
                       (int)rule["group"]! + 1,
                       (string)rule["direction"]!,
                       (string)rule["protocol"]!,
                       new PortRange((int)rule["from_port"]!, (int)rule["to_port"]!),
                       (string)prefix!,
                       (string)rule["description"]!)];
    }

    private static List<AwsPermission> Template(JsonObject resources)
    {
        var read = new List<AwsPermission>();
        foreach (var (id, resource) in resources)
        {
            Assert.That(id, Does.Match("^[a-zA-Z0-9]+$"));
            var properties = resource!["Properties"]!;
            var type = (string)resource["Type"]!;
            if (type == "AWS::EC2::PrefixList")
            {
                continue;
            }

            var direction = type == "AWS::EC2::SecurityGroupEgress" ? "egress" : "ingress";
            var group = (string)properties["GroupId"]!["Ref"]! is var parameter && parameter == "SecurityGroupId"
                ? 1
                : Number(parameter["SecurityGroupId".Length..]);
            var ports = new PortRange((int)properties["FromPort"]!, (int)properties["ToPort"]!);
            var (protocol, description) = ((string)properties["IpProtocol"]!, (string)properties["Description"]!);
            if (properties[direction == "egress" ? "DestinationPrefixListId" : "SourcePrefixListId"] is { } reference)
            {
                var list = resources[(string)reference["Fn::GetAtt"]![0]!]!["Properties"]!;
                var entries = Text.Disjoint(list["Entries"]!.AsArray().Select(entry => (string)entry!["Cidr"]!));
                read.Add(AwsPermission.Of(group, direction, protocol, ports, entries, (int)list["MaxEntries"]!, description));
                continue;
            }

            read.Add(AwsPermission.Of(group, direction, protocol, ports, (string)(properties["CidrIp"] ?? properties["CidrIpv6"])!, description));
        }

        return read;
    }

    private static List<AwsPermission> Terraform(string text)
    {
        var resources = Resource.Matches(text);
        Assert.That(resources.Select(match => $"{match.Groups["type"]}.{match.Groups["name"]}"), Is.Unique);
        var read = new List<AwsPermission>();
        foreach (Match resource in resources)
        {
            var type = resource.Groups["type"].Value;
            if (type.StartsWith("aws_ec2_managed_prefix_list", StringComparison.Ordinal))
            {
                continue;
            }

            var arguments = Arguments(resource);
            Assert.That(type, Is.AnyOf("aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"));
            var direction = type.Contains("egress", StringComparison.Ordinal) ? "egress" : "ingress";
            var group = arguments["security_group_id"]["var.security_group_ids[".Length..^1];
            var ports = new PortRange(Number(arguments["from_port"]), Number(arguments["to_port"]));
            var (protocol, description) = (arguments["ip_protocol"].Trim('"'), arguments["description"].Trim('"'));
            if (arguments.TryGetValue("prefix_list_id", out var reference))
            {
                var name = reference.Split('.')[1];
                var list = resources.Single(match => match.Groups["type"].Value == "aws_ec2_managed_prefix_list" && match.Groups["name"].Value == name);
                var entries = resources.Single(
                    match => match.Groups["type"].Value == "aws_ec2_managed_prefix_list_entry" && match.Groups["name"].Value == name);
                read.Add(AwsPermission.Of(
                    Number(group) + 1, direction, protocol, ports, Text.Disjoint(Keys(entries)), Number(Arguments(list)["max_entries"]), description));
                continue;
            }

            Assert.That(arguments.ContainsKey("cidr_ipv4") ^ arguments.ContainsKey("cidr_ipv6"), Is.True);
            Assert.That(arguments.GetValueOrDefault("cidr_ipv4") ?? arguments["cidr_ipv6"], Is.EqualTo("each.key"));
            read.AddRange(Key.Matches(resource.Groups["body"].Value).Select(match => AwsPermission.Of(
                Number(group.StartsWith("each.", StringComparison.Ordinal) ? match.Groups["group"].Value : group) + 1,
                direction,
                protocol,
                ports,
                match.Groups["key"].Value,
                description.StartsWith("each.", StringComparison.Ordinal) ? match.Groups["value"].Value : description)));
        }

        return read;

        static Dictionary<string, string> Arguments(Match resource)
            => Argument.Matches(resource.Groups["body"].Value)
                .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);

        static IEnumerable<string> Keys(Match resource) => Key.Matches(resource.Groups["body"].Value).Select(match => match.Groups["key"].Value);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
