using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>The endpoints of a VPC and the zones that lead to them, as sorted lines.</summary>
internal static class PrivateLinkState
{
    /// <summary>What the model says.</summary>
    /// <param name="link">The services.</param>
    /// <param name="peering">Whether zones answer instead of private DNS.</param>
    /// <param name="subnets">The subnets of each endpoint.</param>
    /// <param name="prefixes">What may connect.</param>
    /// <param name="vpcs">The VPCs of each zone.</param>
    public static string Expected(PrivateLink link, bool peering, IEnumerable<string> subnets, AddressSet prefixes, IReadOnlyList<string> vpcs)
    {
        var places = Join(subnets);
        var ingress = $"ingress tcp 443-443: {string.Join(' ', prefixes)}";
        return Lines(link.Endpoints
            .Select(endpoint => $"endpoint {endpoint.ServiceName} private-dns={!peering} in {places} from {ingress}")
            .Concat(link.Endpoints.Where(_ => peering)
                .Select(endpoint => $"zone {endpoint.PrivateDnsName}. leads to {endpoint.ServiceName} for {Join(vpcs)}")));
    }

    /// <summary>What the service says.</summary>
    public static string Read(MotoServer server, PrivateLinkNetwork network)
    {
        // A deleted endpoint stays to be seen for a while.
        var endpoints = server.Aws("ec2", "describe-vpc-endpoints", "--region", network.Region)!["VpcEndpoints"]!.AsArray()
            .Where(endpoint => (string)endpoint!["VpcId"]! == network.Id
                && !string.Equals((string)endpoint["State"]!, "deleted", StringComparison.OrdinalIgnoreCase))
            .ToList();
        var lines = endpoints.Select(endpoint =>
            $"endpoint {endpoint!["ServiceName"]} private-dns={(bool)endpoint["PrivateDnsEnabled"]!} in {Join(Texts(endpoint["SubnetIds"]))} from "
            + GroupState.Of(server, network.Region, [.. endpoint["Groups"]!.AsArray().Select(group => (string)group!["GroupId"]!)]));
        return Lines(lines.Concat(Zones(server, network, endpoints)));
    }

    private static IEnumerable<string> Zones(MotoServer server, PrivateLinkNetwork network, List<JsonNode?> endpoints)
    {
        foreach (var zone in server.Aws("route53", "list-hosted-zones")!["HostedZones"]!.AsArray())
        {
            var id = (string)zone!["Id"]!;
            var vpcs = server.Aws("route53", "get-hosted-zone", "--id", id)!["VPCs"]?.AsArray()
                .Select(vpc => $"{vpc!["VPCId"]}@{vpc["VPCRegion"]}")
                .ToList()
                ?? [];
            if (vpcs.Count > 0 && !vpcs.Contains($"{network.Id}@{network.Region}"))
            {
                continue;
            }

            var targets = server.Aws("route53", "list-resource-record-sets", "--hosted-zone-id", id)!["ResourceRecordSets"]!.AsArray()
                .Where(record => (string)record!["Type"]! == "A" && (string)record["Name"]! == (string)zone["Name"]!)
                .Select(record => record!["AliasTarget"]!)
                .Select(target => endpoints.FirstOrDefault(endpoint => endpoint!["DnsEntries"]!.AsArray().Any(entry =>
                    (string)entry!["HostedZoneId"]! == (string)target["HostedZoneId"]! && Bare((string)entry["DnsName"]!) == Bare((string)target["DNSName"]!))))
                .Select(endpoint => (string?)endpoint?["ServiceName"] ?? "nowhere");
            yield return $"zone {zone["Name"]} leads to {Join(targets)} for {Join(vpcs)}";
        }
    }

    private static string Bare(string name) => name.TrimEnd('.').ToLowerInvariant();

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(item => (string)item!);

    private static string Join(IEnumerable<string> texts) => string.Join(' ', texts.Order(StringComparer.Ordinal));

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
