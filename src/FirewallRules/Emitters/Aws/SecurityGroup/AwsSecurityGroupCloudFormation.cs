using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The CloudFormation template: a resource for each rule and each prefix list, for groups that are parameters.</summary>
internal static class AwsSecurityGroupCloudFormation
{
    /// <exception cref="LimitExceededException">A limit of templates is exceeded.</exception>
    public static AwsTemplate Of(AwsSecurityGroupPlan plan)
    {
        var template = new AwsTemplate("Firewall rules for Datadog, on security groups that exist");
        foreach (var list in plan.Lists)
        {
            AwsLimits.Check(
                $"entries of the prefix list {list.Name} in a CloudFormation template",
                AwsLimits.TemplateListEntries,
                list.Addresses.CountPrefixes(),
                new LimitRemedy(LimitRemedyKind.ScriptOrTerraform, AwsLimits.PrefixListEntries));
            template.Add(ListOf(list, plan));
        }

        for (var i = 0; i < plan.Groups.Count; i++)
        {
            var parameter = plan.Groups.Count == 1 ? "SecurityGroupId" : string.Create(CultureInfo.InvariantCulture, $"SecurityGroupId{i + 1}");
            template.AddParameter(parameter, "AWS::EC2::SecurityGroup::Id");
            foreach (var entry in plan.Groups[i])
            {
                template.Add(AwsTemplateResource.Rule(entry, parameter, AwsTemplateProperty.Reference("GroupId", parameter), plan.Descriptions));
            }
        }

        AwsLimits.Check(
            "resources of a CloudFormation template",
            AwsLimits.TemplateResources,
            template.ResourceCount,
            [.. plan.MergeRemedy(AwsLimits.TemplateResources), new(LimitRemedyKind.SeveralOutputs), new(LimitRemedyKind.PrefixList)]);
        return template;
    }

    private static AwsTemplateResource ListOf(AwsPrefixList list, AwsSecurityGroupPlan plan) => new(AwsTemplateResource.ListId(list), "AWS::EC2::PrefixList",
    [
        AwsTemplateProperty.Text("PrefixListName", list.Name),
        AwsTemplateProperty.Text("AddressFamily", list.Family == IpFamily.IPv4 ? "IPv4" : "IPv6"),
        AwsTemplateProperty.Number("MaxEntries", list.MaxEntries),
        new AwsTemplateProperty("Entries", json => WriteEntries(json, list, plan.Descriptions.Marker)),
    ]);

    private static void WriteEntries(JsonWriter json, AwsPrefixList list, string description)
    {
        json.StartArray();
        foreach (var prefix in list.Addresses)
        {
            json.StartObject().Property("Cidr", prefix.ToString()).Property("Description", description).EndObject();
        }

        json.EndArray();
    }
}
