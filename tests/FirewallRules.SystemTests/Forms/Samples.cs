namespace FirewallRules.SystemTests;

/// <summary>Rule sets of our own. All ask for the same things, as an old and a new document do, unless they say otherwise.</summary>
internal static class Samples
{
    /// <summary>The label of the first rule, after which sets are named.</summary>
    public const string Label = "one";

    public static RuleSet Old { get; } = Of(
        "1.0.0.0/24 1.0.2.0/23 8.8.8.8/32 203.0.113.0/25 203.0.113.128/26 2600::/32 2a00:1::/64 2a00:1:0:2::/63",
        "9.9.9.0/24 11.0.0.0/9 12.0.0.0/10 2620:fe::/48 2620:100::/48 2620:102::/48",
        "44.0.0.0/16 45.0.0.0/16 46.0.0.0/16 2a05::/16 2a07::/16 2a09::/17");

    public static RuleSet New { get; } = Of(
        "1.0.0.0/23 8.8.8.8/32 20.0.0.0/6 203.0.113.192/26 2600::/31 2a00:1::/64 2a00:1:0:2::/128",
        "9.9.9.9/32 11.0.0.0/10 13.0.0.0/9 2620:fe::/49 2620:100::/48 2620:108::/48",
        "44.1.0.0/16 47.0.0.0/16 48.0.0.0/16 2a05::/17 2a0b::/16 2a09::/17");

    /// <summary>A document from which families and a whole section were removed.</summary>
    public static RuleSet Shrunk { get; } = Of("1.0.0.0/24 1.0.2.0/24 1.0.4.0/24 2600::/32", "2620:fe::/48", "");

    /// <summary>A document from which all IPv6 was removed.</summary>
    public static RuleSet WithoutIPv6 { get; } = Of("1.0.0.0/24 1.0.2.0/24 1.0.4.0/24", "9.9.9.0/24", "44.0.0.0/16");

    /// <summary>Other questions: more rules, other ports and labels.</summary>
    public static RuleSet Unrelated { get; } = RuleSet.Of(
        Rule.Egress(Set("1.0.0.0/8 5.0.0.0/16 6.0.0.0/16 2600::/20"), Protocol.Tcp, 8443, Label),
        Rule.Egress(Set("3.0.0.0/8 2a00::/32"), Protocol.Tcp, 9000, "another"),
        Rule.Egress(Remote.AnyIPv4, Protocol.Udp, 123, "clock"),
        Rule.Ingress(Set("4.0.0.0/8 2a01::/32"), Protocol.Tcp, new PortRange(1000, 2000), "yet another"));

    public static AddressSet Set(string prefixes) => AddressSet.Parse(prefixes.Replace(' ', '\n'));

    /// <summary>So many prefixes of which no two can be merged.</summary>
    public static IEnumerable<Cidr> Scattered(int count, string first, int length, int shift) =>
        Enumerable.Range(0, count).Select(index =>
            new Cidr(Address.Offset(Address.Of(first), new System.Numerics.BigInteger(index) << shift), length));

    private static RuleSet Of(string first, string second, string third) => RuleSet.Of(
        Rule.Egress(Set(first), Protocol.Tcp, [443, 10516], Label),
        Rule.Egress(Set(second), Protocol.Udp, [.. Enumerable.Range(0, 20).Select(step => (PortRange)(5000 + (2 * step))), new PortRange(7000, 7010)], "two"),
        Rule.Ingress(Set(third), Protocol.Tcp, 443, "three"));
}
