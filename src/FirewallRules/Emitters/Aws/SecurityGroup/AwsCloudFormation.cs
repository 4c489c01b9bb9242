using System.Globalization;
using Property = FirewallRules.Emitters.AwsTemplate.Property;
using Resource = FirewallRules.Emitters.AwsTemplate.Resource;

namespace FirewallRules.Emitters;

/// <summary>A CloudFormation template: a resource for each rule and each prefix list, on groups that are parameters.</summary>
/// <remarks>
/// CloudFormation replaces a rule whose prefix or ports are modified, and between the two there is none. So logical ids follow from those:
/// another prefix is another resource, and those are added before old ones are deleted. A description is updated in place.
/// </remarks>
internal static class AwsCloudFormation
{
    /// <exception cref="LimitExceededException">A template does not take that many resources or entries.</exception>
    public static AwsTemplate Of(AwsPlan plan)
    {
        var template = new AwsTemplate("Firewall rules for Datadog, on security groups that exist");
        foreach (var list in plan.Lists)
        {
            AwsLimits.Check(
                $"entries of the prefix list {list.Name} in a CloudFormation template",
                AwsLimits.TemplateListEntries,
                list.Addresses.CountPrefixes(),
                "the script aws-cli and aws-terraform take 1000");
            template.Add(ListOf(list, plan));
        }

        for (var i = 0; i < plan.Groups.Count; i++)
        {
            var parameter = plan.Groups.Count == 1 ? "SecurityGroupId" : string.Create(CultureInfo.InvariantCulture, $"SecurityGroupId{i + 1}");
            template.AddParameter(parameter, "AWS::EC2::SecurityGroup::Id");
            foreach (var entry in plan.Groups[i])
            {
                template.Add(RuleOf(entry, parameter, Property.Reference("GroupId", parameter), plan));
            }
        }

        AwsLimits.Check(
            "resources of a CloudFormation template", AwsLimits.TemplateResources, template.ResourceCount, "several templates, each for some of the rules", "OnOverflow.PrefixList");
        return template;
    }

    /// <summary>A rule of a group.</summary>
    /// <param name="entry">The rule.</param>
    /// <param name="group">What the id of the rule knows the group by.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="plan">What it is part of.</param>
    public static Resource RuleOf(AwsEntry entry, string group, Property groupId, AwsPlan plan)
    {
        var egress = entry.Direction == Direction.Egress;
        var remote = entry.List is not null
            ? Property.Attribute(egress ? "DestinationPrefixListId" : "SourcePrefixListId", ListId(entry.List), "PrefixListId")
            : Property.Text(entry.Family == IpFamily.IPv4 ? "CidrIp" : "CidrIpv6", entry.Prefix!);
        var content = string.Join(' ', group, entry.DirectionWord, entry.ProtocolWord, entry.Ports.ToString(), entry.Prefix ?? entry.List!.Name);
        return new Resource($"{(egress ? "Egress" : "Ingress")}{AwsTemplate.Hash(content)}", $"AWS::EC2::SecurityGroup{(egress ? "Egress" : "Ingress")}",
        [
            groupId,
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

    private static string ListId(AwsPrefixList list) => "List" + AwsTemplate.Hash(list.Name);
}
