namespace FirewallRules.SystemTests;

/// <summary>What an old and a new document say about callers.</summary>
internal static class WafSamples
{
    public const string IPv4 = "datadog-one_two-ipv4";
    public const string IPv6 = "datadog-one_two-ipv6";

    public static RuleSet Old { get; } = Of("192.0.2.0/25 198.51.100.7/32", "203.0.113.0/24 2001:db8::/32");

    /// <summary>A prefix moved from one section to the other, one is new, and all of IPv6 is gone.</summary>
    public static RuleSet New { get; } = Of("192.0.2.0/25", "198.51.100.7/32 203.0.113.0/25 44.0.0.0/9");

    private static RuleSet Of(string first, string second) => RuleSet.Of(
        Rule.Ingress(Samples.Set(first), Protocol.Tcp, 443, "one"), Rule.Ingress(Samples.Set(second), Protocol.Tcp, 443, "two"));
}
