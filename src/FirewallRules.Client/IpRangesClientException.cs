using System.Net;
using FirewallRules.Client;

namespace FirewallRules;

/// <summary>An <see cref="IpRangesClient"/> did not get a document that can be used; says which, from where, why, and what to do.</summary>
public sealed class IpRangesClientException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">Why the fetch failed.</param>
    /// <param name="site">The site whose document was asked for.</param>
    /// <param name="uri">The address that was asked last; user information, query and fragment are left out.</param>
    /// <param name="reason">What went wrong, as a sentence.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    /// <param name="innerException">The fault that the client met, if one did.</param>
    public IpRangesClientException(IpRangesClientError error, Site site, Uri uri, string reason, string advice, Exception? innerException = null)
        : base($"{reason} {advice}", innerException)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(uri);
        (Error, Site, Uri, Advice) = (error, site, IpRangesAddress.Public(uri), advice);
    }

    /// <summary>Why the fetch failed.</summary>
    public IpRangesClientError Error { get; }

    /// <summary>The site whose document was asked for.</summary>
    public Site Site { get; }

    /// <summary>The address that was asked last, without user information, query and fragment.</summary>
    public Uri Uri { get; }

    /// <summary>What to do, as a sentence; the message ends with it.</summary>
    public string Advice { get; }

    /// <summary>The status of the answer; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>How long to wait before the next fetch, as the server or the circuit asks; <see langword="null"/> when neither does.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What went wrong, without the address.</summary>
    internal string Reason { get; init; } = "";

    /// <summary>Whether the same fetch may succeed later without anything being changed on this side.</summary>
    public bool IsTransient { get; init; }
}
