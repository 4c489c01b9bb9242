using System.Globalization;
using System.Net;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>Makes the exceptions of the client.</summary>
internal sealed class FetchFailures(Site site, Section? section)
{
    private const string ContactServer = "Contact the operator of the server, or set IpRangesClientOptions.BaseAddress to another one.";

    public IpRangesClientException Network(Uri uri, Exception inner)
    {
        var kind = inner is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request ? $" ({request.HttpRequestError})" : "";
        return new(
            IpRangesClientError.Network, site, section, uri, $"the connection failed or was interrupted{kind}.",
            $"Check that this machine can reach {IpRangesAddress.Authority(uri)}, directly or through the proxy in its environment variables.", inner)
        {
            IsTransient = true,
        };
    }

    public IpRangesClientException Tls(Uri uri, Exception inner)
        => new(
            IpRangesClientError.Tls, site, section, uri, "the TLS connection was refused.",
            "Check the certificate of the server and that this system trusts its issuer; a proxy may use its own certificate.", inner);

    /// <param name="uri">The requested address.</param>
    /// <param name="limit">The time limit; null when it is not known.</param>
    /// <param name="attempts">The number of attempts.</param>
    /// <param name="inner">The exception of the timeout.</param>
    /// <param name="last">The failure of the previous attempt.</param>
    public IpRangesClientException Timeout(Uri uri, TimeSpan? limit, int attempts, Exception inner, IpRangesClientException? last)
    {
        var time = limit is { } known ? string.Create(CultureInfo.InvariantCulture, $" within {known.TotalSeconds:0.###} s") : " in time";
        var before = last is null ? "" : $" (attempt {attempts}; the previous attempt failed: {last.Reason.TrimEnd('.')})";
        return new(
            IpRangesClientError.Timeout, site, section, last?.Uri ?? uri, $"there was no complete response{time}{before}.",
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
            IpRangesClientError.CircuitOpen, site, section, uri, "too many attempts failed recently, and further ones are paused.",
            "See the earlier failures, and try again later.", inner)
        {
            RetryAfter = retryAfter,
            IsTransient = true,
        };

    public IpRangesClientException Status(Uri uri, HttpStatusCode status, TimeSpan? retryAfter, bool transient)
    {
        var wait = retryAfter is { } time ? string.Create(CultureInfo.InvariantCulture, $" and requested a wait of {time.TotalSeconds:0} s") : "";
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
            string.Create(CultureInfo.InvariantCulture, $"the server responded with status {(int)status}{wait}."), advice)
        {
            StatusCode = status,
            RetryAfter = retryAfter,
            IsTransient = transient,
        };
    }

    public IpRangesClientException Redirect(Uri uri, HttpStatusCode? status, IpRangesRedirectError error, string reason, Uri? target = null)
        => new(
            IpRangesClientError.Redirect, site, section, uri, reason,
            error == IpRangesRedirectError.OtherHost
                ? "If that host is trusted, add it to IpRangesClientOptions.AllowedRedirectHosts."
                : "Find out where the document is, and set IpRangesClientOptions.BaseAddress to that address.")
        {
            StatusCode = status,
            RedirectError = error,
            RedirectTarget = target is null ? null : IpRangesAddress.Public(target),
        };

    public IpRangesClientException TooLarge(Uri uri)
        => new(
            IpRangesClientError.TooLarge, site, section, uri, "the response is larger than 16 MiB; a real document has a few kilobytes.", ContactServer);

    public IpRangesClientException Encoding(Uri uri, string kind, string name)
        => new(
            IpRangesClientError.Encoding, site, section, uri, $"the response has the unsupported {kind} '{PrintableText.Of(name)}'.",
            "The server must send UTF-8, compressed with gzip or br or not at all.");

    public IpRangesClientException Decompression(Uri uri, Exception inner)
        => new(IpRangesClientError.Encoding, site, section, uri, "the response cannot be decompressed with the encoding in its headers.", ContactServer, inner);

    public IpRangesClientException Format(Uri uri, ReadOnlySpan<byte> body, IpRangesFormatException inner)
        => body.TrimStart(" \t\r\n"u8).StartsWith("<"u8)
            ? new(
                IpRangesClientError.Format, site, section, uri, "the response is a web page, not an ip-ranges document.",
                "Open the address in a browser: a proxy, a sign-in page or a server error may be the reason.", inner)
            : new(IpRangesClientError.Format, site, section, uri, $"the response is not an ip-ranges document: {inner.Message}.", ContactServer, inner);

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
        };
}
