namespace FirewallRules.Tests.Emitters;

/// <summary>Two versions of a document that are years apart: prefixes are added and removed, families are removed, sections are added.</summary>
internal static class UpdateSamples
{
    private static readonly SectionSelection[] Sections =
    [
        Section.Logs.AllowMissing(), Section.Apm.AllowMissing(), Section.Orchestrator.AllowMissing(), Section.Webhooks.AllowMissing(),
        Section.Global.With(Direction.Egress, Protocol.Udp, 7000).AllowMissing(),
    ];

    public static RuleSet Old { get; } = Read("""
        {"version":40,"modified":"2023-05-09-00-00-00",
        "logs":{"prefixes_ipv4":["3.233.144.0/20","192.0.2.0/25","192.0.2.128/25"],"prefixes_ipv6":["2600:1f18:24e6:b900::/56"]},
        "apm":{"prefixes_ipv4":["198.51.100.0/25"],"prefixes_ipv6":["2001:db8:1::/48"]},
        "webhooks":{"prefixes_ipv4":["203.0.113.7/32","203.0.113.9/32"],"prefixes_ipv6":[]},
        "global":{"prefixes_ipv4":["233.252.0.0/24"],"prefixes_ipv6":[]}}
        """);

    public static RuleSet Updated { get; } = Read("""
        {"version":59,"modified":"2024-10-17-00-00-00",
        "logs":{"prefixes_ipv4":["3.233.144.0/20","192.0.2.0/24","198.51.100.64/26"],"prefixes_ipv6":["2600:1f18:24e6:b900::/56"]},
        "apm":{"prefixes_ipv4":["198.51.100.0/25"],"prefixes_ipv6":[]},
        "orchestrator":{"prefixes_ipv4":["198.51.100.0/26"],"prefixes_ipv6":["2001:db8:2::/48"]},
        "webhooks":{"prefixes_ipv4":["203.0.113.9/32","203.0.113.16/28"],"prefixes_ipv6":[]}}
        """);

    /// <summary>The updated rules from a next version that has the same addresses in other prefixes.</summary>
    public static RuleSet Again { get; } = Read("""
        {"version":60,"modified":"2024-11-01-00-00-00",
        "logs":{"prefixes_ipv4":["198.51.100.64/26","192.0.2.0/25","192.0.2.128/25","3.233.144.0/20"],"prefixes_ipv6":["2600:1f18:24e6:b900::/56"]},
        "apm":{"prefixes_ipv4":["198.51.100.0/25"],"prefixes_ipv6":[]},
        "orchestrator":{"prefixes_ipv4":["198.51.100.0/26"],"prefixes_ipv6":["2001:db8:2::/48"]},
        "webhooks":{"prefixes_ipv4":["203.0.113.9/32","203.0.113.16/28"],"prefixes_ipv6":[]}}
        """);

    /// <summary>User rules next to those of a section: other labels, ports and directions, and an any that is added or removed.</summary>
    public static RuleSet Own { get; } = RuleSet.Of(
        Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8:1::/48"), Protocol.Udp, [123, new(3478, 3481)], "time and calls"),
        Rule.Egress(Remote.Any, Protocol.Tcp, 80, "anywhere, and said so"),
        Rule.Ingress(Remote.AnyIPv4, Protocol.Udp, 51820, "tunnel"),
        Rule.Egress(AddressSet.Empty, Protocol.Tcp, 9999, "nobody"));

    public static IReadOnlyList<(string Name, RuleSet Old, RuleSet Updated)> Pairs { get; } =
    [
        ("forth", Old, Updated),
        ("back", Updated, Old),
        ("own", Own, Updated),
        ("to-own", Old, Own),
        ("from-mix", SampleRules.Mix, SampleRules.Logs),
        ("to-mix", SampleRules.Logs, SampleRules.Mix),
        ("family", Old.Only(IpFamily.IPv4, allowEmpty: true), Updated.Only(IpFamily.IPv4, allowEmpty: true)),
    ];

    private static RuleSet Read(string json)
        => RuleSet.For(IpRangesDocument.Parse(json, new IpRangesReadOptions { Site = Site.Us1, Origin = "a file" }), Sections);
}
