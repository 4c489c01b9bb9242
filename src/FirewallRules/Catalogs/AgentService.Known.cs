namespace FirewallRules;

// Names are our own, so that one service has one name in all versions. Ports, sources and what else differs by version: AgentCatalog.
public sealed partial class AgentService
{
    /// <summary>Metrics, traces, processes, containers, configuration and, from Agent 7 on, logs: HTTPS to Datadog.</summary>
    public static AgentService Intake { get; } = new("intake", Direction.Egress, Protocol.Tcp);

    /// <summary>Logs over HTTPS, where they are a row of their own.</summary>
    public static AgentService Logs { get; } = new("logs", Direction.Egress, Protocol.Tcp);

    /// <summary>Logs over TCP, which few sites take and the vendor gives up.</summary>
    public static AgentService LogsOverTcp { get; } = new("logs-tcp", Direction.Egress, Protocol.Tcp);

    /// <summary>The time, from NTP servers.</summary>
    public static AgentService Ntp { get; } = new("ntp", Direction.Egress, Protocol.Udp);

    /// <summary>The kubelet of the node that the Agent runs on.</summary>
    public static AgentService Kubelet { get; } = new("kubelet", Direction.Egress, Protocol.Tcp);

    /// <summary>Autoscaling on custom metrics.</summary>
    public static AgentService Autoscaling { get; } = new("autoscaling", Direction.Egress, Protocol.Tcp);

    /// <summary>The test whether Remote Configuration can be reached.</summary>
    public static AgentService RemoteConfigurationTest { get; } = new("remote-configuration-test", Direction.Egress, Protocol.Tcp);

    /// <summary>DogStatsD, which takes metrics of applications.</summary>
    public static AgentService DogStatsD { get; } = new("dogstatsd", Direction.Ingress, Protocol.Udp);

    /// <summary>The receiver of traces.</summary>
    public static AgentService ApmReceiver { get; } = new("apm-receiver", Direction.Ingress, Protocol.Tcp);

    /// <summary>Internal figures of the Trace Agent.</summary>
    public static AgentService ApmExpvar { get; } = new("apm-expvar", Direction.Ingress, Protocol.Tcp);

    /// <summary>Internal figures of the Agent.</summary>
    public static AgentService Expvar { get; } = new("expvar", Direction.Ingress, Protocol.Tcp);

    /// <summary>The API over which the Agent's own commands speak to it.</summary>
    public static AgentService Ipc { get; } = new("ipc", Direction.Ingress, Protocol.Tcp);

    /// <summary>The user interface in a browser.</summary>
    public static AgentService Gui { get; } = new("gui", Direction.Ingress, Protocol.Tcp);

    /// <summary>Debugging of the Process Agent.</summary>
    public static AgentService ProcessDebug { get; } = new("process-debug", Direction.Ingress, Protocol.Tcp);

    /// <summary>Settings of the Process Agent while it runs.</summary>
    public static AgentService ProcessSettings { get; } = new("process-settings", Direction.Ingress, Protocol.Tcp);

    /// <summary>The forwarder of Agent 5.</summary>
    public static AgentService Forwarder { get; } = new("forwarder", Direction.Ingress, Protocol.Tcp);

    /// <summary>The Graphite adapter of Agent 5.</summary>
    public static AgentService Graphite { get; } = new("graphite", Direction.Ingress, Protocol.Tcp);

    /// <summary>All services, outbound before inbound.</summary>
    public static IReadOnlyList<AgentService> Known { get; } =
    [
        Intake, Logs, LogsOverTcp, Ntp, Kubelet, Autoscaling, RemoteConfigurationTest,
        DogStatsD, ApmReceiver, ApmExpvar, Expvar, Ipc, Gui, ProcessDebug, ProcessSettings, Forwarder, Graphite,
    ];
}
