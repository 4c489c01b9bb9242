namespace FirewallRules.SystemTests;

/// <summary>What an old and a new document say; both together are fewer rules than a group takes.</summary>
internal static class AwsSamples
{
    public static RuleSet Old { get; } = Of(
        "1.0.0.0/24 1.0.2.0/23 8.8.8.8/32 203.0.113.0/25 203.0.113.128/26 2600::/32 2a00:1::/64 2a00:1:0:2::/63",
        "9.9.9.0/24 11.0.0.0/9 2620:fe::/48 2620:100::/48",
        "44.0.0.0/16 45.0.0.0/16 2a05::/16 2a07::/16");

    public static RuleSet New { get; } = Of(
        "1.0.0.0/23 8.8.8.8/32 203.0.113.192/26 2600::/31 2a00:1::/64 2a00:1:0:2::/128",
        "9.9.9.9/32 11.0.0.0/10 2620:fe::/49 2620:100::/48",
        "44.1.0.0/16 47.0.0.0/16 2a05::/17 2a0b::/16");

    private static RuleSet Of(string first, string second, string third) => RuleSet.Of(
        Rule.Egress(Samples.Set(first), Protocol.Tcp, [443, 10516], "one"),
        Rule.Egress(Samples.Set(second), Protocol.Udp, new PortRange(7000, 7010), "two"),
        Rule.Egress(Remote.AnyIPv4, Protocol.Tcp, 80, "anywhere, and said so"),
        Rule.Ingress(Samples.Set(third), Protocol.Tcp, 443, "three"));
}
