namespace FirewallRules;

/// <summary>
/// The transport protocol of a rule, with the numbers assigned by IANA. <c>default</c> is <see cref="None"/>, which no rule accepts.
/// </summary>
public enum Protocol
{
    /// <summary>No protocol.</summary>
    None = 0,

    /// <summary>Transmission Control Protocol, IP protocol 6.</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol, IP protocol 17.</summary>
    Udp = 17,
}
