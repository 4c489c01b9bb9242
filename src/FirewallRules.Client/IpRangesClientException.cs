using System.Net;
using FirewallRules.Client;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>An <see cref="IpRangesClient"/> could not get a usable document.</summary>
/// <remarks>The message consists of the document, its address, <see cref="Reason"/> and <see cref="Advice"/>.</remarks>
public sealed class IpRangesClientException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="site">The site whose document was requested.</param>
    /// <param name="section">The section whose document was requested; <see langword="null"/> for the whole document.</param>
    /// <param name="uri">The last requested address; user information, query and fragment are removed.</param>
    /// <param name="reason">What went wrong, as a sentence.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    /// <param name="innerException">The underlying exception, if there was one.</param>
    public IpRangesClientException(
        IpRangesClientError error, Site site, Section? section, Uri uri, string reason, string advice, Exception? innerException = null)
        : base(Describe(site, section, uri, reason, advice), innerException)
        => (Error, Site, Section, Uri, Reason, Advice) = (error, site, section, IpRangesAddress.Public(uri), reason, advice);

    /// <summary>The kind of failure.</summary>
    public IpRangesClientError Error { get; }

    /// <summary>The site whose document was requested.</summary>
    public Site Site { get; }

    /// <summary>The section whose document was requested; <see langword="null"/> for the whole document.</summary>
    public Section? Section { get; }

    /// <summary>The last requested address, without user information, query and fragment.</summary>
    public Uri Uri { get; }

    /// <summary>What went wrong, as a sentence without the address.</summary>
    public string Reason { get; }

    /// <summary>The reason without text from a header, a certificate or a document, for logs.</summary>
    internal string LoggedReason { get => field ?? Reason; init; }

    /// <summary>What to do, as a sentence for developers; it may name options of the client.</summary>
    public string Advice { get; }

    /// <summary>Whether the same fetch may succeed later without any change on this side.</summary>
    public bool IsTransient { get; init; }

    /// <summary>The status code of the response; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>
    /// How long to wait before the next fetch, as requested by the server or the circuit breaker: zero or more, at most 2^31 - 1 seconds (68
    /// years); otherwise <see langword="null"/>.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The time limit that was exceeded; <see langword="null"/> unless <see cref="Error"/> is <see cref="IpRangesClientError.Timeout"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The number of attempts of the fetch so far.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Why a TLS connection was refused; <see langword="null"/> unless <see cref="Error"/> is <see cref="IpRangesClientError.Tls"/>.
    /// </summary>
    public IpRangesTlsError? TlsError { get; init; }

    /// <summary>
    /// Why a redirect was not followed; <see langword="null"/> unless <see cref="Error"/> is <see cref="IpRangesClientError.Redirect"/>.
    /// </summary>
    public IpRangesRedirectError? RedirectError { get; init; }

    /// <summary>
    /// The target of a redirect that was not followed, without user information, query and fragment; <see langword="null"/> when there is none.
    /// </summary>
    public Uri? RedirectTarget { get; init; }

    /// <summary>
    /// The refused document, for <see cref="IpRangesClientError.Older"/>, <see cref="IpRangesClientError.Changed"/>,
    /// <see cref="IpRangesClientError.Shrunk"/> and <see cref="IpRangesClientError.Grown"/>; otherwise <see langword="null"/>.
    /// </summary>
    public Provenance? Document { get; init; }

    /// <summary>
    /// The document in use, for the same errors as <see cref="Document"/>; otherwise <see langword="null"/>.
    /// </summary>
    public Provenance? LastDocument { get; init; }

    /// <summary>
    /// What would change, for <see cref="IpRangesClientError.Shrunk"/> and <see cref="IpRangesClientError.Grown"/>; otherwise
    /// <see langword="null"/>.
    /// </summary>
    public IpRangesDiff? Diff { get; init; }

    /// <summary>
    /// What is wrong with the cache, for <see cref="IpRangesClientError.CacheUnusable"/>; otherwise <see langword="null"/>.
    /// </summary>
    public IpRangesCacheProblem? CacheProblem { get; init; }

    private static string Describe(Site site, Section? section, Uri uri, string reason, string advice)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(uri);
        var document = section is null ? $"the {site.Name} document" : $"section '{section}' of {site.Name}";
        return $"Fetching {document} from {PrintableText.Of(IpRangesAddress.Public(uri).AbsoluteUri)} failed: {reason} {advice}";
    }
}
