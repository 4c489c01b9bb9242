namespace FirewallRules.Client;

/// <summary>Describes why a connection failed, as a clause.</summary>
internal static class NetworkReason
{
    public static string Of(Uri uri, Exception e) => (e as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"the name {uri.IdnHost} cannot be resolved (NameResolutionError)",
        HttpRequestError.ProxyTunnelError => "the proxy does not connect to the server (ProxyTunnelError)",
        HttpRequestError.SecureConnectionError => "the connection was interrupted during the TLS handshake (SecureConnectionError)",
        null or HttpRequestError.Unknown => "the connection failed or was interrupted",
        var kind => $"the connection failed or was interrupted ({kind})",
    };
}
