namespace FirewallRules.Cli.Input;

/// <summary>Adds headers to the requests to one server, and to no other one: not after a redirect to another host, port or scheme, either.</summary>
internal sealed class HeaderHandler(HttpMessageHandler inner, IReadOnlyList<RequestHeader> headers, Uri server) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } address && IsSameServer(address, server))
        {
            foreach (var header in headers)
            {
                request.Headers.Remove(header.Name);
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Whether two addresses have the same scheme, host and port.</summary>
    public static bool IsSameServer(Uri one, Uri other)
        => one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
