namespace FirewallRules.Emitters;

/// <summary>The addresses at which cloud providers serve metadata and credentials to their hosts, containers and pods.</summary>
/// <remarks>
/// Sources: the providers' documentation of the instance metadata services of AWS, Azure, Google Cloud and Alibaba Cloud, of the Azure
/// wire server, and of credentials for ECS tasks and EKS pods.
/// </remarks>
internal static class CloudMetadata
{
    // Instance metadata (most providers), ECS, EKS, Alibaba Cloud; AWS, EKS and Google Cloud over IPv6.
    private const string Services =
        """
        169.254.169.254
        169.254.170.2
        169.254.170.23
        100.100.100.200
        fd00:ec2::254
        fd00:ec2::23
        fd20:ce::254
        """;

    private const string AzureWireServer = "168.63.129.16";

    public static RuleSet Rules { get; } = RuleSet.Of(
        Rule.Egress(AddressSet.Parse(Services), Protocol.Tcp, 80, "cloud metadata"),
        Rule.Egress(AddressSet.Parse(AzureWireServer), Protocol.Tcp, [80, 32526], "Azure wire server"));
}
