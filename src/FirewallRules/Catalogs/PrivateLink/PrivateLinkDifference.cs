namespace FirewallRules.Catalogs;

/// <summary>A difference between an older document of Datadog and the newer tables of this catalog.</summary>
/// <param name="Site">The site.</param>
/// <param name="Service">The service; <see langword="null"/> for the site as a whole.</param>
/// <param name="OlderValue">The value in the older document.</param>
/// <param name="Value">The value in this catalog.</param>
/// <param name="Reason">Why the newer value is used.</param>
internal sealed record PrivateLinkDifference(Site Site, PrivateLinkService? Service, string OlderValue, string Value, string Reason)
{
    private const string NewerTable = "the guide's newer table of endpoint service ids (mid-2026), with DNS of two levels, replaces the older parameters";

    /// <summary>All differences.</summary>
    public static IReadOnlyList<PrivateLinkDifference> All { get; } =
    [
        new(Site.Ap2, null, "not listed", "supported in ap-southeast-2", "the site is younger than the older guide"),
        new(Site.Uk1, null, "not listed", "supported in eu-west-2", "the site is younger than the older guide"),
        new(Site.Us2Fed, null, "not listed", "not supported", "the site is younger than the older guide, and the newer one excludes it"),
        new(
            Site.Us1,
            PrivateLinkService.Api,
            "vpce-svc-064ea718f8d0ead77 as api.datadoghq.com",
            "vpce-svc-07895350fd0109264 as orchid.intake.datadoghq.com",
            NewerTable),
        new(
            Site.Us1,
            PrivateLinkService.Traces,
            "vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com",
            "vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com",
            NewerTable),
        new(
            Site.Ap2,
            PrivateLinkService.Metrics,
            "vpce-svc-0c26ca335d93a68b5 as beige.intake.ap2.datadoghq.com",
            "vpce-svc-06a30d6a016b746ff as beige.intake.ap2.datadoghq.com",
            "the older parameter repeats the service of Process, whose anchor is another; the newer table has one for each"),
    ];
}
