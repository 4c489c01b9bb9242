using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.Emitters.AwsSecurityGroup;

/// <summary>A CloudFormation template: a resource for each rule and each prefix list, on groups that are parameters.</summary>
/// <remarks>
/// CloudFormation replaces a rule whose prefix or ports are modified, and between the two there is none. So logical ids follow from those:
/// another prefix is another resource, and those are added before old ones are deleted. A description is updated in place.
/// </remarks>
internal sealed class AwsCloudFormation
{
    private const string Summary = "Firewall rules for Datadog, on security groups that exist";

    private readonly List<string> _parameters = [];
    private readonly List<Resource> _resources = [];

    /// <exception cref="LimitExceededException">A template does not take that many resources or entries.</exception>
    public static AwsCloudFormation Of(AwsPlan plan)
    {
        var template = new AwsCloudFormation();
        foreach (var list in plan.Lists)
        {
            AwsLimits.Check(
                $"entries of the prefix list {list.Name} in a CloudFormation template",
                AwsLimits.TemplateListEntries,
                list.Addresses.PrefixCount,
                "the script aws-cli and aws-terraform take 1000");
            template._resources.Add(ListOf(list, plan));
        }

        for (var i = 0; i < plan.Groups.Count; i++)
        {
            var parameter = plan.Groups.Count == 1 ? "SecurityGroupId" : string.Create(CultureInfo.InvariantCulture, $"SecurityGroupId{i + 1}");
            template._parameters.Add(parameter);
            template._resources.AddRange(plan.Groups[i].Select(entry => RuleOf(entry, parameter, plan)));
        }

        AwsLimits.Check(
            "resources of a CloudFormation template", AwsLimits.TemplateResources, template._resources.Count, "several templates, each for some of the rules", "OnOverflow.PrefixList");
        return template;
    }

    public void WriteJson(TextWriter writer, IReadOnlyList<string> header)
    {
        writer.Line("{");
        writer.Line("\"AWSTemplateFormatVersion\": \"2010-09-09\",");
        writer.Line($"\"Description\": \"{Summary}\",");
        writer.Line("\"Metadata\": {\"FirewallRules\": [");
        writer.Line(string.Join(",\n", header.Select(line => $"  \"{line}\"")));
        writer.Line("]},");
        writer.Line("\"Parameters\": {");
        writer.Line(string.Join(",\n", _parameters.Select(name => $"  \"{name}\": {{\"Type\": \"AWS::EC2::SecurityGroup::Id\"}}")));
        writer.Line("},");
        writer.Line("\"Resources\": {");
        writer.Line(string.Join(",\n", _resources.Select(resource =>
            $"  \"{resource.Id}\": {{\"Type\": \"{resource.Type}\", \"Properties\": {{{string.Join(", ", resource.Properties.Select(p => $"\"{p.Key}\": {p.Json}"))}}}}}")));
        writer.Line("}");
        writer.Line("}");
    }

    public void WriteYaml(TextWriter writer, IReadOnlyList<string> header)
    {
        foreach (var line in header)
        {
            writer.Line("# " + line);
        }

        writer.Line("AWSTemplateFormatVersion: \"2010-09-09\"");
        writer.Line($"Description: \"{Summary}\"");
        writer.Line("Parameters:");
        foreach (var name in _parameters)
        {
            writer.Line($"  {name}:");
            writer.Line("    Type: AWS::EC2::SecurityGroup::Id");
        }

        writer.Line("Resources:");
        foreach (var resource in _resources)
        {
            writer.Line($"  {resource.Id}:");
            writer.Line($"    Type: {resource.Type}");
            writer.Line("    Properties:");
            foreach (var property in resource.Properties)
            {
                writer.Line($"      {property.Key}:{property.Yaml}");
            }
        }
    }

    private static Resource RuleOf(AwsEntry entry, string parameter, AwsPlan plan)
    {
        var egress = entry.Direction == Direction.Egress;
        var remote = entry.List is not null
            ? new Property(egress ? "DestinationPrefixListId" : "SourcePrefixListId", $"{{\"Fn::GetAtt\": [\"{ListId(entry.List)}\", \"PrefixListId\"]}}", $" !GetAtt {ListId(entry.List)}.PrefixListId")
            : Property.Text(entry.Family == IpFamily.IPv4 ? "CidrIp" : "CidrIpv6", entry.Prefix!);
        var content = string.Join(' ', parameter, entry.DirectionWord, entry.ProtocolWord, entry.Ports.ToString(), entry.Prefix ?? entry.List!.Name);
        return new Resource($"{(egress ? "Egress" : "Ingress")}{Hash(content)}", $"AWS::EC2::SecurityGroup{(egress ? "Egress" : "Ingress")}",
        [
            new Property("GroupId", $"{{\"Ref\": \"{parameter}\"}}", $" !Ref {parameter}"),
            Property.Text("IpProtocol", entry.ProtocolWord),
            Property.Number("FromPort", entry.Ports.First),
            Property.Number("ToPort", entry.Ports.Last),
            remote,
            Property.Text("Description", plan.DescribeStably(entry.Rule)),
        ]);
    }

    private static Resource ListOf(AwsPrefixList list, AwsPlan plan)
    {
        var text = plan.Marker;
        return new Resource(ListId(list), "AWS::EC2::PrefixList",
        [
            Property.Text("PrefixListName", list.Name),
            Property.Text("AddressFamily", list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6"),
            Property.Number("MaxEntries", list.MaxEntries),
            new Property(
                "Entries",
                $"[{string.Join(", ", list.Addresses.Select(prefix => $"{{\"Cidr\": \"{prefix}\", \"Description\": \"{text}\"}}"))}]",
                string.Concat(list.Addresses.Select(prefix => $"\n        - Cidr: \"{prefix}\"\n          Description: \"{text}\""))),
        ]);
    }

    private static string ListId(AwsPrefixList list) => "List" + Hash(list.Name);

    // Logical ids take letters and digits alone; 64 bits keep 500 of them apart.
    private static string Hash(string content) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)), 0, 8).ToLowerInvariant();

    private sealed record Resource(string Id, string Type, IReadOnlyList<Property> Properties);

    /// <summary>A property in both forms of a template; the YAML form starts with what follows the colon.</summary>
    private sealed record Property(string Key, string Json, string Yaml)
    {
        public static Property Text(string key, string value) => new(key, $"\"{value}\"", $" \"{value}\"");

        public static Property Number(string key, int value)
        {
            var digits = value.ToString(CultureInfo.InvariantCulture);
            return new Property(key, digits, " " + digits);
        }
    }
}
