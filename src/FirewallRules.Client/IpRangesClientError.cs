namespace FirewallRules;

/// <summary>Why a fetch failed.</summary>
public enum IpRangesClientError
{
    /// <summary>The connection could not be made, or broke before the answer was whole.</summary>
    Network,

    /// <summary>The secure connection was refused: the certificate is not trusted, or no protocol is common.</summary>
    Tls,

    /// <summary>The answer did not come in time.</summary>
    Timeout,

    /// <summary>Many attempts failed lately and no further one is let out for a while.</summary>
    CircuitOpen,

    /// <summary>The server answered with a status that brings no document.</summary>
    Status,

    /// <summary>The server redirected to where the client does not go, or too often.</summary>
    Redirect,

    /// <summary>The answer is over 16 MiB, unpacked.</summary>
    TooLarge,

    /// <summary>The answer is packed or written in a way that is not read.</summary>
    Encoding,

    /// <summary>The answer is no ip-ranges document, or not the one that was asked for.</summary>
    Format,

    /// <summary>The document is older than one seen before.</summary>
    Older,

    /// <summary>The document says something else than one seen before with the same version.</summary>
    Changed,
}
