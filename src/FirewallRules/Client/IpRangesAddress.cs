namespace FirewallRules.Client;

/// <summary>Addresses as they may be shown and kept.</summary>
internal static class IpRangesAddress
{
    /// <summary>The address without what may be secret: user information, query and fragment.</summary>
    public static Uri Public(Uri uri)
        => uri.IsAbsoluteUri ? new Uri(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)) : uri;
}
