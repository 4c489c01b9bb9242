namespace FirewallRules;

/// <summary>What is on the remote side of a port of the Agent. <c>default</c> is <see cref="Datadog"/>.</summary>
public enum AgentRemote
{
    /// <summary>Sections of the ip-ranges document.</summary>
    Datadog = 0,

    /// <summary>The host itself, through its loopback addresses 127.0.0.1 and ::1, unless the port is opened to others.</summary>
    Loopback = 1,

    /// <summary>Host names that no document lists addresses for: any address, unless specified in <see cref="AgentOptions"/>.</summary>
    Hostname = 2,

    /// <summary>Addresses that no source documents: no rule, unless specified in <see cref="AgentOptions"/>.</summary>
    Unspecified = 3,
}
