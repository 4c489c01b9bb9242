namespace FirewallRules.Cli.Output;

/// <summary>A row of <c>fwrules ports agent</c>.</summary>
internal sealed record AgentPortRow(
    string Version,
    string Service,
    string Direction,
    string Protocol,
    int Port,
    string Remote,
    IReadOnlyList<string> Sections,
    string? Site,
    bool Optional,
    bool Default,
    bool Deprecated,
    string? Setting,
    string? NonLocalSetting,
    IReadOnlyList<string> ListensOn,
    string Purpose,
    string? Note,
    string Source,
    string AsOf)
{
    public static AgentPortRow Of(AgentVersion version, AgentPort port) => new(
        version.Key,
        port.Service.Name,
        port.Service.Direction == FirewallRules.Direction.Egress ? "outbound" : "inbound",
        port.Service.Protocol == FirewallRules.Protocol.Tcp ? "tcp" : "udp",
        port.Port,
        port.Remote switch
        {
            AgentRemote.Datadog => "datadog",
            AgentRemote.Loopback => "loopback",
            AgentRemote.Hostname => "hostname",
            _
            => "unspecified"
        },
        [.. port.Sections.Select(section => section.Name)],
        port.Site?.Key,
        port.IsOptional,
        port.IsOnByDefault,
        port.IsDeprecated,
        port.Setting,
        port.NonLocalSetting,
        [.. port.ListensOn.Select(prefix => prefix.FirstAddress.ToString())],
        port.Purpose,
        port.Note,
        port.Source,
        version.Catalog.AsOf);

    public static string[] Titles { get; } = ["VERSION", "SERVICE", "DIRECTION", "PORT", "SITE", "REMOTE", "DEFAULT", "OPTIONAL", "PURPOSE", "NOTE"];

    public string[] Cells =>
    [
        Version,
        Service,
        Direction,
        $"{Port}/{Protocol}",
        Site ?? "all",
        Remote switch { "datadog" => string.Join(',', Sections), "loopback" => "the host itself", "hostname" => "any (host names)", _
            => "unspecified" },
        Default ? "on" : "off",
        Optional ? "yes" : "no",
        Deprecated ? Purpose + " (deprecated)" : Purpose,
        Note ?? (ListensOn.Count == 0 ? "-" : $"Listens on {string.Join(", ", ListensOn)} unless {NonLocalSetting} is true."),
    ];
}
