namespace FirewallRules;

/// <summary>Which catalogue of ports a rule follows from, and what its facts are of. Catalogues are equal when they are the same.</summary>
public sealed class PortCatalog
{
    private PortCatalog(string key, string name, string asOf) => (Key, Name, AsOf) = (key, name, asOf);

    /// <summary>The Datadog Agent 7: the Network Traffic page as it was in the middle of 2026.</summary>
    public static PortCatalog AgentV7 { get; } = new("agent-v7", "Datadog Agent 7", "mid-2026");

    /// <summary>The Datadog Agent 6: the Network Traffic page as it last described that version with all its ports.</summary>
    public static PortCatalog AgentV6 { get; } = new("agent-v6", "Datadog Agent 6", "2024");

    /// <summary>The Datadog Agents 5 and 4: the Network Traffic page as it last described these versions.</summary>
    public static PortCatalog AgentV5 { get; } = new("agent-v5", "Datadog Agent 5 and 4", "2024");

    /// <summary>DataKit: its list of ports and its sources as they were on 2025-10-30.</summary>
    public static PortCatalog DataKit { get; } = new("datakit", "DataKit", "2025-10-30");

    /// <summary>All catalogues.</summary>
    public static IReadOnlyList<PortCatalog> Known { get; } = [AgentV7, AgentV6, AgentV5, DataKit];

    /// <summary>The key, such as <c>agent-v7</c>.</summary>
    public string Key { get; }

    /// <summary>The program that the ports are of, such as <c>Datadog Agent 7</c>.</summary>
    public string Name { get; }

    /// <summary>The date of the facts as far as it is known, such as <c>mid-2026</c> or <c>2025-10-30</c>.</summary>
    public string AsOf { get; }

    /// <summary>For the comment of one rule, such as <c>agent-v7 mid-2026</c>.</summary>
    public string ToShortString() => $"{Key} {AsOf}";

    /// <summary>For headers, such as <c>Datadog Agent 7, as documented mid-2026</c>.</summary>
    public override string ToString() => $"{Name}, as documented {AsOf}";
}
