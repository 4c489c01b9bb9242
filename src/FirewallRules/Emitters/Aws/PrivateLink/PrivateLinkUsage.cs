using System.Globalization;
using FirewallRules.Catalogs;

namespace FirewallRules.Emitters;

/// <summary>The header lines: what is created, the sources, what remains for the user to do.</summary>
internal static class PrivateLinkUsage
{
    private const string Dns = "The VPCs need enableDnsSupport and enableDnsHostnames";

    /// <summary>Lines without comment signs, in harmless ASCII.</summary>
    public static IReadOnlyList<string> Template(PrivateLinkPlan plan) =>
    [
        .. Start(plan),
        plan.IsPeering
            ? $"{Dns}, which CloudFormation can neither check nor set; the aws-cli script can set them, the verify script checks them."
            : $"{Dns}; AWS refuses the endpoints if they are disabled.",
        .. End(plan),
    ];

    public static IReadOnlyList<string> Terraform(PrivateLinkPlan plan) =>
    [
        .. Start(plan),
        $"{Dns}; both are checked for the VPC of the endpoints.",
        .. plan.IsPeering
            ?
            (string[])
            [
                "Put VPCs of other accounts into authorized_vpcs; those accounts then create an aws_route53_zone_association for each zone of the output.",
            ]
            : [],
        .. End(plan),
    ];

    public static IReadOnlyList<string> Script(PrivateLinkPlan plan) =>
    [
        .. Start(plan),
        $"{Dns}; both are checked first, and --enable-dns enables them.",
        .. End(plan),
        "",
        $"Apply: sh FILE {Arguments(plan)}VPC-ID SUBNET-ID...; it can be run repeatedly and does not create anything twice.",
        $"Remove: sh FILE --remove {Needed(plan)}VPC-ID. It removes only what is tagged fwrules={plan.Name} or marked {plan.Descriptions.Marker}.",
        .. plan.IsPeering
            ? (string[])["A VPC that is left out later remains associated with the zones, until aws route53 disassociate-vpc-from-hosted-zone."]
            : [],
    ];

    public static IReadOnlyList<string> Verify(PrivateLinkPlan plan) =>
    [
        $"Written by FirewallRules {OutputHeader.ToolVersion}.",
        OutputText.Comment($"Checks {Title(plan)}"),
        .. Sources(plan),
        "",
        "Run: sh FILE [--skip-aws] [--skip-dns] [--connect] [--region REGION] [--vpc VPC-ID], on a host in a VPC of the Agents.",
        "--skip-aws skips the checks that need the AWS CLI and permissions, --skip-dns those that need dig; --connect also connects to each name.",
        "--vpc also checks that enableDnsSupport and enableDnsHostnames of the VPC are enabled.",
        "It changes nothing. Exit codes: 0 all checks passed, 1 a check failed, 2 invalid command line.",
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
        yield return OutputText.Comment(Title(plan));
        foreach (var line in Sources(plan))
        {
            yield return line;
        }

        yield return $"Allows ingress tcp 443 to the endpoints from {Count(plan.Options.VpcPrefixes)}. The endpoints have no IPv6 addresses.";
        yield return (plan.Options.Topology, plan.Link.Region) switch
        {
            (PrivateLinkTopology.Peering, var region)
                => $"The VPC of the endpoints is in {region}. Private DNS is disabled; it and the VPCs of the Agents use a private hosted zone for each name.",
            (PrivateLinkTopology.CrossRegion, var region) => $"The VPC is not in {region}; its private DNS resolves to the endpoints.",
            (_, var region) => $"The VPC is in {region}; its private DNS resolves to the endpoints.",
        };
    }

    private static string Title(PrivateLinkPlan plan)
        => $"AWS PrivateLink to Datadog {plan.Link.Site} ({plan.Link.Region}), {plan.TopologyWord}: {string.Join(", ", plan.Link.Services)}";

    private static IEnumerable<string> End(PrivateLinkPlan plan)
    {
        if (plan.IsPeering)
        {
            yield return "Create the peering of the VPCs and its routes separately, and allow egress to 443/tcp of the VPC of the endpoints.";
        }

        yield return "If the Lambda extension reads its API key from AWS Secrets Manager, its VPC needs an endpoint for that too.";
    }

    private static IEnumerable<string> Sources(PrivateLinkPlan plan)
    {
        foreach (var source in plan.Link.Endpoints.Select(endpoint => endpoint.Source).Distinct(StringComparer.Ordinal))
        {
            yield return OutputText.Comment($"Source: {source}");
        }

        foreach (var difference in PrivateLinkDifference.All.Where(one => one.Site == plan.Link.Site && plan.Link.Services.Contains(one.Service)))
        {
            yield return OutputText.Comment($"{difference.Service} is {difference.Value}, an older document has {difference.OlderValue}.");
        }
    }

    private static string Count(AddressSet set)
        => string.Create(CultureInfo.InvariantCulture, $"{set.CountPrefixes()} IPv4 {(set.CountPrefixes() == 1 ? "prefix" : "prefixes")}");
}
