using System.Net;
using FirewallRules.Networks;

namespace FirewallRules.Client;

/// <summary>Decides which redirects are followed: to the requested host or an allowed one, never from https to http.</summary>
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
            throw failures.Redirect(
                from, response.StatusCode, IpRangesRedirectError.TooMany, $"the server redirected more than {options.MaxRedirects} times in a row");
        }

        return response.Headers.Location is { } location && Uri.TryCreate(from, location, out var to)
            ? Check(from, to, response.StatusCode)
            : throw failures.Redirect(
                from, response.StatusCode, IpRangesRedirectError.NoTarget, $"the server redirected without a valid target{Quoted(response)}");
    }

    /// <exception cref="IpRangesClientException">The redirect is not followed.</exception>
    public Uri Check(Uri from, Uri to, HttpStatusCode? status)
    {
        var shown = PrintableText.Of(IpRangesAddress.Public(to).AbsoluteUri);
        if (!IpRangesAddress.IsSafe(to, options.AllowHttp) || (to.Scheme != Uri.UriSchemeHttps && from.Scheme == Uri.UriSchemeHttps))
        {
            throw failures.Redirect(from, status, IpRangesRedirectError.NotHttps, $"the server redirected to {shown}, which is not https", to);
        }

        if (to.AbsoluteUri.Length > IpRangesAddress.MaxLength)
        {
            throw failures.Redirect(
                from,
                status,
                IpRangesRedirectError.TargetTooLong,
                $"the server redirected to an address of more than {IpRangesAddress.MaxLength} characters");
        }

        return IsAllowed(to.IdnHost)
            ? to
            : throw failures.Redirect(from, status, IpRangesRedirectError.OtherHost, $"the server redirected to another host, {shown}", to);
    }

    // What may be secret is left out: a user, a query, and what follows.
    private static string Quoted(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values))
        {
            return "";
        }

        var text = values.ToString();
        var shown = text.AsSpan(0, text.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : text.Length);
        return $": '{PrintableText.Of(shown.LastIndexOf('@') is var at and >= 0 ? $"...{shown[at..]}" : shown.ToString())}'";
    }

    private bool IsAllowed(string host)
        => string.Equals(host, first.IdnHost, StringComparison.OrdinalIgnoreCase)
            || options.AllowedRedirectHosts.Any(allowed => string.Equals(host, allowed.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
}
