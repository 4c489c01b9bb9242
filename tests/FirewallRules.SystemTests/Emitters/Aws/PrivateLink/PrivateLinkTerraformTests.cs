using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>The configuration with the real provider, against a server that answers as AWS does.</summary>
/// <remarks>
/// That server forgets the service region, takes the provider's zones for public ones, which have no associations, and knows no
/// authorizations; these are looked at in the plan instead.
/// </remarks>
[Platform("Unix")]
[Tools]
public sealed class PrivateLinkTerraformTests
{
    private static readonly PrivateLink s_link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);

    private MotoServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        TerraformFolder.RequireTools();
        _server = MotoServer.Start();
    }

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    [TestCase(PrivateLinkTopology.SameRegion, "us-east-1")]
    [TestCase(PrivateLinkTopology.CrossRegion, "eu-west-1")]
    [TestCase(PrivateLinkTopology.Peering, "us-east-1")]
    public void Is_formatted_valid_and_applied_once_and_for_all(PrivateLinkTopology topology, string region)
    {
        var network = PrivateLinkNetwork.Make(_server, region);
        var folder = new TerraformFolder(_server, region);
        var options = new PrivateLinkOptions { Topology = topology, VpcPrefixes = Samples.Set("10.0.0.0/16 10.2.0.0/20 100.64.0.0/16") };
        var peering = topology == PrivateLinkTopology.Peering;
        folder.Write(s_link.ToTerraform(options));
        string[] variables = ["-var", $"vpc_id={network.Id}", "-var", $"subnet_ids=[\"{string.Join("\", \"", network.Subnets)}\"]"];
        string[] withAgents = [.. variables, .. peering ? ["-var", "agent_vpcs={}"] : Array.Empty<string>()];

        folder.Run("fmt", "-check", "-diff");
        folder.Run("init", "-input=false", "-no-color");
        folder.Run("validate", "-no-color");
        folder.Run(["apply", "-input=false", "-no-color", "-auto-approve", .. withAgents]);

        // The server takes the zones for public ones, which have no VPC.
        Assert.That(PrivateLinkState.Read(_server, network), Is.EqualTo(PrivateLinkState.Expected(s_link, peering, network.Subnets, options.VpcPrefixes, [])));

        var changes = Changes(folder, withAgents);
        if (topology == PrivateLinkTopology.CrossRegion)
        {
            Assert.That(
                changes.Select(change => change["change"]!["replace_paths"]!.ToJsonString()),
                Has.Exactly(2).Items.And.All.EqualTo("[[\"service_region\"]]"),
                "the server forgets it");
        }
        else
        {
            Assert.That(changes, Is.Empty);
        }

        if (peering)
        {
            var more = Changes(
                folder,
                [
                    .. variables,
                    "-var", "agent_vpcs={\"vpc-01234567\"=\"eu-west-1\"}",
                    "-var", "authorized_vpcs={\"vpc-89abcdef\"=\"ap-south-1\"}",
                ]);
            Assert.That(
                more.Select(change => (
                    Type: change["type"],
                    Action: change["change"]!["actions"]![0],
                    Index: change["index"]!.ToString().Split(' ')[0],
                    After: change["change"]!["after"]!))
                    .Select(row => $"{row.Type} {row.Action} {row.Index} {row.After["vpc_id"]} {row.After["vpc_region"]}"),
                Is.EquivalentTo(s_link.Endpoints.SelectMany(endpoint => new[]
                {
                    $"aws_route53_zone_association create {endpoint.PrivateDnsName} vpc-01234567 eu-west-1",
                    $"aws_route53_vpc_association_authorization create {endpoint.PrivateDnsName} vpc-89abcdef ap-south-1",
                })));
        }

        // Impossible input is refused with a message before anything is changed.
        _server.Aws("ec2", "modify-vpc-attribute", "--region", region, "--vpc-id", network.Id, "--no-enable-dns-hostnames");
        var off = folder.TryRun(["plan", "-input=false", "-no-color", .. withAgents]);
        Assert.That(off.Succeeded, Is.False);
        Assert.That(off.Error, Does.Contain("Turn on enableDnsSupport and enableDnsHostnames of the VPC."));
    }

    [Test]
    public void For_an_existing_group_and_every_site_it_is_formatted_and_valid()
    {
        var folder = new TerraformFolder(_server);
        foreach (var site in PrivateLink.Sites)
        {
            folder.Write(PrivateLink.ForAll(site).ToTerraform(new PrivateLinkOptions
            {
                Topology = PrivateLinkTopology.Peering,
                VpcPrefixes = Samples.Set("100.64.0.0/16"),
                ExistingSecurityGroup = true,
                AgentVpcs = [PrivateLinkVpc.Parse("vpc-0123456789abcdef0@eu-west-1"), PrivateLinkVpc.Parse("vpc-01234567@us-west-2")],
                AuthorizedVpcs = [PrivateLinkVpc.Parse("vpc-89abcdef@eu-west-1")],
            }));
            folder.Run("fmt", "-check", "-diff");
            if (site == PrivateLink.Sites[0])
            {
                folder.Run("init", "-input=false", "-no-color");
                folder.Run("validate", "-no-color");
            }
        }
    }

    private static JsonNode[] Changes(TerraformFolder folder, string[] variables)
    {
        var plan = Scratch.NewPath();
        folder.Run(["plan", "-input=false", "-no-color", $"-out={plan}", .. variables]);
        return [.. JsonNode.Parse(folder.Run("show", "-json", plan).Output)!["resource_changes"]!.AsArray().OfType<JsonNode>()
            .Where(change => change["change"]!["actions"]!.ToJsonString() != "[\"no-op\"]")];
    }
}
