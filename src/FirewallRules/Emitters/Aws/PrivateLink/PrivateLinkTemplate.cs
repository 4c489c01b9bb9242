using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>The CloudFormation template. Logical ids are derived from names, so that one more service is one more resource.</summary>
internal static class PrivateLinkTemplate
{
    private const string GroupParameter = "SecurityGroupId";
    private const string GroupResource = "EndpointSecurityGroup";

    /// <exception cref="LimitExceededException">The resources exceed the limit of a template.</exception>
    /// <exception cref="EmitterOptionsException">CloudFormation does not support VPCs of other accounts.</exception>
    public static AwsTemplate Of(PrivateLinkPlan plan)
    {
        if (plan.Options.AuthorizedVpcs.Count > 0)
        {
            throw new EmitterOptionsException(
                EmitterOptionsError.AuthorizedVpcsNotSupported,
                "ToCloudFormation does not support AuthorizedVpcs, because CloudFormation has no resource for it. Use ToTerraform or ToAwsCli.");
        }

        var template = new AwsTemplate($"AWS PrivateLink to Datadog {plan.Link.Site}");
        template.AddParameter("VpcId", "AWS::EC2::VPC::Id");
        template.AddParameter("SubnetIds", "List<AWS::EC2::Subnet::Id>");
        var agentVpcs = plan.IsPeering ? AddAgentVpcs(template, plan.Options.AgentVpcs) : [];
        var rules = AddGroup(template, plan);
        foreach (var endpoint in plan.Link.Endpoints)
        {
            template.Add(EndpointOf(endpoint, plan) with { DependsOn = rules });
            if (plan.IsPeering)
            {
                template.Add(ZoneOf(endpoint, agentVpcs, plan));
                template.Add(RecordOf(endpoint));
            }
        }

        AwsLimits.Check(
            "resources of a CloudFormation template",
            AwsLimits.TemplateResources,
            template.ResourceCount,
            new LimitRemedy(LimitRemedyKind.WiderPrefixes),
            new LimitRemedy(LimitRemedyKind.FewerServices));
        return template;
    }

    /// <returns>The names of the parameters for the id and the region of each VPC.</returns>
    private static List<(string Id, string Region)> AddAgentVpcs(AwsTemplate template, IReadOnlyList<PrivateLinkVpc> vpcs)
    {
        var names = new List<(string, string)>();
        for (var i = 0; i < Math.Max(1, vpcs.Count); i++)
        {
            var number = vpcs.Count > 1 ? (i + 1).ToString(CultureInfo.InvariantCulture) : "";
            var vpc = i < vpcs.Count ? vpcs[i] : null;
            Add($"AgentVpcId{number}", "^vpc-[0-9a-f]{8,17}$", vpc?.Id);
            Add($"AgentVpcRegion{number}", "^[a-z]{2}(-[a-z]+)+-[0-9]+$", vpc?.Region);
            names.Add(($"AgentVpcId{number}", $"AgentVpcRegion{number}"));
        }

        return names;

        void Add(string name, string pattern, string? value) => template.AddParameter(
            name,
            "String",
            [AwsTemplateProperty.Text("AllowedPattern", pattern), .. value is null ? (AwsTemplateProperty[])[] : [AwsTemplateProperty.Text("Default", value)]]);
    }

    /// <returns>The ids of the rules, which must exist before host names resolve to the endpoints.</returns>
    private static List<string> AddGroup(AwsTemplate template, PrivateLinkPlan plan)
    {
        var group = AwsTemplateProperty.Reference("GroupId", Group(plan));
        if (plan.Options.ExistingSecurityGroup)
        {
            template.AddParameter(GroupParameter, "AWS::EC2::SecurityGroup::Id");
        }
        else
        {
            // An endpoint opens no connections. With an empty list the group would keep the default rule, which allows all.
            template.Add(new AwsTemplateResource(GroupResource, "AWS::EC2::SecurityGroup",
            [
                AwsTemplateProperty.Text("GroupDescription", plan.Label),
                AwsTemplateProperty.Reference("VpcId", "VpcId"),
                new(
                    "SecurityGroupEgress",
                    json => json.StartArray().StartObject().Property("IpProtocol", "-1").Property("CidrIp", "127.0.0.1/32").EndObject().EndArray()),
                Tags("Tags", plan, plan.Name),
            ]));
        }

        var ids = new List<string>();
        foreach (var entry in plan.Rules)
        {
            var rule = AwsTemplateResource.Rule(entry, JsonWriter.Format(group.Write), group, plan.Descriptions);
            template.Add(rule);
            ids.Add(rule.Id);
        }

        return ids;
    }

    private static AwsTemplateResource EndpointOf(PrivateLinkEndpoint endpoint, PrivateLinkPlan plan) => new(EndpointId(endpoint), "AWS::EC2::VPCEndpoint",
    [
        AwsTemplateProperty.Text("VpcEndpointType", "Interface"),
        AwsTemplateProperty.Text("ServiceName", endpoint.ServiceName),
        .. plan.IsCrossRegion ? (AwsTemplateProperty[])[AwsTemplateProperty.Text("ServiceRegion", plan.Link.Region)] : [],
        AwsTemplateProperty.Reference("VpcId", "VpcId"),
        AwsTemplateProperty.Reference("SubnetIds", "SubnetIds"),
        new("SecurityGroupIds", json =>
        {
            AwsTemplateProperty.WriteReference(json.StartArray(), Group(plan));
            json.EndArray();
        }),
        AwsTemplateProperty.Flag("PrivateDnsEnabled", !plan.IsPeering),
        Tags("Tags", plan, endpoint.PrivateDnsName),
    ]);

    // The region of the first VPC is that of the stack, so that a stack in the wrong region fails.
    private static AwsTemplateResource ZoneOf(PrivateLinkEndpoint endpoint, List<(string Id, string Region)> agentVpcs, PrivateLinkPlan plan)
        => new(ZoneId(endpoint), "AWS::Route53::HostedZone",
        [
            AwsTemplateProperty.Text("Name", endpoint.PrivateDnsName),
            new("HostedZoneConfig", json => json.StartObject().Property("Comment", plan.Descriptions.Marker).EndObject()),
            new("VPCs", json => WriteVpcs(json, [("VpcId", "AWS::Region"), .. agentVpcs])),
            Tags("HostedZoneTags", plan, endpoint.PrivateDnsName),
        ])
        {
            // Until its record exists, a zone answers that the name does not exist, and an endpoint takes minutes to create.
            DependsOn = [EndpointId(endpoint)],
        };

    private static void WriteVpcs(JsonWriter json, IEnumerable<(string Id, string Region)> vpcs)
    {
        json.StartArray();
        foreach (var (id, region) in vpcs)
        {
            AwsTemplateProperty.WriteReference(json.StartObject().Name("VPCId"), id);
            AwsTemplateProperty.WriteReference(json.Name("VPCRegion"), region);
            json.EndObject();
        }

        json.EndArray();
    }

    private static AwsTemplateResource RecordOf(PrivateLinkEndpoint endpoint) => new(RecordId(endpoint), "AWS::Route53::RecordSet",
    [
        AwsTemplateProperty.Reference("HostedZoneId", ZoneId(endpoint)),
        AwsTemplateProperty.Text("Name", endpoint.PrivateDnsName),
        AwsTemplateProperty.Text("Type", "A"),
        new("AliasTarget", json =>
        {
            WriteDnsEntry(json.StartObject().Name("HostedZoneId"), endpoint, part: 0);
            WriteDnsEntry(json.Name("DNSName"), endpoint, part: 1);
            json.Property("EvaluateTargetHealth", false).EndObject();
        }),
    ]);

    // The first DNS entry of an endpoint is that of the whole region: the id of a hosted zone, a colon, and a name.
    private static void WriteDnsEntry(JsonWriter json, PrivateLinkEndpoint endpoint, int part)
    {
        json.StartObject().Name("Fn::Select").StartArray().Value(part);
        json.StartObject().Name("Fn::Split").StartArray().Value(":");
        json.StartObject().Name("Fn::Select").StartArray().Value(0);
        AwsTemplateProperty.WriteAttribute(json, EndpointId(endpoint), "DnsEntries");
        json.EndArray().EndObject().EndArray().EndObject().EndArray().EndObject();
    }

    private static AwsTemplateProperty Tags(string key, PrivateLinkPlan plan, string name) => new(key, json =>
    {
        json.StartArray();
        json.StartObject().Property("Key", "Name").Property("Value", name).EndObject();
        json.StartObject().Property("Key", "fwrules").Property("Value", plan.Name).EndObject();
        json.EndArray();
    });

    private static string Group(PrivateLinkPlan plan) => plan.Options.ExistingSecurityGroup ? GroupParameter : GroupResource;

    private static string EndpointId(PrivateLinkEndpoint endpoint) => "Endpoint" + AwsTemplate.Hash(endpoint.ServiceName);

    private static string ZoneId(PrivateLinkEndpoint endpoint) => "Zone" + AwsTemplate.Hash(endpoint.PrivateDnsName);

    private static string RecordId(PrivateLinkEndpoint endpoint) => "Record" + AwsTemplate.Hash(endpoint.PrivateDnsName);
}
