using System.Security.Authentication;

namespace FirewallRules.Client;

/// <summary>The certificate of a server was refused.</summary>
/// <param name="error">The kind of fault.</param>
/// <param name="reason">The fault, as a clause.</param>
internal sealed class CertificateException(IpRangesTlsError error, string reason) : AuthenticationException(reason)
{
    public IpRangesTlsError Error { get; } = error;
}
