namespace FirewallRules;

// The names are our own, so that a service has the same name in all versions. AgentCatalog has what differs by version: ports, sources.
public sealed partial class AgentService
{
    /// <summary>Metrics, traces, processes, containers, configuration and, from Agent 7 on, logs: HTTPS to Datadog.</summary>
    public static AgentService Intake { get; } = new("intake", Direction.Egress, Protocol.Tcp);

    /// <summary>Logs over HTTPS, in versions with a separate row for them.</summary>
    public static AgentService Logs { get; } = new("logs", Direction.Egress, Protocol.Tcp);

    /// <summary>Logs over TCP, which is deprecated and available on few sites.</summary>
    public static AgentService LogsOverTcp { get; } = new("logs-tcp", Direction.Egress, Protocol.Tcp);

    /// <summary>The time, from NTP servers.</summary>
    public static AgentService Ntp { get; } = new("ntp", Direction.Egress, Protocol.Udp);

    /// <summary>The kubelet of the node that the Agent runs on.</summary>
    public static AgentService Kubelet { get; } = new("kubelet", Direction.Egress, Protocol.Tcp);

    /// <summary>Autoscaling on custom metrics.</summary>
    public static AgentService Autoscaling { get; } = new("autoscaling", Direction.Egress, Protocol.Tcp);

    /// <summary>The connectivity test of Remote Configuration.</summary>
    public static AgentService RemoteConfigurationTest { get; } = new("remote-configuration-test", Direction.Egress, Protocol.Tcp);

    /// <summary>DogStatsD, which receives metrics from applications.</summary>
    public static AgentService DogStatsD { get; } = new("dogstatsd", Direction.Ingress, Protocol.Udp);

    /// <summary>The receiver of traces.</summary>
    public static AgentService ApmReceiver { get; } = new("apm-receiver", Direction.Ingress, Protocol.Tcp);

    /// <summary>Internal metrics of the Trace Agent.</summary>
    public static AgentService ApmExpvar { get; } = new("apm-expvar", Direction.Ingress, Protocol.Tcp);

    /// <summary>Internal metrics of the Agent.</summary>
    public static AgentService Expvar { get; } = new("expvar", Direction.Ingress, Protocol.Tcp);

    /// <summary>The API that the Agent's own commands use.</summary>
    public static AgentService Ipc { get; } = new("ipc", Direction.Ingress, Protocol.Tcp);

    /// <summary>The user interface in a browser.</summary>
    public static AgentService Gui { get; } = new("gui", Direction.Ingress, Protocol.Tcp);

    /// <summary>Debugging of the Process Agent.</summary>
    public static AgentService ProcessDebug { get; } = new("process-debug", Direction.Ingress, Protocol.Tcp);

    /// <summary>Runtime settings of the Process Agent.</summary>
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
