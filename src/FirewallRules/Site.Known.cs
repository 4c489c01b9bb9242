namespace FirewallRules;

// Domains and log ports: regions.config.js of Datadog's documentation; UK1 and US2-FED: its Network Traffic page and the servers listed
// for ip-ranges in the API schema (both of 2026). The alias is Datadog's own short key, which may differ from the site's name.
public sealed partial class Site
{
    /// <summary>US1, <c>datadoghq.com</c>.</summary>
    public static Site Us1 { get; } = new("us1", "US1", "datadoghq.com", "us", 10516);

    /// <summary>US3, <c>us3.datadoghq.com</c>.</summary>
    public static Site Us3 { get; } = new("us3", "US3", "us3.datadoghq.com", "us3", null);

    /// <summary>US5, <c>us5.datadoghq.com</c>.</summary>
    public static Site Us5 { get; } = new("us5", "US5", "us5.datadoghq.com", "us5", null);

    /// <summary>EU1, <c>datadoghq.eu</c>.</summary>
    public static Site Eu1 { get; } = new("eu1", "EU1", "datadoghq.eu", "eu", 443);

    /// <summary>AP1, <c>ap1.datadoghq.com</c>.</summary>
    public static Site Ap1 { get; } = new("ap1", "AP1", "ap1.datadoghq.com", "ap1", null);

    /// <summary>AP2, <c>ap2.datadoghq.com</c>.</summary>
    public static Site Ap2 { get; } = new("ap2", "AP2", "ap2.datadoghq.com", "ap2", null);

    /// <summary>UK1, <c>uk1.datadoghq.com</c>.</summary>
    public static Site Uk1 { get; } = new("uk1", "UK1", "uk1.datadoghq.com", "uk1", null);

    /// <summary>US1-FED, <c>ddog-gov.com</c>.</summary>
    public static Site Us1Fed { get; } = new("us1-fed", "US1-FED", "ddog-gov.com", "gov", null);

    /// <summary>US2-FED, <c>us2.ddog-gov.com</c>.</summary>
    public static Site Us2Fed { get; } = new("us2-fed", "US2-FED", "us2.ddog-gov.com", "gov2", null);

    /// <summary>All sites, in the order of Datadog's documentation.</summary>
    public static IReadOnlyList<Site> Known { get; } = [Us1, Us3, Us5, Eu1, Ap1, Ap2, Uk1, Us1Fed, Us2Fed];
}
