using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Catalogs;

/// <summary>Rule sets of every catalogue, with every feature.</summary>
internal static class CatalogSamples
{
    public static RuleSet AgentV7 { get; } = RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample);

    public static RuleSet DataKit { get; } = RuleSet.ForDataKit(
        Sets.Of("10.0.0.0/8", "fd00::/8"), DataKitInput.StatsD, DataKitInput.OpenTelemetry, DataKitInput.Graphite.OnPort(2003));

    public static IReadOnlyList<(string Name, RuleSet Rules)> All { get; } =
    [
        ("agent-v7", AgentV7),
        ("agent-v6", RuleSet.ForAgent(AgentVersion.V6, RealDocuments.Sample)),
        ("agent-v5", RuleSet.ForAgent(AgentVersion.V5, RealDocuments.Sample)),
        ("agent-full", RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, Full)),
        ("agent-with-sections", AgentV7.Combine(RuleSet.For(RealDocuments.Sample, Section.Logs, Section.Webhooks))),
        ("datakit", DataKit),
        ("datakit-all", RuleSet.ForDataKit(Sets.Of("192.0.2.0/24"), [.. DataKitInput.Known.Select(DataKitSelection.FromInput)])),
        ("datakit-any", RuleSet.ForDataKit(Remote.Any, DataKitInput.StatsD)),
        ("proxy", RuleSet.ForProxy(Sets.Of("10.1.2.0/28", "fd00::1/128"), 3128)),
    ];

    private static AgentOptions Full => new()
    {
        NtpServers = Sets.Of("192.0.2.1/32", "2001:db8::123/128"),
        LogsOverTcp = true,
        Kubelet = Sets.Of("127.0.0.1/32", "10.9.8.7/32"),
        Autoscaling = Remote.AnyIPv4,
        RemoteConfigurationTest = Sets.Of("198.51.100.0/24"),
        Services =
        [
            AgentService.DogStatsD.OnPort(9125).OpenTo(Sets.Of("10.0.0.0/8", "fe80::1/128")),
            AgentService.ApmReceiver.OpenTo(Remote.Any),
            AgentService.Gui,
        ],
    };
}
