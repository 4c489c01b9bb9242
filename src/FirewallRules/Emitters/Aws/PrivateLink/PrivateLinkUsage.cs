using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>What stands at the top of an output: what is made, where the facts come from, what the user must know and do.</summary>
internal static class PrivateLinkUsage
{
    private const string Dns = "The VPCs need enableDnsSupport and enableDnsHostnames on";

    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    public static IReadOnlyList<string> Template(PrivateLinkPlan plan) =>
    [
        .. Start(plan),
        plan.IsPeering
            ? $"{Dns}, which CloudFormation can neither check nor set: see enable-dns in the script aws-cli, or the script verify."
            : $"{Dns}; AWS refuses the endpoints where they are off.",
        .. End(plan),
    ];

    public static IReadOnlyList<string> Terraform(PrivateLinkPlan plan) =>
    [
        .. Start(plan),
        $"{Dns}; that is checked for the VPC of the endpoints.",
        .. plan.IsPeering
            ? (string[])["A VPC of another account goes into authorized_vpcs, and its account then makes an aws_route53_zone_association for each of the zones put out."]
            : [],
        .. End(plan),
    ];

    public static IReadOnlyList<string> Script(PrivateLinkPlan plan) =>
    [
        .. Start(plan),
        $"{Dns}; that is checked first, and --enable-dns turns them on.",
        .. End(plan),
        "",
        $"Apply: sh FILE {Arguments(plan)}VPC-ID SUBNET-ID..., as often as you like: what is there is not made again.",
        $"Remove: sh FILE --remove {Needed(plan)}VPC-ID. It takes away only what is tagged fwrules={plan.Name} or marked {plan.Rules.Marker}.",
        .. plan.IsPeering
            ? (string[])["A VPC of Agents that is left out later stays associated with the zones: aws route53 disassociate-vpc-from-hosted-zone ends that."]
            : [],
    ];

    public static IReadOnlyList<string> Verify(PrivateLinkPlan plan) =>
    [
        $"Written by FirewallRules {OutputHeader.ToolVersion}.",
        OutputText.Comment($"Checks AWS PrivateLink to Datadog {plan.Link.Site} ({plan.Link.Region}), {plan.TopologyWord}: {string.Join(", ", plan.Link.Services)}"),
        .. Sources(plan),
        "",
        "Run: sh FILE [--skip-aws] [--skip-dns] [--connect] [--region REGION] [--vpc VPC-ID], on a machine in a VPC that Agents run in.",
        "--skip-aws leaves out what needs the aws command and its rights, --skip-dns what needs dig; --connect also opens a connection to each name.",
        "--vpc also checks that the VPC has enableDnsSupport and enableDnsHostnames on.",
        "It changes nothing. Exit codes: 0 all is as it should be, 1 something is not, 2 the command line is wrong.",
    ];

    /// <summary>The arguments of the script.</summary>
    public static string Synopsis(PrivateLinkPlan plan) => $"[--remove] {Arguments(plan)}VPC-ID SUBNET-ID...";

    private static string Arguments(PrivateLinkPlan plan)
        => "[--enable-dns] " + Needed(plan) + (plan.IsPeering ? "[--agent-vpc VPC-ID@REGION]... [--authorize VPC-ID@REGION]... " : "");

    private static string Needed(PrivateLinkPlan plan)
        => (plan.IsCrossRegion ? "--region REGION " : "") + (plan.Options.ExistingSecurityGroup ? "--security-group SG-ID " : "");

    private static IEnumerable<string> Start(PrivateLinkPlan plan)
    {
        yield return $"Written by FirewallRules {OutputHeader.ToolVersion}.";
        yield return OutputText.Comment($"AWS PrivateLink to Datadog {plan.Link.Site} ({plan.Link.Region}), {plan.TopologyWord}: {string.Join(", ", plan.Link.Services)}");
        foreach (var line in Sources(plan))
        {
            yield return line;
        }

        yield return $"Allows ingress tcp 443 to the endpoints from {Count(plan.Options.VpcPrefixes.IPv4, IpFamily.IPv4)}, {Count(plan.Options.VpcPrefixes.IPv6, IpFamily.IPv6)}.";
        yield return (plan.Options.Topology, plan.Link.Region) switch
        {
            (PrivateLinkTopology.Peering, var region) => $"The VPC of the endpoints is in {region}. Private DNS is off; a private hosted zone for each private DNS name answers, there and in the VPCs of Agents.",
            (PrivateLinkTopology.CrossRegion, var region) => $"The VPC is in another region than {region}, and its private DNS answers with the endpoints.",
            (_, var region) => $"The VPC is in {region}, and its private DNS answers with the endpoints.",
        };
    }

    private static IEnumerable<string> End(PrivateLinkPlan plan)
    {
        if (plan.IsPeering)
        {
            yield return "The peering of the VPCs and its routes are yours to make, and egress to 443/tcp of the VPC of the endpoints yours to allow.";
        }

        yield return "Where the Lambda extension takes its API key from AWS Secrets Manager, its VPC needs an endpoint for that too.";
    }

    private static IEnumerable<string> Sources(PrivateLinkPlan plan)
    {
        foreach (var source in plan.Link.Endpoints.Select(endpoint => endpoint.Source).Distinct(StringComparer.Ordinal))
        {
            yield return OutputText.Comment($"Source: {source}");
        }

        foreach (var difference in PrivateLinkDifference.All.Where(difference => difference.Site == plan.Link.Site && plan.Link.Services.Contains(difference.Service)))
        {
            yield return OutputText.Comment($"{difference.Service} is {difference.Is}, where an older text has {difference.Was}.");
        }
    }

    private static string Count(AddressSet set, IpFamily family)
        => string.Create(CultureInfo.InvariantCulture, $"{set.CountPrefixes()} {family} {(set.CountPrefixes() == 1 ? "prefix" : "prefixes")}");
}
