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
            // The name is part of the logical ids, and the first group keeps its name when there is a second one.
            var parameter = i == 0 ? "SecurityGroupId" : string.Create(CultureInfo.InvariantCulture, $"SecurityGroupId{i + 1}");
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
            [.. plan.MergeRemedy(AwsLimits.TemplateResources), new(LimitRemedyKind.SeveralOutputs), new(LimitRemedyKind.ScriptOrTerraform)]);
        return template;
    }

    /// <summary>Checks that lists keep their sizes.</summary>
    /// <exception cref="RuleNotSupportedException">The size of a list changes, which EC2 refuses in a call that also changes entries.</exception>
    public static void CheckSizes(AwsSecurityGroupPlan previous, AwsSecurityGroupPlan plan)
    {
        foreach (var (before, after) in from before in previous.Lists
                                        from after in plan.Lists
                                        where before.Name == after.Name
                                        select (before, after))
        {
            if (before.MaxEntries != after.MaxEntries && !before.Addresses.Equals(after.Addresses))
            {
                var size = string.Create(CultureInfo.InvariantCulture, $"PrefixListSize = {Math.Max(before.MaxEntries, after.MaxEntries)}");
                throw new RuleNotSupportedException(
                    RuleNotSupportedReason.ListSizeChanges,
                    $"CloudFormation cannot change the size of the prefix list {after.Name} together with its entries: set {size}"
                    + (after.MaxEntries < before.MaxEntries ? ", its present size." : ", and apply the output for the older rules with this option first."))
                {
                    Names = [after.Name],
                    CurrentSize = before.MaxEntries,
                    RequiredSize = after.MaxEntries > before.MaxEntries ? after.MaxEntries : null,
                };
            }
        }
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
