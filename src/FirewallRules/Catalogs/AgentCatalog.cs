using static FirewallRules.AgentService;

namespace FirewallRules.Catalogs;

/// <summary>The ports of the Datadog Agent, one row per fact, each with its source.</summary>
internal static class AgentCatalog
{
    // The page Network Traffic of Datadog's documentation (content/en/agent/configuration/network.md and its predecessor) in three editions.
    // The first has tabs for Agent 6 and for Agents 5 and 4. The second, before September 2024 (documentation, pull request 25115, which
    // removed the kubelet), has one for Agents 6 and 7. The third is from mid-2026. Port settings: the second edition for Agents 6 and 7, and
    // the example configuration of dd-agent (datadog.conf) for Agent 5.
    internal const string FirstPage = "Network Traffic, the edition with a tab for Agent 6 only";
    internal const string SecondPage = "Network Traffic, before September 2024";
    internal const string ThirdPage = "Network Traffic, mid-2026";
    private const string Transport = "Agent Transport for Logs";

    private const string KubeletNote = "Specify the addresses of the node. The page removed this port in 2024: the check queries only its own node.";
    private const string NtpNote = "Host names of pool.ntp.org with changing addresses; in a cloud, its own server. NTP does not go through a proxy.";
    private const string NonLocal = "dogstatsd_non_local_traffic";
    private const string UndocumentedNote = "No source documents the remote addresses.";
    private const string LocalNote = "The page does not say that it is local only, but no other use is documented.";

    private static readonly AddressSet Localhost = AddressSet.Parse("127.0.0.1");
    private static readonly AddressSet ThreeLocalhosts = AddressSet.Parse("127.0.0.1\n::1\nfe80::1");

    private static readonly AgentPort[] V7 =
    [
        new(Intake, 443, "metrics, traces, logs, processes, containers, configuration", ThirdPage)
        {
            Sections = [Section.Agents, Section.Api, Section.Apm, Section.Logs, Section.Orchestrator, Section.Process, Section.RemoteConfiguration],
        },
        new(Ntp, 123, "time synchronization", ThirdPage) { Remote = AgentRemote.Hostname, Note = NtpNote },
        TcpLogs(Site.Us1, 10516, ThirdPage) with { IsOnByDefault = false },
        TcpLogs(Site.Eu1, 443, ThirdPage) with { IsOnByDefault = false },
        Node(10250, "kubelet over HTTPS"),
        Node(10255, "kubelet over HTTP"),
        Undocumented(Autoscaling, 8443, "autoscaling on custom metrics", UndocumentedNote),
        Undocumented(RemoteConfigurationTest, 8042, "connectivity test of Remote Configuration", UndocumentedNote + " Agent 7.80 and later."),
        Local(DogStatsD, 8125, "metrics from applications", ThirdPage) with
        {
            Setting = "dogstatsd_port",
            NonLocalSetting = NonLocal,
            ListensOn = Localhost,
        },
        Local(ApmReceiver, 8126, "traces from applications", ThirdPage) with { Setting = "apm_config.receiver_port" },
        Local(Expvar, 5000, "internal metrics", ThirdPage) with { Setting = "expvar_port" },
        Local(Ipc, 5001, "commands to the Agent", ThirdPage) with { Setting = "cmd_port" },
        Browser(ThirdPage),
        Local(ApmExpvar, 5012, "internal metrics of the Trace Agent", ThirdPage),
        Local(ProcessDebug, 6062, "debugging of the Process Agent", ThirdPage),
        Local(ProcessSettings, 6162, "settings of the Process Agent", ThirdPage),
    ];

    private static readonly AgentPort[] V6 =
    [
        new(Intake, 443, "metrics, traces, processes, containers", FirstPage)
        {
            Sections = [Section.Agents, Section.Api, Section.Apm, Section.Process],
        },
        new(AgentService.Logs, 443, "logs over HTTPS", Transport)
        {
            Sections = [Section.Logs],
            IsOptional = true,
            Note = "Agent 6.14 and later, and by default from 6.19.",
        },
        new(Ntp, 123, "time synchronization", FirstPage) { Remote = AgentRemote.Hostname, Note = NtpNote },
        TcpLogs(Site.Us1, 10516, FirstPage),
        TcpLogs(Site.Eu1, 443, SecondPage),
        Node(10250, "kubelet over HTTPS", FirstPage),
        Node(10255, "kubelet over HTTP", FirstPage),
        Local(DogStatsD, 8125, "metrics from applications", FirstPage) with
        {
            Setting = "dogstatsd_port",
            NonLocalSetting = NonLocal,
            ListensOn = ThreeLocalhosts,
        },
        Local(ApmReceiver, 8126, "traces from applications", FirstPage) with { Setting = "apm_config.receiver_port" },
        Local(Expvar, 5000, "internal metrics", FirstPage) with { Setting = "expvar_port" },
        Local(Ipc, 5001, "commands to the Agent", FirstPage) with { Setting = "cmd_port" },
        Browser(FirstPage),
        Local(ApmExpvar, 5012, "internal metrics of the Trace Agent", SecondPage),
        Local(ProcessDebug, 6062, "debugging of the Process Agent", SecondPage),
        Local(ProcessSettings, 6162, "settings of the Process Agent", SecondPage),
    ];

    private static readonly AgentPort[] V5 =
    [
        new(Intake, 443, "metrics, traces, processes, containers", FirstPage) { Sections = [Section.Agents, Section.Apm, Section.Process] },
        new(Ntp, 123, "time synchronization", FirstPage) { Remote = AgentRemote.Hostname, Note = NtpNote },
        Local(DogStatsD, 8125, "metrics from applications", FirstPage) with
        {
            Setting = "dogstatsd_port",
            NonLocalSetting = "non_local_traffic",
            ListensOn = ThreeLocalhosts,
        },
        Local(ApmReceiver, 8126, "traces from applications", FirstPage) with { Note = LocalNote },
        Local(Forwarder, 17123, "buffer for data that cannot be sent yet", FirstPage) with { Setting = "listen_port", Note = LocalNote },
        Local(AgentService.Graphite, 17124, "Graphite adapter", FirstPage) with
        {
            Setting = "graphite_listen_port",
            IsOptional = true,
            IsOnByDefault = false,
            Note = LocalNote,
        },
        Local(ProcessDebug, 6062, "debugging of the Process Agent", SecondPage) with { Note = LocalNote },
        Local(ProcessSettings, 6162, "settings of the Process Agent", SecondPage) with { Note = LocalNote },
    ];

    /// <summary>The sections that Datadog added to its documents later: an older document may not have them.</summary>
    public static IReadOnlySet<Section> AddedLater { get; } = new HashSet<Section> { Section.Orchestrator, Section.RemoteConfiguration };

    /// <summary>The loopback addresses that every supported system has.</summary>
    public static AddressSet Loopback { get; } = AddressSet.Parse("127.0.0.1\n::1");

    public static IReadOnlyList<AgentPort> PortsOf(AgentVersion version)
        => version == AgentVersion.V7 ? V7 : version == AgentVersion.V6 ? V6 : V5;

    private static AgentPort TcpLogs(Site site, int port, string source) => new(AgentService.LogsOverTcp, port, "logs over TCP", source)
    {
        Sections = [Section.Logs],
        Site = site,
        IsOptional = true,
        IsDeprecated = true,
    };

    private static AgentPort Node(int port, string purpose, string source = SecondPage) => new(Kubelet, port, purpose, source)
    {
        Remote = AgentRemote.Unspecified,
        IsOptional = true,
        IsOnByDefault = false,
        Note = KubeletNote,
    };

    private static AgentPort Undocumented(AgentService service, int port, string purpose, string note) => new(service, port, purpose, ThirdPage)
    {
        Remote = AgentRemote.Unspecified,
        IsOptional = true,
        IsOnByDefault = false,
        Note = note,
    };

    private static AgentPort Local(AgentService service, int port, string purpose, string source)
        => new(service, port, purpose, source) { Remote = AgentRemote.Loopback };

    private static AgentPort Browser(string source) => Local(Gui, 5002, "user interface", source) with
    {
        Setting = "GUI_port",
        IsOptional = true,
        IsOnByDefault = false,
        Note = "On by default on Windows and macOS, and off on Linux.",
    };
}
