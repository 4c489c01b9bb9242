using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>Every output as a file to read; what it means is tested elsewhere.</summary>
public sealed class PrivateLinkGalleryTests
{
    private static readonly PrivateLink Link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);

    [TestCase(PrivateLinkTopology.SameRegion, "same-region")]
    [TestCase(PrivateLinkTopology.CrossRegion, "cross-region")]
    [TestCase(PrivateLinkTopology.Peering, "peering")]
    public void Is_as_approved(PrivateLinkTopology topology, string name)
    {
        var options = Options(topology);

        Verify($"privatelink-cloudformation-{name}.json", Link.ToCloudFormation(options));
        Verify($"privatelink-terraform-{name}.tf", Link.ToTerraform(options));
        Verify($"privatelink-aws-cli-{name}.sh", Link.ToAwsCli(options));
    }

    [Test]
    public void An_existing_group_and_several_Agent_VPCs_are_as_approved()
    {
        var options = Options(PrivateLinkTopology.Peering) with
        {
            ExistingSecurityGroup = true,
            AgentVpcs = [PrivateLinkVpc.Parse("vpc-0123456789abcdef0@eu-west-1"), PrivateLinkVpc.Parse("vpc-01234567@ap-northeast-1")],
        };

        Verify("privatelink-cloudformation-peering-existing-group.json", Link.ToCloudFormation(options));
        Verify(
            "privatelink-terraform-peering-existing-group.tf",
            Link.ToTerraform(options with { AuthorizedVpcs = [PrivateLinkVpc.Parse("vpc-00000000000000001@us-gov-west-1")] }));
    }

    [Test]
    public void The_checks_are_as_approved() => Verify("privatelink-verify-same-region.sh", Link.ToVerifyScript(Options(PrivateLinkTopology.SameRegion)));

    private static PrivateLinkOptions Options(PrivateLinkTopology topology)
        => new() { Topology = topology, VpcPrefixes = Sets.Of("10.0.0.0/16", "10.2.0.0/20", "100.64.0.0/16") };

    // The version of this library changes with every release and is no part of what was approved.
    private static void Verify(string file, string text)
        => Approved.Verify(file, text.Replace($"FirewallRules {OutputHeader.ToolVersion}.", "FirewallRules X.Y.Z.", StringComparison.Ordinal));
}
