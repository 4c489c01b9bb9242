namespace FirewallRules;

/// <summary>
/// Which ports of the catalog the rules of <c>RuleSet.ForAgent</c> include, and the addresses that the catalog does not know.
/// </summary>
public sealed record AgentOptions
{
    /// <summary>The NTP servers; <see langword="null"/> for no rule.</summary>
    /// <value>
    /// The default is <see cref="Remote.Any"/>: the Agent uses host names of a pool with changing addresses, which no document lists.
    /// </value>
    public Remote? NtpServers { get; init; } = Remote.Any;

    /// <summary>
    /// Whether logs may be sent over TCP, on the port of the site: 10516 on US1, 443 on EU1, none elsewhere. With <see langword="true"/> a
    /// site without that intake is an error.
    /// </summary>
    /// <value>The default is <see langword="null"/>: included for Agent 6 when the site has the intake, never for Agent 7.</value>
    public bool? LogsOverTcp { get; init; }

    /// <summary>The addresses of the node with the kubelet that the Agent queries, on ports 10250 and 10255.</summary>
    /// <value>The default is <see langword="null"/>: no rule.</value>
    public AddressSet? Kubelet { get; init; }

    /// <summary>The remote side of autoscaling on custom metrics, on port 8443, which no source documents. Agent 7 only.</summary>
    /// <value>The default is <see langword="null"/>: no rule.</value>
    public Remote? Autoscaling { get; init; }

    /// <summary>The remote side of the Remote Configuration test, on port 8042, which no source documents. Agent 7 only.</summary>
    /// <value>The default is <see langword="null"/>: no rule.</value>
    public Remote? RemoteConfigurationTest { get; init; }

    /// <summary>
    /// Whether the host itself may reach the inbound services through its loopback addresses. With <see langword="false"/> only
    /// <see cref="Services"/> have inbound rules; without any, a default deny does not apply to the inbound direction.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool LocalServices { get; init; } = true;

    /// <summary>The inbound services that others may reach, that use another port, or that are off by default; each at most once.</summary>
    /// <value>The default is empty: the services that are on by default, for the host itself.</value>
    public IReadOnlyList<AgentServiceSelection> Services { get; init; } = [];
}
