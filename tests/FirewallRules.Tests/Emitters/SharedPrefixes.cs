namespace FirewallRules.Tests.Emitters;

/// <summary>Versions of two sections with the same port: their common prefixes appear, grow, become all of a section, and disappear.</summary>
internal static class SharedPrefixes
{
    private static readonly string[] Webhooks = ["198.51.100.0/25", "198.51.100.200/32", "2001:db8:1::/48"];

    public static IReadOnlyList<RuleSet> History { get; } =
    [
        Version(1, Webhooks, ["203.0.113.0/26"]),
        Version(2, Webhooks, ["203.0.113.0/26", "198.51.100.200/32"]),
        Version(3, Webhooks, ["203.0.113.0/26", "198.51.100.200/32", "198.51.100.64/26", "2001:db8:1:8000::/49"]),
        Version(4, Webhooks, ["203.0.113.0/26", .. Webhooks]),
        Version(5, ["203.0.113.0/26", .. Webhooks], ["203.0.113.0/26", .. Webhooks]),
        Version(6, ["203.0.113.0/27"], ["203.0.113.32/27", "198.51.100.0/24"]),
        Version(7, ["203.0.113.32/27"], ["203.0.113.0/27", "198.51.100.0/24"]),
        Version(8, [], ["203.0.113.0/26", .. Webhooks]),
        Version(1, Webhooks, ["203.0.113.0/26"]),
    ];

    private static RuleSet Version(int version, string[] webhooks, string[] synthetics) => RuleSet.For(
        IpRangesDocument.Parse($$"""{"version":{{version}},"webhooks":{{Prefixes(webhooks)}},"synthetics":{{Prefixes(synthetics)}}}"""),
        Section.Webhooks.OnPort(443).AllowMissing(),
        Section.Synthetics.OnPort(443));

    private static string Prefixes(string[] prefixes)
        => $$"""{"prefixes_ipv4":[{{Quoted(prefixes, ipv6: false)}}],"prefixes_ipv6":[{{Quoted(prefixes, ipv6: true)}}]}""";

    private static string Quoted(string[] prefixes, bool ipv6) => string.Join(
        ',', prefixes.Where(prefix => prefix.Contains(':', StringComparison.Ordinal) == ipv6).Select(prefix => $"\"{prefix}\""));
}
