using System.Globalization;
using System.Net;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>The exceptions of the client, each with what happened and what to do.</summary>
internal sealed class FetchFailures(Site site, Section? section)
{
    private const string AskMirror = "Tell whoever runs the server, or fetch from another one.";

    private string What => section is null ? $"the {site.Name} document" : $"section '{section}' of {site.Name}";

    public IpRangesClientException Network(Uri uri, Exception inner)
    {
        var why = inner is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request ? $" ({request.HttpRequestError})" : "";
        return Create(
            IpRangesClientError.Network, uri, $"the connection failed or broke{why}.",
            $"Check that this machine reaches {IpRangesAddress.Authority(uri)}, directly or through the proxy that its environment names.", inner, transient: true);
    }

    public IpRangesClientException Tls(Uri uri, Exception inner)
        => Create(
            IpRangesClientError.Tls, uri, "the secure connection was refused.",
            "Check the server's certificate, and that this system trusts who issued it (a proxy may issue its own).", inner);

    public IpRangesClientException Timeout(Uri uri, TimeSpan? limit, int attempts, Exception inner, IpRangesClientException? last)
    {
        var time = limit is { } known ? string.Create(CultureInfo.InvariantCulture, $" within {known.TotalSeconds:0.###} s") : " in time";
        var before = last is null ? "" : $" (attempt {attempts}; before it: {last.Reason.TrimEnd('.')})";
        return Create(
            IpRangesClientError.Timeout, last?.Uri ?? uri, $"there was no whole answer{time}{before}.",
            $"Check the network, or raise {nameof(IpRangesResilienceOptions.AttemptTimeout)} or {nameof(IpRangesResilienceOptions.TotalTimeout)}.",
            (Exception?)last ?? inner, last?.StatusCode, last?.RetryAfter, transient: true);
    }

    public IpRangesClientException CircuitOpen(Uri uri, TimeSpan? retryAfter, Exception inner)
        => Create(
            IpRangesClientError.CircuitOpen, uri, "many attempts failed lately, and no further one is let out for a while.",
            "See why they failed, and try again later.", inner, retryAfter: retryAfter, transient: true);

    public IpRangesClientException Status(Uri uri, HttpStatusCode status, TimeSpan? retryAfter, bool transient)
    {
        var wait = retryAfter is { } time ? string.Create(CultureInfo.InvariantCulture, $" and asks to wait {time.TotalSeconds:0} s") : "";
        var advice = (status, section) switch
        {
            (HttpStatusCode.NotFound, not null) => "See which sections the whole document has.",
            (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, _) => "The vendor asks for no credentials: see whether a proxy or a mirror does.",
            (HttpStatusCode.ProxyAuthenticationRequired, _) => "The proxy asks for credentials: give it some.",
            _ when transient => "Try again later.",
            _ => "Check the address.",
        };
        return Create(
            IpRangesClientError.Status, uri, string.Create(CultureInfo.InvariantCulture, $"the server answered with status {(int)status}{wait}."),
            advice, statusCode: status, retryAfter: retryAfter, transient: transient);
    }

    public IpRangesClientException Redirect(Uri uri, HttpStatusCode? status, string reason, bool otherHost = false)
    {
        var advice = otherHost
            ? $"If that host may be believed, name it in {nameof(IpRangesClientOptions.AllowedRedirectHosts)}."
            : $"Find out where the document is, and set {nameof(IpRangesClientOptions.BaseAddress)} to that.";
        return Create(IpRangesClientError.Redirect, uri, reason, advice, statusCode: status);
    }

    public IpRangesClientException TooLarge(Uri uri)
        => Create(IpRangesClientError.TooLarge, uri, "the answer is over 16 MiB; a real document takes a few kilobytes.", AskMirror);

    public IpRangesClientException Encoding(Uri uri, string kind, string name)
        => Create(
            IpRangesClientError.Encoding, uri, $"the answer has the {kind} '{PrintableText.Of(name)}', which is not read.",
            "Let the server send UTF-8, packed with gzip or br or not at all.");

    public IpRangesClientException NotUnpacked(Uri uri, Exception inner)
        => Create(IpRangesClientError.Encoding, uri, "the answer is not packed as it says it is.", AskMirror, inner);

    public IpRangesClientException Format(Uri uri, ReadOnlySpan<byte> body, IpRangesFormatException inner)
        => body.TrimStart(" \t\r\n"u8).StartsWith("<"u8)
            ? Create(
                IpRangesClientError.Format, uri, "the answer is a web page and no document.",
                "See what it says in a browser: a proxy, a sign-in page or an error of the server may be in the way.", inner)
            : Create(IpRangesClientError.Format, uri, $"the answer is no ip-ranges document: {inner.Message}.", AskMirror, inner);

    public IpRangesClientException NoSuchSection(Uri uri)
        => Create(IpRangesClientError.Format, uri, "the answer does not hold that section.", AskMirror);

    /// <exception cref="IpRangesClientException">The document comes before the one seen last, or contradicts it.</exception>
    public void RefuseStepBack(Uri uri, SeenDocument next, SeenDocument last)
    {
        var (version, before) = (VersionText(next), VersionText(last));
        if (next.IsOlderThan(last))
        {
            throw Create(
                IpRangesClientError.Older, uri, $"the answer has {version}, and {before} was seen before.",
                $"Try again later; if going back is meant, set {nameof(IpRangesClientOptions.AllowOlder)}.");
        }

        if (next.Document.Version is not null && next.Document.Version == last.Document.Version && !next.SaysTheSameAs(last))
        {
            throw Create(
                IpRangesClientError.Changed, uri, $"the answer says something else than one seen before with the same {version}.",
                $"Find out which is right; to take this one, set {nameof(IpRangesClientOptions.AllowOlder)}.");
        }
    }

    private static string VersionText(SeenDocument document)
        => document.Document.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"version {version}") : "no version";

    private IpRangesClientException Create(
        IpRangesClientError error, Uri uri, string reason, string advice, Exception? inner = null,
        HttpStatusCode? statusCode = null, TimeSpan? retryAfter = null, bool transient = false)
        => new(error, site, uri, $"Fetching {What} from {PrintableText.Of(IpRangesAddress.Public(uri).AbsoluteUri)}: {reason}", advice, inner)
        {
            StatusCode = statusCode,
            RetryAfter = retryAfter,
            IsTransient = transient,
            Reason = reason,
        };
}
