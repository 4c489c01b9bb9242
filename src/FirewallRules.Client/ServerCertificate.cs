using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>Accepts exactly the certificates that the system accepts, and says what is wrong with the others.</summary>
internal static class ServerCertificate
{
    private const int ShownNames = 3;

    private const X509ChainStatusFlags NoTrust = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>Accepts a certificate without any fault.</summary>
    /// <exception cref="CertificateException">The certificate has a fault. Unlike a result, the exception reaches whoever sent the request.</exception>
    public static bool Accept(object connection, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        => errors == SslPolicyErrors.None ? true
            : throw Refusal((connection as SslStream)?.TargetHostName, certificate, chain, errors, TimeProvider.System.GetUtcNow().UtcDateTime);

    private static CertificateException Refusal(
        string? host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTime now)
    {
        if (certificate is not X509Certificate2 server)
        {
            return new(IpRangesTlsError.Handshake, "the server sent no certificate");
        }

        var all = chain?.ChainElements.Select(element => element.Certificate).Prepend(server).ToList() ?? [server];
        if (all.Find(one => one.NotAfter.ToUniversalTime() < now) is { } expired)
        {
            return new(IpRangesTlsError.Expired, $"{Name(expired, server)} expired on {Text(expired.NotAfter)}");
        }

        if (all.Find(one => one.NotBefore.ToUniversalTime() > now) is { } early)
        {
            return new(IpRangesTlsError.NotYetValid, $"{Name(early, server)} is not valid before {Text(early.NotBefore)}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return new(IpRangesTlsError.WrongHost, $"the certificate of the server is for {Hosts(server)}, not for {PrintableText.Of(host ?? "this host")}");
        }

        var faults = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status) ?? X509ChainStatusFlags.NoError;
        return (faults & NoTrust) == X509ChainStatusFlags.NoError
            ? new(IpRangesTlsError.Invalid, $"the certificate of the server is not valid: {faults}")
            : server.SubjectName.RawData.AsSpan().SequenceEqual(server.IssuerName.RawData)
                ? new(IpRangesTlsError.SelfSigned, "the certificate of the server is self-signed, and this system does not trust it")
                : new(
                    IpRangesTlsError.UntrustedIssuer,
                    $"the certificate of the server is from an issuer that this system does not trust: '{PrintableText.Of(server.Issuer)}'");
    }

    private static string Name(X509Certificate2 certificate, X509Certificate2 server)
        => ReferenceEquals(certificate, server) ? "the certificate of the server"
            : $"the certificate of its issuer '{PrintableText.Of(certificate.Subject)}'";

    private static string Hosts(X509Certificate2 server)
    {
        var alternatives = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        var names = alternatives.SelectMany(extension => extension.EnumerateDnsNames())
            .Concat(alternatives.SelectMany(extension => extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .DefaultIfEmpty(server.GetNameInfo(X509NameType.DnsName, forIssuer: false))
            .Where(name => name.Length > 0).ToList();
        return names.Count == 0 ? "no host"
            : string.Join(", ", names.Take(ShownNames).Select(PrintableText.Of)) + (names.Count > ShownNames ? " and others" : "");
    }

    private static string Text(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
