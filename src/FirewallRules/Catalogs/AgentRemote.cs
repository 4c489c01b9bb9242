namespace FirewallRules;

/// <summary>Who is on the far side of a port of the Agent. <c>default</c> is <see cref="Datadog"/>.</summary>
public enum AgentRemote
{
    /// <summary>Sections of the ip-ranges document.</summary>
    Datadog = 0,

    /// <summary>The host itself, through its loopback addresses 127.0.0.1 and ::1, unless the user opens the port to others.</summary>
    Loopback = 1,

    /// <summary>Names that no document gives addresses for: any address, unless the user says which.</summary>
    Named = 2,

    /// <summary>What only the user knows, because no source says it: nothing, unless the user says which.</summary>
    Untold = 3,
}
