namespace FirewallRules;

/// <summary>
/// Which side opens the connection, as seen from the host that the rules protect. <c>default</c> is <see cref="Egress"/>.
/// </summary>
public enum Direction
{
    /// <summary>The host opens connections to the remote addresses.</summary>
    Egress = 0,

    /// <summary>The remote addresses open connections to the host.</summary>
    Ingress = 1,
}
