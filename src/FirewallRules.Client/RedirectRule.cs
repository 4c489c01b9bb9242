using System.Net;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>Where a redirect may lead: to the host that was asked or one that the user named, never from https to http.</summary>
internal sealed class RedirectRule(IpRangesClientOptions options, FetchFailures failures, Uri first)
{
    public static bool IsRedirect(HttpStatusCode status)
        => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <exception cref="IpRangesClientException">The redirect is not followed.</exception>
    public Uri Next(Uri from, HttpResponseMessage response, int followed)
    {
        if (followed >= options.MaxRedirects)
        {
            throw failures.Redirect(from, response.StatusCode, $"the server redirected more than {options.MaxRedirects} times in a row.");
        }

        return response.Headers.Location is { } location && Uri.TryCreate(from, location, out var to)
            ? Check(from, to, response.StatusCode)
            : throw failures.Redirect(from, response.StatusCode, "the server redirected without saying where to.");
    }

    /// <exception cref="IpRangesClientException">The redirect is not followed.</exception>
    public Uri Check(Uri from, Uri to, HttpStatusCode? status)
    {
        var shown = PrintableText.Of(IpRangesAddress.Public(to).AbsoluteUri);
        if (!IpRangesAddress.IsSafe(to, options.AllowHttp) || (to.Scheme != Uri.UriSchemeHttps && from.Scheme == Uri.UriSchemeHttps))
        {
            throw failures.Redirect(from, status, $"the server redirected to {shown}, which is not https.");
        }

        if (to.AbsoluteUri.Length > IpRangesAddress.Longest)
        {
            throw failures.Redirect(from, status, $"the server redirected to an address of more than {IpRangesAddress.Longest} characters.");
        }

        return IsAllowed(to.IdnHost)
            ? to
            : throw failures.Redirect(from, status, $"the server redirected to {shown}, which is another host.", otherHost: true);
    }

    private bool IsAllowed(string host)
        => string.Equals(host, first.IdnHost, StringComparison.OrdinalIgnoreCase)
            || options.AllowedRedirectHosts.Any(allowed => string.Equals(host, allowed.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
}
