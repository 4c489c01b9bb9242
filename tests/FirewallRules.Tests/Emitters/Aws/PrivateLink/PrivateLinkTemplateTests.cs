using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>The resources of a template, read back from its JSON and compared with the model, for all services of every site.</summary>
public sealed class PrivateLinkTemplateTests
{
    private static readonly AddressSet Prefixes = Sets.Of("10.0.0.0/16", "10.1.0.0/17", "100.64.0.0/16");

    private static IEnumerable<TestCaseData> Cases()
        => from site in PrivateLink.Sites
           from topology in Enum.GetValues<PrivateLinkTopology>()
           select new TestCaseData(site, topology) { TestName = $"{site} {topology}" };

    [TestCaseSource(nameof(Cases))]
    public void Makes_one_endpoint_each_with_the_names_that_the_topology_needs(Site site, PrivateLinkTopology topology)
    {
        var link = PrivateLink.ForAll(site);
        var resources = Resources(link.ToCloudFormation(new PrivateLinkOptions { Topology = topology, VpcPrefixes = Prefixes }));

        var endpoints = Of(resources, "AWS::EC2::VPCEndpoint");
        Assert.That(endpoints.Select(endpoint => (string)endpoint["ServiceName"]!), Is.EqualTo(link.Endpoints.Select(endpoint => endpoint.ServiceName)));
        Assert.That(
            endpoints.Select(endpoint => (string?)endpoint["ServiceRegion"]),
            Has.All.EqualTo(topology == PrivateLinkTopology.CrossRegion ? link.Region : null));
        Assert.That(endpoints.Select(endpoint => (bool)endpoint["PrivateDnsEnabled"]!), Has.All.EqualTo(topology != PrivateLinkTopology.Peering));

        var names = topology == PrivateLinkTopology.Peering ? link.Endpoints.Select(endpoint => endpoint.PrivateDnsName).ToArray() : [];
        Assert.That(Of(resources, "AWS::Route53::HostedZone").Select(zone => (string)zone["Name"]!), Is.EqualTo(names));
        Assert.That(Of(resources, "AWS::Route53::RecordSet").Select(record => (string)record["Name"]!), Is.EqualTo(names));
        foreach (var (record, endpoint) in Of(resources, "AWS::Route53::RecordSet").Zip(link.Endpoints))
        {
            var target = record["AliasTarget"]!.ToJsonString();
            var id = target.Split("\"Fn::GetAtt\":[\"")[1].Split('"')[0];
            Assert.That((string)resources[id]!["Properties"]!["ServiceName"]!, Is.EqualTo(endpoint.ServiceName), "the record leads to its own endpoint");
            Assert.That((string)resources[(string)record["HostedZoneId"]!["Ref"]!]!["Properties"]!["Name"]!, Is.EqualTo(endpoint.PrivateDnsName));
        }
    }

    [Test]
    public void Allows_exactly_the_prefixes()
    {
        var resources = Resources(PrivateLink.For(Site.Us1, PrivateLinkService.Metrics).ToCloudFormation(new PrivateLinkOptions { VpcPrefixes = Prefixes }));
        var rules = Of(resources, "AWS::EC2::SecurityGroupIngress");

        Assert.That(AddressSet.Of([.. rules.Select(rule => Cidr.Parse((string)rule["CidrIp"]!))]), Is.EqualTo(Prefixes));
        Assert.That(rules.Select(rule => $"{rule["IpProtocol"]} {rule["FromPort"]} {rule["ToPort"]}"), Has.All.EqualTo("tcp 443 443"));
        Assert.That(
            (string)Of(resources, "AWS::EC2::SecurityGroup").Single()["SecurityGroupEgress"]![0]!["CidrIp"]!,
            Is.EqualTo("127.0.0.1/32"),
            "and nothing out");
    }

    [Test]
    public void An_added_service_does_not_change_the_resources_of_the_others()
    {
        var options = new PrivateLinkOptions { Topology = PrivateLinkTopology.Peering, VpcPrefixes = Prefixes };
        var few = Resources(PrivateLink.For(Site.Us1, PrivateLinkService.Metrics).ToCloudFormation(options));
        var more = Resources(PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces).ToCloudFormation(options));

        Assert.That(
            more.Select(resource => (resource.Key, resource.Value!.ToJsonString())),
            Is.SupersetOf(few.Select(resource => (resource.Key, resource.Value!.ToJsonString()))));
        Assert.That(more, Has.Count.EqualTo(few.Count + 3));
    }

    [Test]
    public void More_prefixes_than_a_group_takes_are_refused_with_the_count()
    {
        var many = AddressSet.Of([.. Enumerable.Range(0, 61).Select(i => Cidr.Parse($"10.{i}.0.0/24"))]);
        var link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics);

        var refused = Assert.Throws<LimitExceededException>(() => link.ToTerraform(new PrivateLinkOptions { VpcPrefixes = many }))!;
        Assert.That((refused.Limit, refused.Needed), Is.EqualTo((60, 61)));
        Assert.That(() => link.ToTerraform(new PrivateLinkOptions { VpcPrefixes = many, MaxRules = 61 }), Throws.Nothing);
        Assert.That(
            () => link.ToCloudFormation(new PrivateLinkOptions { VpcPrefixes = Wide(500), MaxRules = 1000 }),
            Throws.TypeOf<LimitExceededException>().With.Message.Contains("resources of a CloudFormation template"));

        static AddressSet Wide(int count) => AddressSet.Of([.. Enumerable.Range(0, count).Select(i => Cidr.Parse($"10.{i / 2}.{i % 2 * 8}.0/24"))]);
    }

    private static JsonObject Resources(string template) => JsonNode.Parse(template)!["Resources"]!.AsObject();

    private static JsonNode[] Of(JsonObject resources, string type)
        => [.. resources.Where(resource => (string)resource.Value!["Type"]! == type).Select(resource => resource.Value!["Properties"]!)];
}
