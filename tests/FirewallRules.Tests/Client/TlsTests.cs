using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FirewallRules.Client;

namespace FirewallRules.Tests.Client;

/// <summary>What is wrong with a TLS connection is told apart, in the library's reason and in the tool's sentence.</summary>
public sealed partial class TlsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Test]
    public Task An_expired_certificate()
        => IsAsync(
            Signed(Now.AddDays(-30), Now.AddDays(-10)), IpRangesTlsError.Expired,
            $"the certificate of the server expired on {Now.AddDays(-10):yyyy-MM-dd}", "clock");

    [Test]
    public Task A_certificate_that_is_not_valid_yet()
        => IsAsync(
            Signed(Now.AddDays(10), Now.AddDays(30)), IpRangesTlsError.NotYetValid,
            $"the certificate of the server is not valid before {Now.AddDays(10):yyyy-MM-dd}", "clock");

    [Test]
    public Task A_certificate_for_another_host()
        => IsAsync(
            Signed(names: ["one.example", "two.example", "three.example", "four.example"]), IpRangesTlsError.WrongHost,
            "the certificate of the server is for one.example, two.example, three.example and others, not for 127.0.0.1.", "address");

    [Test]
    public Task A_self_signed_certificate()
        => IsAsync(
            Signed(), IpRangesTlsError.SelfSigned,
            "the certificate of the server is self-signed, and this system does not trust it.", "mirror or proxy");

    [Test]
    public Task A_certificate_of_an_unknown_issuer()
        => IsAsync(
            Issued(), IpRangesTlsError.UntrustedIssuer,
            "the certificate of the server is from an issuer that this system does not trust: 'CN=Corporate Root'.", "mirror or proxy");

    [Test]
    public async Task A_server_that_does_not_speak_TLS()
    {
        await using var server = await LoopbackServer.StartAsync(https: false, Answers.Document());

        var address = new UriBuilder(server.Address) { Scheme = "https" }.Uri;
        await IsAsync(address, IpRangesTlsError.Handshake, "the TLS handshake failed: ", "which versions of TLS");
    }

    [Test]
    public async Task A_handler_of_ones_own_knows_less_but_refuses_as_well()
    {
        using var certificate = Signed();
        await using var server = await LoopbackServer.StartAsync(certificate, Answers.Document());
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var failure = await ClientLab.FailureAsync(new IpRangesClient(http, new IpRangesClientOptions { BaseAddress = server.Address }));

        Assert.That((failure.Error, failure.TlsError), Is.EqualTo((IpRangesClientError.Tls, IpRangesTlsError.Invalid)));
        Assert.That(failure.Reason, Is.EqualTo("the certificate of the server is not trusted."));
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public void The_verdict_of_the_system_is_not_changed()
    {
        using var certificate = Signed();
        using var connection = new SslStream(new MemoryStream());

        Assert.That(ServerCertificate.Accept(connection, certificate, chain: null, SslPolicyErrors.None));
        foreach (var errors in new[]
        {
            SslPolicyErrors.RemoteCertificateChainErrors, SslPolicyErrors.RemoteCertificateNameMismatch, SslPolicyErrors.RemoteCertificateNotAvailable,
        })
        {
            Assert.That(() => ServerCertificate.Accept(connection, certificate, chain: null, errors), Throws.TypeOf<CertificateException>(), $"{errors}");
            Assert.That(() => ServerCertificate.Accept(connection, certificate: null, chain: null, errors), Throws.TypeOf<CertificateException>(), $"{errors}");
        }
    }

    private static async Task IsAsync(X509Certificate2 certificate, IpRangesTlsError error, string reason, string advice)
    {
        using (certificate)
        {
            await using var server = await LoopbackServer.StartAsync(certificate, Answers.Document());
            await IsAsync(server.Address, error, reason, advice);
            Assert.That(server.Requests, Is.Empty);
        }
    }

    private static async Task IsAsync(Uri address, IpRangesTlsError error, string reason, string advice)
    {
        var logs = new LogCapture();
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        var client = new IpRangesClient(http, new IpRangesClientOptions { BaseAddress = address }, logger: logs.For<IpRangesClient>());

        var failure = await ClientLab.FailureAsync(client);

        Assert.That((failure.Error, failure.TlsError, failure.IsTransient), Is.EqualTo((IpRangesClientError.Tls, (IpRangesTlsError?)error, false)));
        Assert.That(failure.Reason, Does.StartWith(reason));
        Assert.That(logs.Texts, Has.Some.Contains("failed: the ").And.Some.Contains(error == IpRangesTlsError.Handshake ? "handshake" : "certificate"));
        await Task.Run(() => AssertToolSays(address, failure.Reason, advice));
    }

    // The tool does not run on .NET 8; there this part has no body.
    static partial void AssertToolSays(Uri address, string reason, string advice);

    private static X509Certificate2 Signed(DateTimeOffset? from = null, DateTimeOffset? to = null, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request("CN=server", key, names).CreateSelfSigned(from ?? Now.AddDays(-1), to ?? Now.AddDays(1));
        return Loaded(certificate);
    }

    private static X509Certificate2 Issued()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Corporate Root", rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var root = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(2));
        using var bare = Request("CN=server", key).Create(root, Now.AddDays(-1), Now.AddDays(1), [1, 2, 3]);
        using var certificate = bare.CopyWithPrivateKey(key);
        return Loaded(certificate);
    }

    private static CertificateRequest Request(string subject, ECDsa key, params string[] names)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        if (names.Length == 0)
        {
            alternatives.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        return request;
    }

    private static X509Certificate2 Loaded(X509Certificate2 certificate)
    {
#pragma warning disable SYSLIB0057 // What replaces it is not in .NET 8.
        return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
#pragma warning restore SYSLIB0057
    }
}
