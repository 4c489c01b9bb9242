using System.Globalization;
using System.Net;

namespace FirewallRules.Cli.Output;

/// <summary>Describes why a fetch failed, and what to do about it in terms of the command line.</summary>
internal static class ClientErrorText
{
    public static string Describe(IpRangesClientException e) => $"Cannot fetch the document of {e.Site} from {e.Uri}: {Reason(e)}. {Advice(e)}";

    private static string Reason(IpRangesClientException e) => e.Error switch
    {
        IpRangesClientError.Network => "the connection failed",
        IpRangesClientError.Tls => "the TLS connection was refused",
        IpRangesClientError.Timeout => "no complete answer arrived"
            + (e.Timeout is { } limit ? $" within {DurationText.Describe(limit)}" : " in time")
            + (e.InnerException is IpRangesClientException last ? $" (last attempt: {Reason(last)})" : ""),
        IpRangesClientError.CircuitOpen => "too many attempts failed recently, so no further one is made for a while",
        IpRangesClientError.Status => Status(e),
        IpRangesClientError.Redirect => Redirect(e),
        IpRangesClientError.TooLarge => "the answer is larger than 16 MiB; a real document has a few kilobytes",
        IpRangesClientError.Encoding => "the answer has an encoding or compression that is not supported",
        IpRangesClientError.Format => e.InnerException is IpRangesFormatException format
            ? $"the answer is not an ip-ranges document: {DocumentErrorText.Describe(format)}"
            : "the answer is not an ip-ranges document, or lacks the section",
        IpRangesClientError.Older => e is { Document: { } document, LastDocument: { } last }
            ? $"the answer is {document}, which is older than {last}"
            : "the answer is older than the document in use",
        IpRangesClientError.Changed => "the answer differs from the document in use, and both have the same version",
        IpRangesClientError.Shrunk when e.Diff is { Shrunk: var shrunk }
            => string.Join("; ", shrunk.Select(section => DocumentWarnings.OfShrunk(section, section.ShrunkFamilies))) + Versions(e),
        IpRangesClientError.Grown when e.Diff is { Grown: var grown }
            => string.Join("; ", grown.Select(section => DocumentWarnings.OfGrown(section, section.GrownFamilies))) + Versions(e),
        IpRangesClientError.CacheUnusable => Cache(e),
        _ => "the answer cannot be used",
    };

    private static string Cache(IpRangesClientException e)
        => e.CacheProblem is not { } problem ? "the cache cannot be used, so an older document could not be told"
            : $"{TextOf(CacheErrorText.Clause(problem))}, so an older document could not be told: {problem.Reason}";

    private static string TextOf(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static string Redirect(IpRangesClientException e) => e.RedirectError switch
    {
        IpRangesRedirectError.OtherHost => $"the server redirected to another host, {e.RedirectTarget}",
        IpRangesRedirectError.NotHttps => $"the server redirected to {e.RedirectTarget}, which is not https",
        IpRangesRedirectError.TooMany => "the server redirected too often",
        _ => "the server redirected without a usable address",
    };

    private static string Versions(IpRangesClientException e)
        => e is { Document: { } document, LastDocument: { } last } ? $" ({document.ToShortString()} after {last.ToShortString()})" : "";

    private static string Status(IpRangesClientException e)
        => string.Create(CultureInfo.InvariantCulture, $"the server answered with status {(e.StatusCode is { } status ? (int)status : 0)}")
            + (e.RetryAfter is { } wait ? $" and asks to retry after {DurationText.Describe(wait)}" : "");

    private static string Advice(IpRangesClientException e) => e.Error switch
    {
        IpRangesClientError.Network => "Check that this host reaches the server, directly or through the proxy named in the environment.",
        IpRangesClientError.Tls => "Check the certificate of the server, and that this system trusts its issuer.",
        IpRangesClientError.Timeout => "Check the network, or allow more time with --timeout.",
        IpRangesClientError.CircuitOpen => "Find out why they failed, and try again later.",
        IpRangesClientError.Status => StatusAdvice(e),
        IpRangesClientError.Redirect when e is { RedirectError: IpRangesRedirectError.OtherHost, RedirectTarget.IdnHost: var host }
            => $"If that host is trusted, add --allow-redirect {host}.",
        IpRangesClientError.Redirect => "Find out where the document is, and fetch it from there with --mirror.",
        IpRangesClientError.Older or IpRangesClientError.Changed => "Try again later, or accept it with --allow-older.",
        IpRangesClientError.Shrunk => "Review it, for example with 'fwrules diff', and accept it with --accept-shrink if it is correct.",
        IpRangesClientError.Grown => "Review it, for example with 'fwrules diff', and accept it with --accept-growth if it is correct.",
        IpRangesClientError.Encoding => "Let the server send UTF-8, compressed with gzip or br or not at all.",
        IpRangesClientError.CacheUnusable
            => $"{(e.CacheProblem is { Error: IpRangesCacheError.Unreadable } ? "Make it readable, delete it" : "Delete it")}, select another folder "
                + "with --cache, or accept any version with --allow-older.",
        IpRangesClientError.TooLarge or IpRangesClientError.Format => "Check what the server sends, or fetch from another one with --mirror.",
        _ => "Try again later.",
    };

    private static string StatusAdvice(IpRangesClientException e) => e.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            => "Datadog asks for no credentials: check whether a proxy does, or give those of a mirror with --header-file.",
        HttpStatusCode.ProxyAuthenticationRequired => "The proxy asks for credentials.",
        _ when e.IsTransient => "Try again later.",
        _ => "Check the address.",
    };
}
