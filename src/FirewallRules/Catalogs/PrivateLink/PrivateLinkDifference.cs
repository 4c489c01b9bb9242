namespace FirewallRules;

/// <summary>Where an older text of the vendor's says something else than the tables here, and why the newer one is right.</summary>
/// <param name="Site">The site.</param>
/// <param name="Service">The service; <see langword="null"/> for the site as a whole.</param>
/// <param name="Was">What the older text says.</param>
/// <param name="Is">What the tables here say.</param>
/// <param name="Reason">Why.</param>
public sealed record PrivateLinkDifference(Site Site, PrivateLinkService? Service, string Was, string Is, string Reason)
{
    private const string NewerTable = "the guide's newer table of endpoint service ids (mid-2026), with DNS of two levels, replaces the older parameters";

    /// <summary>All differences.</summary>
    public static IReadOnlyList<PrivateLinkDifference> All { get; } =
    [
        new(Site.Ap2, null, "not listed", "supported in ap-southeast-2", "the site is younger than the older guide"),
        new(Site.Uk1, null, "not listed", "supported in eu-west-2", "the site is younger than the older guide"),
        new(Site.Us2Fed, null, "not listed", "not supported", "the site is younger than the older guide, and the newer one excludes it"),
        new(
            Site.Us1, PrivateLinkService.Api, "vpce-svc-064ea718f8d0ead77 as api.datadoghq.com", "vpce-svc-07895350fd0109264 as orchid.intake.datadoghq.com", NewerTable),
        new(
            Site.Us1, PrivateLinkService.Traces, "vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com", "vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com", NewerTable),
        new(
            Site.Ap2, PrivateLinkService.Metrics, "vpce-svc-0c26ca335d93a68b5 as beige.intake.ap2.datadoghq.com", "vpce-svc-06a30d6a016b746ff as beige.intake.ap2.datadoghq.com",
            "the older parameter repeats the service of Process, whose anchor is another; the newer table has one for each"),
    ];
}
