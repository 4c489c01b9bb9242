namespace FirewallRules.SystemTests;

/// <summary>A VPC with two subnets in a region, made for one test.</summary>
internal sealed record PrivateLinkNetwork(string Region, string Id, IReadOnlyList<string> Subnets)
{
    public static PrivateLinkNetwork Make(MotoServer server, string region, bool dnsHostnames = true)
    {
        var vpc = (string)server.Aws("ec2", "create-vpc", "--region", region, "--cidr-block", "10.0.0.0/16")!["Vpc"]!["VpcId"]!;
        if (dnsHostnames)
        {
            server.Aws("ec2", "modify-vpc-attribute", "--region", region, "--vpc-id", vpc, "--enable-dns-hostnames");
        }

        string[] subnets = [.. new[] { "10.0.1.0/24", "10.0.2.0/24" }.Select(prefix =>
            (string)server.Aws("ec2", "create-subnet", "--region", region, "--vpc-id", vpc, "--cidr-block", prefix)!["Subnet"]!["SubnetId"]!)];
        return new PrivateLinkNetwork(region, vpc, subnets);
    }
}
