namespace FirewallRules.Emitters;

/// <summary>The CloudFormation template: a resource and an output for each IP set.</summary>
internal static class AwsWafCloudFormation
{
    public static AwsTemplate Of(AwsWafPlan plan)
    {
        var template = new AwsTemplate("IP sets of AWS WAF with addresses of Datadog");
        foreach (var set in plan.Sets)
        {
            var id = AwsWafNames.LogicalId(set.Name);
            var layout = set.Addresses.IsEmpty ? default : JsonLayout.Indented(0);
            template.Add(new AwsTemplateResource(id, "AWS::WAFv2::IPSet",
            [
                AwsTemplateProperty.Text("Name", set.Name),
                AwsTemplateProperty.Text("Description", plan.Descriptions.WithoutVersions(set)),
                AwsTemplateProperty.Text("Scope", plan.ScopeWord),
                AwsTemplateProperty.Text("IPAddressVersion", set.Version),
                new AwsTemplateProperty("Addresses", json => json.Values(set.Addresses.Select(prefix => prefix.ToString()), layout)),
            ]));
            template.AddOutput($"{id}Arn", $"The ARN of the IP set {set.Name}", AwsTemplateProperty.Attribute("Value", id, "Arn"));
        }

        return template;
    }
}
