using System.Net;

namespace FirewallRules.Cli.Output;

/// <summary>Describes why a fetch failed, and what to do about it in terms of the command line.</summary>
internal static class ClientErrorText
{
    public static string Describe(IpRangesClientException e) => $"Cannot fetch the document of {e.Site} from {e.Uri}: {Reason(e)}. {Advice(e)}";

    // The reason of the library names no option, so that the log of a host has the same sentence. What is wrong with a document is worded here,
    // as it is for a file.
    private static string Reason(IpRangesClientException e) => e.Error switch
    {
        IpRangesClientError.Format when e.InnerException is IpRangesFormatException format
            => $"the response is not an ip-ranges document: {DocumentErrorText.Describe(format)}",
        IpRangesClientError.Shrunk when e.Diff is { Shrunk: var shrunk }
            => string.Join("; ", shrunk.Select(section => DocumentWarnings.OfShrunk(section, section.ShrunkFamilies))) + Versions(e),
        IpRangesClientError.Grown when e.Diff is { Grown: var grown }
            => string.Join("; ", grown.Select(section => DocumentWarnings.OfGrown(section, section.GrownFamilies))) + Versions(e),
        _ => e.Reason.TrimEnd('.'),
    };

    private static string Versions(IpRangesClientException e)
        => e is { Document: { } document, LastDocument: { } last } ? $" ({document.ToShortString()} after {last.ToShortString()})" : "";

    private static string Advice(IpRangesClientException e) => e.Error switch
    {
        IpRangesClientError.Network => "Check that this host reaches the server, directly or through the proxy named in the environment.",
        IpRangesClientError.Tls => e.Advice,
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
