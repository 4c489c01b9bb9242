using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters;

/// <summary>The rule sets that the gallery of outputs shows.</summary>
internal static class SampleRules
{
    public static RuleSet Logs { get; } = RuleSet.For(RealDocuments.Sample, Section.Logs);

    public static RuleSet AllSections { get; } = RuleSet.For(RealDocuments.Sample, [.. Section.Known.Select(section => (SectionSelection)section)]);

    /// <summary>A section next to user rules that use every feature of rules.</summary>
    public static RuleSet Mix { get; } = RuleSet.Of(
        Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8:1::/48"), Protocol.Udp, [123, new(3478, 3481)], "time and calls"),
        Rule.Egress(Sets.Of("198.51.100.7/32"), Protocol.Tcp, ManyPorts(), "more ports than one match takes"),
        Rule.Egress(Remote.Any, Protocol.Tcp, 80, "anywhere, and said so"),
        Rule.Ingress(Sets.Of("203.0.113.0/25", "203.0.113.192/26"), Protocol.Tcp, new PortRange(8000, 8100)),
        Rule.Ingress(Remote.AnyIPv4, Protocol.Udp, 51820, "tunnel"),
        Rule.Ingress(AddressSet.Empty, Protocol.Tcp, 9999, "nobody"))
        .Combine(RuleSet.For(RealDocuments.Sample, Section.Agents));

    /// <summary>Egress only, so that a default deny in a small example does not lock anyone out.</summary>
    public static IReadOnlyList<(string Name, RuleSet Rules)> All { get; } = [("logs", Logs), ("all-sections", AllSections), ("mix", Mix)];

    /// <summary>A section that is published empty, next to one that is not.</summary>
    public static RuleSet WithEmptySection { get; } = RuleSet.For(
        IpRangesDocument.Parse("""{"version":1,"apm":{"prefixes_ipv4":[],"prefixes_ipv6":[]},"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}"""),
        Section.Logs,
        Section.Apm.OnPort(8126));

    private static IEnumerable<PortRange> ManyPorts()
        => Enumerable.Range(0, 14).Select(i => (PortRange)(1000 + (10 * i))).Concat([new(2000, 2009), new(3000, 3009), 4000]);
}
