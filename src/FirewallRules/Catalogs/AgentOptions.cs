namespace FirewallRules;

/// <summary>
/// What <see cref="RuleSet.ForAgent(AgentVersion, IpRangesDocument, AgentOptions)"/> takes of the catalogue, and what the catalogue
/// cannot say.
/// </summary>
public sealed record AgentOptions
{
    /// <summary>The NTP servers; <see langword="null"/> leaves them out.</summary>
    /// <value>
    /// The default is <see cref="Remote.Any"/>: the Agent asks names of a pool whose addresses change, and no document lists them.
    /// </value>
    public Remote? NtpServers { get; init; } = Remote.Any;

    /// <summary>
    /// Whether logs may go over TCP, on the port of the site: 10516 on US1, 443 on EU1, none elsewhere. <see langword="true"/> insists, and
    /// a site without that intake is refused then.
    /// </summary>
    /// <value>The default, <see langword="null"/>, is what the version does: Agent 6 where the site has the intake, Agent 7 not.</value>
    public bool? LogsOverTcp { get; init; }

    /// <summary>The addresses of the node whose kubelet the Agent asks, on 10250 and 10255.</summary>
    /// <value>The default is <see langword="null"/>: no rule.</value>
    public AddressSet? Kubelet { get; init; }

    /// <summary>Where the Agent connects to for autoscaling on custom metrics, on 8443. No source says where that is. Agent 7 alone.</summary>
    /// <value>The default is <see langword="null"/>: no rule.</value>
    public Remote? Autoscaling { get; init; }

    /// <summary>Where the Agent tests its Remote Configuration, on 8042. No source says where that is. Agent 7 alone.</summary>
    /// <value>The default is <see langword="null"/>: no rule.</value>
    public Remote? RemoteConfigurationTest { get; init; }

    /// <summary>
    /// Whether the host itself may reach the inbound services through its loopback addresses. Without it only what <see cref="Services"/>
    /// names is inbound, and where that is nothing, a default deny leaves the inbound direction alone.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool LocalServices { get; init; } = true;

    /// <summary>The inbound services that others may reach, that listen on another port, or that are off by default; each at most once.</summary>
    /// <value>The default is none: what is on by default, for the host itself.</value>
    public IReadOnlyList<AgentServiceSelection> Services { get; init; } = [];
}
