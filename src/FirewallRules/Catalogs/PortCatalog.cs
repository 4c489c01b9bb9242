namespace FirewallRules;

/// <summary>A port catalog that rules can be made from. A closed set: catalogs are compared by reference.</summary>
public sealed class PortCatalog
{
    private PortCatalog(string key, string name, string asOf) => (Key, Name, AsOf) = (key, name, asOf);

    /// <summary>The Datadog Agent 7: the Network Traffic page as of mid-2026.</summary>
    public static PortCatalog AgentV7 { get; } = new("agent-v7", "Datadog Agent 7", "mid-2026");

    /// <summary>The Datadog Agent 6: the Network Traffic page as of its last edition with all ports of that version.</summary>
    public static PortCatalog AgentV6 { get; } = new("agent-v6", "Datadog Agent 6", "2024");

    /// <summary>The Datadog Agents 5 and 4: the Network Traffic page as of its last edition with these versions.</summary>
    public static PortCatalog AgentV5 { get; } = new("agent-v5", "Datadog Agent 5 and 4", "2024");

    /// <summary>DataKit: its list of ports and its source code as of 2025-10-30.</summary>
    public static PortCatalog DataKit { get; } = new("datakit", "DataKit", "2025-10-30");

    /// <summary>All catalogs.</summary>
    public static IReadOnlyList<PortCatalog> Known { get; } = [AgentV7, AgentV6, AgentV5, DataKit];

    /// <summary>The key, such as <c>agent-v7</c>.</summary>
    public string Key { get; }

    /// <summary>The program that uses the ports, such as <c>Datadog Agent 7</c>.</summary>
    public string Name { get; }

    /// <summary>The date of the sources, as precise as known, such as <c>mid-2026</c> or <c>2025-10-30</c>.</summary>
    public string AsOf { get; }

    /// <summary>A short text for the comment of a rule, such as <c>agent-v7 mid-2026</c>.</summary>
    public string ToShortString() => $"{Key} {AsOf}";

    /// <summary>A text for headers, such as <c>Datadog Agent 7, as documented mid-2026</c>.</summary>
    public override string ToString() => $"{Name}, as documented {AsOf}";
}
