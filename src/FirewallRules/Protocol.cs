namespace FirewallRules;

/// <summary>The transport protocol of a rule; the numbers are IANA's. <c>default</c> is no protocol, and no rule accepts it.</summary>
public enum Protocol
{
    /// <summary>No protocol.</summary>
    None = 0,

    /// <summary>Transmission Control Protocol, IP protocol 6.</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol, IP protocol 17.</summary>
    Udp = 17,
}
