namespace FirewallRules.Catalogs;

/// <summary>The endpoint services of each site that has any.</summary>
internal static partial class PrivateLinkCatalog
{
    private const string Guide = "Datadog documentation, agent/guide/private-link.md, mid-2026";

    // The tables of the newest guide do not contain AP1.
    private const string RegionsConfig = "Datadog documentation, regions.config.js, commit 02381a4c";

    /// <summary>The region and the endpoint services of each site, in Datadog's order. The region of UK1 is taken from the service names.</summary>
    public static IReadOnlyDictionary<Site, (string Region, IReadOnlyList<PrivateLinkEndpoint> Endpoints)> Sites { get; } =
        new Dictionary<Site, (string, IReadOnlyList<PrivateLinkEndpoint>)>
        {
            [Site.Us1] = Of(Site.Us1, "us-east-1", Guide, Us1()),
            [Site.Ap1] = Of(Site.Ap1, "ap-northeast-1", RegionsConfig, Ap1()),
            [Site.Ap2] = Of(Site.Ap2, "ap-southeast-2", Guide, Ap2()),
            [Site.Uk1] = Of(Site.Uk1, "eu-west-2", Guide, Uk1()),
        };

    /// <summary>What sites without PrivateLink offer instead. The two government sites have no alternative.</summary>
    /// <remarks>Sources: azure-private-link.md (commit 0032972c) and gcp-private-service-connect.md (commit 096cf09a) of Datadog's documentation.</remarks>
    public static IReadOnlyDictionary<Site, string> Alternatives { get; } = new Dictionary<Site, string>
    {
        [Site.Us3] = "Azure Private Link (westus2)",
        [Site.Us5] = "Google Cloud Private Service Connect (us-central1)",
        [Site.Eu1] = "Google Cloud Private Service Connect (europe-west3)",
    };

    private static (string Region, IReadOnlyList<PrivateLinkEndpoint> Endpoints) Of(Site site, string region, string source, Row[] rows)
        => (region, [.. rows.Select(row => new PrivateLinkEndpoint(
            $"com.amazonaws.vpce.{region}.{row.Id}",
            Absolute(row.PrivateDnsName, site),
            row.Services,
            [.. row.HostNames.Select(name => Absolute(name, site))],
            source))]);

    // As in a zone file: a name that ends with a dot is absolute, any other is relative to the domain of the site.
    private static string Absolute(string name, Site site) => name.EndsWith('.') ? name[..^1] : $"{name}.{site.Domain}";

    private sealed record Row(string Id, string PrivateDnsName, PrivateLinkService[] Services, string[] HostNames);
}
