using System.Globalization;
using Property = FirewallRules.Emitters.AwsTemplate.Property;
using Resource = FirewallRules.Emitters.AwsTemplate.Resource;

namespace FirewallRules.Emitters;

/// <summary>The CloudFormation template. Logical ids follow from names, so that one service more is one resource more.</summary>
internal static class PrivateLinkTemplate
{
    private const string GroupParameter = "SecurityGroupId";
    private const string GroupResource = "EndpointSecurityGroup";

    /// <exception cref="LimitExceededException">A template does not take that many resources.</exception>
    /// <exception cref="InvalidOperationException">CloudFormation cannot authorize VPCs of other accounts.</exception>
    public static AwsTemplate Of(PrivateLinkPlan plan)
    {
        if (plan.Options.AuthorizedVpcs.Count > 0)
        {
            throw new InvalidOperationException("CloudFormation has no resource that authorizes a VPC of another account: take ToTerraform or ToAwsCli (terraform or aws-cli).");
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

        AwsLimits.Check("resources of a CloudFormation template", AwsLimits.TemplateResources, template.ResourceCount, "fewer prefixes", "fewer services");
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
            template.AddParameter($"AgentVpcId{number}", "String", [Property.Text("AllowedPattern", "^vpc-[0-9a-f]{8,17}$"), .. Default(vpc?.Id)]);
            template.AddParameter($"AgentVpcRegion{number}", "String", [Property.Text("AllowedPattern", "^[a-z]{2}(-[a-z]+)+-[0-9]+$"), .. Default(vpc?.Region)]);
            names.Add(($"AgentVpcId{number}", $"AgentVpcRegion{number}"));
        }

        return names;

        static Property[] Default(string? value) => value is null ? [] : [Property.Text("Default", value)];
    }

    /// <returns>The ids of the rules, which must be there before names lead to the endpoints.</returns>
    private static List<string> AddGroup(AwsTemplate template, PrivateLinkPlan plan)
    {
        var group = Property.Reference("GroupId", plan.Options.ExistingSecurityGroup ? GroupParameter : GroupResource);
        if (plan.Options.ExistingSecurityGroup)
        {
            template.AddParameter(GroupParameter, "AWS::EC2::SecurityGroup::Id");
        }
        else
        {
            // An endpoint opens no connection. A list of no rules would leave the default, which allows all.
            template.Add(new Resource(GroupResource, "AWS::EC2::SecurityGroup",
            [
                Property.Text("GroupDescription", plan.Label),
                Property.Reference("VpcId", "VpcId"),
                Property.Value("SecurityGroupEgress", "[{\"IpProtocol\": \"-1\", \"CidrIp\": \"127.0.0.1/32\"}]"),
                Tags("Tags", plan, plan.Name),
            ]));
        }

        var ids = new List<string>();
        foreach (var entry in plan.Rules.Groups[0])
        {
            var rule = AwsCloudFormation.RuleOf(entry, group.Json, group, plan.Rules);
            template.Add(rule);
            ids.Add(rule.Id);
        }

        return ids;
    }

    private static Resource EndpointOf(PrivateLinkEndpoint endpoint, PrivateLinkPlan plan) => new(EndpointId(endpoint), "AWS::EC2::VPCEndpoint",
    [
        Property.Text("VpcEndpointType", "Interface"),
        Property.Text("ServiceName", endpoint.ServiceName),
        .. plan.IsCrossRegion ? (Property[])[Property.Text("ServiceRegion", plan.Link.Region)] : [],
        Property.Reference("VpcId", "VpcId"),
        Property.Reference("SubnetIds", "SubnetIds"),
        Property.Value("SecurityGroupIds", $"[{{\"Ref\": \"{(plan.Options.ExistingSecurityGroup ? GroupParameter : GroupResource)}\"}}]"),
        Property.Value("PrivateDnsEnabled", plan.IsPeering ? "false" : "true"),
        Tags("Tags", plan, endpoint.PrivateDnsName),
    ]);

    private static Resource ZoneOf(PrivateLinkEndpoint endpoint, List<(string Id, string Region)> agentVpcs, PrivateLinkPlan plan)
    {
        // Of the region of the stack, so that a stack in the wrong region is refused and not made to work by half.
        var vpcs = agentVpcs.Select(vpc => $"{{\"VPCId\": {{\"Ref\": \"{vpc.Id}\"}}, \"VPCRegion\": {{\"Ref\": \"{vpc.Region}\"}}}}")
            .Prepend("{\"VPCId\": {\"Ref\": \"VpcId\"}, \"VPCRegion\": {\"Ref\": \"AWS::Region\"}}");
        return new Resource(ZoneId(endpoint), "AWS::Route53::HostedZone",
        [
            Property.Text("Name", endpoint.PrivateDnsName),
            Property.Value("HostedZoneConfig", $"{{\"Comment\": \"{plan.Rules.Marker}\"}}"),
            Property.Value("VPCs", $"[{string.Join(", ", vpcs)}]"),
            Tags("HostedZoneTags", plan, endpoint.PrivateDnsName),
        ])
        {
            // A zone without its record answers that the name does not exist, and an endpoint takes minutes.
            DependsOn = [EndpointId(endpoint)],
        };
    }

    // An entry of the endpoint is the id of a hosted zone, a colon, and a name; the first is the one of the whole region.
    private static Resource RecordOf(PrivateLinkEndpoint endpoint)
    {
        var entry = $"{{\"Fn::Split\": [\":\", {{\"Fn::Select\": [0, {{\"Fn::GetAtt\": [\"{EndpointId(endpoint)}\", \"DnsEntries\"]}}]}}]}}";
        return new Resource(RecordId(endpoint), "AWS::Route53::RecordSet",
        [
            Property.Reference("HostedZoneId", ZoneId(endpoint)),
            Property.Text("Name", endpoint.PrivateDnsName),
            Property.Text("Type", "A"),
            Property.Value("AliasTarget", $"{{\"HostedZoneId\": {{\"Fn::Select\": [0, {entry}]}}, \"DNSName\": {{\"Fn::Select\": [1, {entry}]}}, \"EvaluateTargetHealth\": false}}"),
        ]);
    }

    private static Property Tags(string key, PrivateLinkPlan plan, string name)
        => Property.Value(key, $"[{{\"Key\": \"Name\", \"Value\": \"{name}\"}}, {{\"Key\": \"fwrules\", \"Value\": \"{plan.Name}\"}}]");

    private static string EndpointId(PrivateLinkEndpoint endpoint) => "Endpoint" + AwsTemplate.Hash(endpoint.ServiceName);

    private static string ZoneId(PrivateLinkEndpoint endpoint) => "Zone" + AwsTemplate.Hash(endpoint.PrivateDnsName);

    private static string RecordId(PrivateLinkEndpoint endpoint) => "Record" + AwsTemplate.Hash(endpoint.PrivateDnsName);
}
