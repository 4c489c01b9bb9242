namespace FirewallRules;

/// <summary>Why the TLS connection of an <see cref="IpRangesClient"/> was refused.</summary>
/// <remarks>
/// What is wrong with a certificate is known only with <see cref="IpRangesClient.CreateHandler"/>, which the clients from dependency injection
/// use; with other handlers it is <see cref="Invalid"/>. Of several faults, the first one in the order of these values is reported.
/// </remarks>
public enum IpRangesTlsError
{
    /// <summary>The server does not speak TLS or sent no certificate, or there is no common protocol or cipher.</summary>
    Handshake,

    /// <summary>The certificate, or one that it depends on, has expired by the local clock.</summary>
    Expired,

    /// <summary>The certificate, or one that it depends on, is not valid yet by the local clock.</summary>
    NotYetValid,

    /// <summary>The certificate is for other names than the requested host.</summary>
    WrongHost,

    /// <summary>The certificate is its own issuer, and this system does not trust it.</summary>
    SelfSigned,

    /// <summary>This system does not trust the issuer of the certificate, or does not know it.</summary>
    UntrustedIssuer,

    /// <summary>The certificate is not valid for another reason, such as its usage or a revocation.</summary>
    Invalid,
}
