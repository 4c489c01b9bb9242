namespace FirewallRules;

// The ports of DataKit, one row per fact, each with its source. Page: DataKit Ports in DataKit's documentation; its newer edition and the
// source code are those of GuanceCloud/datakit at 9264e037 (2025-10-30). The default listen addresses are from the source code.
public sealed partial class DataKitInput
{
    internal const string Page = "DataKit Ports";
    internal const string NewerPage = "DataKit Ports, edition of 2025-10-30";
    internal const string Sources = "DataKit's sources of 2025-10-30";
    private const string Everywhere = "0.0.0.0";
    private const string Localhost = "127.0.0.1";

    private static readonly Protocol[] Tcp = [Protocol.Tcp];
    private static readonly Protocol[] Udp = [Protocol.Udp];
    private static readonly Protocol[] Both = [Protocol.Tcp, Protocol.Udp];

    /// <summary>NetFlow 9.</summary>
    public static DataKitInput NetFlow9 { get; } = new("netflow9", 2055, Udp, "NetFlow netflow9", Page) { ListensOn = Everywhere };

    /// <summary>NetFlow 5.</summary>
    public static DataKitInput NetFlow5 { get; } = new("netflow5", 2056, Udp, "NetFlow netflow5", Page)
    {
        ListensOn = Everywhere,
        Note = "2056 is from the sample configuration; the code defaults to 2055.",
    };

    /// <summary>Traces of CAT.</summary>
    public static DataKitInput Cat { get; } = new("cat", 2280, Tcp, "Cat tracing", Page) { ListensOn = Everywhere };

    /// <summary>Profiles of Pyroscope.</summary>
    public static DataKitInput Pyroscope { get; } = new("pyroscope", 4040, Tcp, "Pyroscope profile", Page)
    {
        ApplicationProtocol = "HTTP",
        Route = "/ingest",
        IsDisputed = true,
        Note = "The source code does not open port 4040; it serves Pyroscope on the port of http.",
    };

    /// <summary>OpenTelemetry over gRPC.</summary>
    public static DataKitInput OpenTelemetry { get; } = new("opentelemetry", 4317, Tcp, "OpenTelemetry", Page)
    {
        ApplicationProtocol = "gRPC",
        Route = "otel/v1/trace,otel/v1/metric",
        ListensOn = Localhost,
        Note = "The routes are served on the port of http; this port is gRPC.",
    };

    /// <summary>IPFIX.</summary>
    public static DataKitInput Ipfix { get; } = new("ipfix", 4739, Udp, "NetFlow ipfix", Page) { ListensOn = Everywhere };

    /// <summary>Beats.</summary>
    public static DataKitInput Beats { get; } = new("beats", 5044, Tcp, "Beats", Page) { ListensOn = Everywhere };

    /// <summary>sFlow 5.</summary>
    public static DataKitInput SFlow5 { get; } = new("sflow5", 6343, Udp, "NetFlow sflow5", Page) { ListensOn = Everywhere };

    /// <summary>StatsD.</summary>
    public static DataKitInput StatsD { get; } = new("statsd", 8125, Udp, "StatsD", Page) { ListensOn = Everywhere };

    /// <summary>DataKit's own HTTP server.</summary>
    public static DataKitInput Http { get; } = new("http", 9529, Tcp, "DataKit HTTP", Page)
    {
        ApplicationProtocol = "HTTP",
        ListensOn = "localhost",
        Note = "In Kubernetes it is configured to listen on 0.0.0.0.",
    };

    /// <summary>Logs over TCP.</summary>
    public static DataKitInput LoggingTcp { get; } = new("logging-tcp", 9530, Tcp, "Logging on socket (TCP)", Page)
    {
        IsDisputed = true,
        Note = "The sample configuration uses 9540; 9530 is the default of the input proxy.",
    };

    /// <summary>DCA, DataKit's control application.</summary>
    public static DataKitInput Dca { get; } = new("dca", 9531, Tcp, "DCA server", Page)
    {
        IsDisputed = true,
        Note = "Since 2024-11-27 DataKit no longer listens for DCA; it connects to it.",
    };

    /// <summary>Logs over UDP.</summary>
    public static DataKitInput LoggingUdp { get; } = new("logging-udp", 9531, Udp, "Logging on socket (UDP)", Page)
    {
        IsDisputed = true,
        Note = "The sample configuration uses 9541.",
    };

    /// <summary>Logs of sidecars.</summary>
    public static DataKitInput LogForwarding { get; } = new("logfwd", 9533, Tcp, "Sidecar logfwdserver", Page)
    {
        ApplicationProtocol = "WebSocket",
        ListensOn = Everywhere,
    };

    /// <summary>Remote upgrades.</summary>
    public static DataKitInput Upgrader { get; } = new("upgrader", 9542, Tcp, "Remote upgrading", Page)
    {
        ApplicationProtocol = "HTTP",
        Route = "/v1/datakit/version,/v1/datakit/upgrade",
        ListensOn = Everywhere,
    };

    /// <summary>Graphite.</summary>
    public static DataKitInput Graphite { get; } = new("graphite", 9109, Both, "Graphite", NewerPage) { ListensOn = Everywhere };

    /// <summary>Build data from Jenkins.</summary>
    public static DataKitInput Jenkins { get; } = new("jenkins", 9539, Tcp, "Jenkins CI", NewerPage)
    {
        ApplicationProtocol = "HTTP",
        Route = "/info,/v0.3/traces",
        ListensOn = Everywhere,
    };

    /// <summary>Logs over TCP, on the port of the sample configuration.</summary>
    public static DataKitInput LoggingSampleTcp { get; } =
        new("logging-sample-tcp", 9540, Tcp, "Logging on socket (TCP), sample", Sources) { ListensOn = Everywhere };

    /// <summary>Logs over UDP, on the port of the sample configuration.</summary>
    public static DataKitInput LoggingSampleUdp { get; } =
        new("logging-sample-udp", 9541, Udp, "Logging on socket (UDP), sample", Sources) { ListensOn = Everywhere };

    /// <summary>DataKit as an HTTP proxy.</summary>
    public static DataKitInput Proxy { get; } =
        new("proxy", 9530, Tcp, "HTTP proxy", Sources) { ApplicationProtocol = "HTTP", ListensOn = Localhost };

    /// <summary>Traces of SkyWalking.</summary>
    public static DataKitInput SkyWalking { get; } =
        new("skywalking", 11800, Tcp, "SkyWalking", Sources) { ApplicationProtocol = "gRPC", ListensOn = Localhost };

    /// <summary>Traces of Pinpoint.</summary>
    public static DataKitInput Pinpoint { get; } =
        new("pinpoint", 9991, Tcp, "Pinpoint", Sources) { ApplicationProtocol = "gRPC", ListensOn = Localhost };

    /// <summary>Traces of Jaeger, compact.</summary>
    public static DataKitInput JaegerCompact { get; } =
        new("jaeger-compact", 6831, Udp, "Jaeger agent, compact", Sources) { ListensOn = Localhost };

    /// <summary>Traces of Jaeger, binary.</summary>
    public static DataKitInput JaegerBinary { get; } =
        new("jaeger-binary", 6832, Udp, "Jaeger agent, binary", Sources) { ListensOn = Localhost };

    /// <summary>All inputs: those of the page in its order, then those of its newer edition and of the sources.</summary>
    public static IReadOnlyList<DataKitInput> Known { get; } =
    [
        NetFlow9, NetFlow5, Cat, Pyroscope, OpenTelemetry, Ipfix, Beats, SFlow5, StatsD, Http, LoggingTcp, Dca, LoggingUdp, LogForwarding, Upgrader,
        Graphite, Jenkins, LoggingSampleTcp, LoggingSampleUdp, Proxy, SkyWalking, Pinpoint, JaegerCompact, JaegerBinary,
    ];
}
