using System.Globalization;
using System.Net;
using System.Security.Authentication;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>Makes the exceptions of the client.</summary>
internal sealed class FetchFailures(Site site, Section? section)
{
    private const string ContactServer = "Contact the operator of the server, or set IpRangesClientOptions.BaseAddress to another one.";

    public IpRangesClientException Network(Uri uri, Exception inner)
        => new(
            IpRangesClientError.Network, site, section, uri, $"{NetworkReason.Of(uri, inner)}.",
            $"Check that this machine can reach {IpRangesAddress.Authority(uri)}, directly or through the proxy in its environment variables.", inner)
        {
            IsTransient = true,
        };

    public IpRangesClientException Tls(Uri uri, Exception inner, AuthenticationException refused)
    {
        // Another handler than the client's own says only in words whether the certificate is the reason.
        var (error, reason) = refused is CertificateException certificate ? (certificate.Error, certificate.Message)
            : refused.Message.Contains("cert", StringComparison.OrdinalIgnoreCase) ? (IpRangesTlsError.Invalid, "the certificate of the server is not trusted")
            : (IpRangesTlsError.Handshake, "the TLS handshake failed: there is no common protocol or cipher, or the server does not speak TLS");
        var advice = error switch
        {
            IpRangesTlsError.Handshake => "Check the address and the port, and which versions of TLS the server speaks.",
            IpRangesTlsError.Expired or IpRangesTlsError.NotYetValid
                => "Check the clock of this machine; if it is right, the operator of the server must renew the certificate.",
            IpRangesTlsError.WrongHost => "Check the address; a proxy may answer in place of the server.",
            _ => "Check the certificate of the server; if it is that of your mirror or proxy, let this system trust its issuer.",
        };
        return new(IpRangesClientError.Tls, site, section, uri, $"{reason}.", advice, inner)
        {
            TlsError = error,
            LoggedReason = error switch
            {
                IpRangesTlsError.WrongHost => "the certificate of the server is for another host.",
                IpRangesTlsError.UntrustedIssuer => "the certificate of the server is from an issuer that this system does not trust.",
                IpRangesTlsError.Expired => "the certificate of the server or of its issuer has expired.",
                IpRangesTlsError.NotYetValid => "the certificate of the server or of its issuer is not valid yet.",
                _ => $"{reason}.",
            },
        };
    }

    /// <param name="uri">The requested address.</param>
    /// <param name="limit">The time limit; null when it is not known.</param>
    /// <param name="attempts">The number of attempts.</param>
    /// <param name="inner">The exception of the timeout.</param>
    /// <param name="last">The failure of the previous attempt.</param>
    public IpRangesClientException Timeout(Uri uri, TimeSpan? limit, int attempts, Exception inner, IpRangesClientException? last)
    {
        var time = limit is { } known ? $" within {DurationText.Of(known)}" : " in time";
        var before = last is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (attempt {attempts}; the previous attempt failed: {last.Reason.TrimEnd('.')})");
        return new(
            IpRangesClientError.Timeout, site, section, last?.Uri ?? uri, $"no complete answer arrived{time}{before}.",
            "Check the network, or increase IpRangesResilienceOptions.AttemptTimeout or TotalTimeout.", (Exception?)last ?? inner)
        {
            StatusCode = last?.StatusCode,
            RetryAfter = last?.RetryAfter,
            Timeout = limit,
            Attempts = attempts,
            IsTransient = true,
        };
    }

    public IpRangesClientException CircuitOpen(Uri uri, TimeSpan? retryAfter, Exception inner)
        => new(
            IpRangesClientError.CircuitOpen, site, section, uri,
            $"too many attempts failed recently, and further ones are paused{(retryAfter > TimeSpan.Zero ? $" for {DurationText.Of(retryAfter.Value)}" : "")}.",
            "See the earlier failures, and try again later.", inner)
        {
            RetryAfter = retryAfter,
            IsTransient = true,
        };

    public IpRangesClientException Status(Uri uri, HttpStatusCode status, TimeSpan? retryAfter, bool transient)
    {
        var wait = retryAfter > TimeSpan.Zero ? $" and asks to retry after {DurationText.Of(retryAfter.Value)}" : "";
        var advice = (status, section) switch
        {
            (HttpStatusCode.NotFound, not null) => "Check which sections the whole document has.",
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => "Datadog requires no credentials: check whether a proxy or a mirror does.",
            (HttpStatusCode.ProxyAuthenticationRequired, _) => "The proxy requires credentials.",
            _ when transient => "Try again later.",
            _ => "Check the address.",
        };
        return new(
            IpRangesClientError.Status, site, section, uri,
            string.Create(CultureInfo.InvariantCulture, $"the server answered with status {(int)status}{wait}."), advice)
        {
            StatusCode = status,
            RetryAfter = retryAfter,
            IsTransient = transient,
        };
    }

    /// <param name="uri">The address that redirected.</param>
    /// <param name="status">The status code, if it is known.</param>
    /// <param name="error">The kind of failure.</param>
    /// <param name="reason">The reason, as a clause.</param>
    /// <param name="target">The target, if it is one.</param>
    public IpRangesClientException Redirect(Uri uri, HttpStatusCode? status, IpRangesRedirectError error, string reason, Uri? target = null)
        => new(
            IpRangesClientError.Redirect, site, section, uri, $"{reason}.",
            error == IpRangesRedirectError.OtherHost
                ? "If that host is trusted, add it to IpRangesClientOptions.AllowedRedirectHosts."
                : "Find out where the document is, and set IpRangesClientOptions.BaseAddress to that address.")
        {
            StatusCode = status,
            RedirectError = error,
            LoggedReason = error switch
            {
                IpRangesRedirectError.OtherHost => "the server redirected to another host.",
                IpRangesRedirectError.NotHttps => "the server redirected to an address that is not https.",
                IpRangesRedirectError.NoTarget => "the server redirected without a valid target.",
                _ => $"{reason}.",
            },
            RedirectTarget = target is null ? null : IpRangesAddress.Public(target),
        };

    public IpRangesClientException TooLarge(Uri uri)
        => new(
            IpRangesClientError.TooLarge, site, section, uri, "the response is larger than 16 MiB; a real document has a few kilobytes.", ContactServer);

    public IpRangesClientException Encoding(Uri uri, string kind, string name)
        => new(
            IpRangesClientError.Encoding, site, section, uri, $"the response has the unsupported {kind} '{PrintableText.Of(name)}'.",
            "The server must send UTF-8, compressed with gzip or br or not at all.")
        {
            LoggedReason = $"the response has an unsupported {kind}.",
        };

    public IpRangesClientException Decompression(Uri uri, Exception inner)
        => new(IpRangesClientError.Encoding, site, section, uri, "the response cannot be decompressed with the encoding in its headers.", ContactServer, inner);

    public IpRangesClientException Format(Uri uri, ReadOnlySpan<byte> body, IpRangesFormatException inner)
        => body.TrimStart(" \t\r\n"u8).StartsWith("<"u8)
            ? new(
                IpRangesClientError.Format, site, section, uri, "the response is a web page, not an ip-ranges document.",
                "Open the address in a browser: a proxy, a sign-in page or a server error may be the reason.", inner)
            : new(IpRangesClientError.Format, site, section, uri, $"the response is not an ip-ranges document: {inner.Message}.", ContactServer, inner)
            {
                LoggedReason = "the response is not an ip-ranges document.",
            };

    public IpRangesClientException NoSuchSection(Uri uri)
        => new(IpRangesClientError.Format, site, section, uri, "the response does not contain that section.", ContactServer);

    public IpRangesClientException Older(Uri uri, IpRangesDocument next, Provenance last, bool isBaseline)
        => new(
            IpRangesClientError.Older, site, section, uri,
            $"the response ({VersionText.WithDay(next.Provenance)}) is older than {(isBaseline ? "the baseline" : "the document seen before")} "
                + $"({VersionText.WithDay(last)}).",
            "Try again later; to accept an older document, set IpRangesClientOptions.AllowOlder.")
        {
            Document = next.Provenance,
            LastDocument = last,
        };

    public IpRangesClientException Changed(Uri uri, IpRangesDocument next, IpRangesDocument last, bool isBaseline)
        => new(
            IpRangesClientError.Changed, site, section, uri,
            $"the response differs from {(isBaseline ? "the baseline" : "a document seen before")} with the same {VersionText.Of(next.Provenance)}.",
            "Find out which one is correct; to accept this one, set IpRangesClientOptions.AllowOlder.")
        {
            Document = next.Provenance,
            LastDocument = last.Provenance,
        };

    public IpRangesClientException Shrunk(Uri uri, IpRangesDiff diff)
        => LargeChange(IpRangesClientError.Shrunk, uri, diff, diff.Shrunk, "shrunk", "AcceptShrink");

    public IpRangesClientException Grown(Uri uri, IpRangesDiff diff)
        => LargeChange(IpRangesClientError.Grown, uri, diff, diff.Grown, "grown sharply", "AcceptGrowth");

    public IpRangesClientException CacheUnusable(Uri uri, IpRangesCacheException inner)
        => new(
            IpRangesClientError.CacheUnusable, site, section, uri,
            $"the cache '{inner.Problem.Path}' {inner.Problem.What}, so an older document could not be told: {inner.Problem.Reason}.",
            $"{(inner.Problem.Error == IpRangesCacheError.Unreadable ? "Make it readable, delete it" : "Delete it")}, select another "
                + "IpRangesClientOptions.CacheFolder, or set IpRangesClientOptions.AllowOlder to accept any version.",
            inner)
        {
            CacheProblem = inner.Problem,
        };

    private IpRangesClientException LargeChange(
        IpRangesClientError error, Uri uri, IpRangesDiff diff, IReadOnlyList<IpRangesSectionDiff> sections, string what, string option)
        => new(
            error, site, section, uri,
            $"sections have {what} from {VersionText.Of(diff.Old)} to {VersionText.Of(diff.New)}: {string.Join(", ", sections)}.",
            $"Review the document; to accept it, set IpRangesClientOptions.{option}.")
        {
            Document = diff.New,
            LastDocument = diff.Old,
            Diff = diff,
            LoggedReason = $"sections have {what} from {VersionText.Of(diff.Old)} to {VersionText.Of(diff.New)}.",
        };
}
