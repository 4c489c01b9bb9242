namespace FirewallRules;

// Names and hosts of the first ten: the service table of the PrivateLink guide of Datadog's documentation (agent/guide/private-link.md).
// The others are groups of host names from the tables of its mid-2026 version, named after those hosts.
public sealed partial class PrivateLinkService
{
    /// <summary>Logs that the Agent submits.</summary>
    public static PrivateLinkService LogsAgent { get; } = new("logs-agent", "Logs (Agent HTTP intake)", "agent-http-intake.logs");

    /// <summary>Logs that other clients submit over HTTP.</summary>
    public static PrivateLinkService LogsUser { get; } = new("logs-user", "Logs (User HTTP intake)", "http-intake.logs");

    /// <summary>The API.</summary>
    public static PrivateLinkService Api { get; } = new("api", "API", "api");

    /// <summary>Metrics, service checks and events of the Agent.</summary>
    public static PrivateLinkService Metrics { get; } = new("metrics", "Metrics", "metrics.agent");

    /// <summary>Container and Kubernetes data.</summary>
    public static PrivateLinkService Containers { get; } = new("containers", "Containers", "orchestrator", "orchestrator");

    /// <summary>Processes.</summary>
    public static PrivateLinkService Process { get; } = new("process", "Process", "process");

    /// <summary>Profiles.</summary>
    public static PrivateLinkService Profiling { get; } = new("profiling", "Profiling", "intake.profile");

    /// <summary>Traces.</summary>
    public static PrivateLinkService Traces { get; } = new("traces", "Traces", "trace.agent", "apm");

    /// <summary>Database Monitoring.</summary>
    public static PrivateLinkService DatabaseMonitoring { get; } = new("database-monitoring", "Database Monitoring", "dbm-metrics-intake", "dbm");

    /// <summary>The Agent's remote configuration.</summary>
    public static PrivateLinkService RemoteConfiguration { get; } = new("remote-configuration", "Remote Configuration", "config", "remote-config");

    /// <summary>Webhooks sent to Datadog.</summary>
    public static PrivateLinkService WebhookIntake { get; } = new("webhook-intake", "Webhook intake", "webhook-intake");

    /// <summary>Telemetry over OTLP, and OpAMP.</summary>
    public static PrivateLinkService Otlp { get; } = new("otlp", "OTLP", "otlp");

    /// <summary>The MCP server.</summary>
    public static PrivateLinkService Mcp { get; } = new("mcp", "MCP", "mcp");

    /// <summary>Intakes that share an endpoint: CI, debugger, network devices and flows, SBOM, telemetry and others.</summary>
    public static PrivateLinkService EventPlatform { get; } = new("event-platform", "Event platform intakes", "event-management-intake");

    /// <summary>Real User Monitoring.</summary>
    public static PrivateLinkService Rum { get; } = new("rum", "RUM", "rum-http-intake.logs");

    /// <summary>Data observability.</summary>
    public static PrivateLinkService DataObservability { get; } = new("data-observability", "Data observability", "data-obs-intake");

    /// <summary>Network devices.</summary>
    public static PrivateLinkService NetworkDevices { get; } = new("network-devices", "Network devices", "network-devices");

    /// <summary>Synthetics: private locations and CI tests.</summary>
    public static PrivateLinkService Synthetics { get; } = new("synthetics", "Synthetics", "synthetics");

    /// <summary>Logs from Google Cloud.</summary>
    public static PrivateLinkService GcpLogs { get; } = new("gcp-logs", "Google Cloud logs", "gcp-intake.logs");

    /// <summary>Live logs.</summary>
    public static PrivateLinkService LiveTail { get; } = new("live-tail", "Live Tail", "live.logs");

    /// <summary>Source maps.</summary>
    public static PrivateLinkService SourceMaps { get; } = new("source-maps", "Source maps", "sourcemap-intake");

    /// <summary>Custom domains below the domain of the site, and all names below it that no other service has.</summary>
    public static PrivateLinkService CustomDomains { get; } = new("custom-domains", "Custom domains", "custom-domains");

    /// <summary>All services, in the order of the guide. For those of a site see <see cref="PrivateLink.AvailableServices"/>.</summary>
    public static IReadOnlyList<PrivateLinkService> Known { get; } =
    [
        LogsAgent, LogsUser, Api, Metrics, Containers, Process, Profiling, Traces, DatabaseMonitoring, RemoteConfiguration, WebhookIntake,
        Otlp, Mcp, EventPlatform, Rum, DataObservability, NetworkDevices, Synthetics, GcpLogs, LiveTail, SourceMaps, CustomDomains,
    ];
}
