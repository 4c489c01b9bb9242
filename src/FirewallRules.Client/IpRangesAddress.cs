namespace FirewallRules.Client;

/// <summary>Where a document is, which addresses may be asked at all, and how they are shown.</summary>
internal static class IpRangesAddress
{
    /// <summary>How long an address may be that is asked; what is kept of a document has no room for a longer one.</summary>
    public const int Longest = CachedIpRanges.LongestSource;

    // An address escapes the braces of IpRangesClientOptions.SitePlaceholder.
    private const string EscapedPlaceholder = "%7Bsite%7D";

    /// <exception cref="ArgumentException">The base address holds the document of another site alone.</exception>
    public static Uri Of(IpRangesClientOptions options, Site site, Section? section)
    {
        var document = options.BaseAddress is { } mirror ? OfMirror(mirror, options.Site, site) : site.IpRangesUri;
        return section is null ? document : Beside(document, $"{section}.json");
    }

    /// <summary>The address without what may be secret: user information, query and fragment.</summary>
    public static Uri Public(Uri uri)
        => uri.IsAbsoluteUri ? new Uri(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)) : uri;

    /// <summary>The host, and the port where it is not the usual one.</summary>
    public static string Authority(Uri uri) => uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";

    /// <summary>Whether nobody on the way to the address can change what it answers, or the user does not mind.</summary>
    public static bool IsSafe(Uri uri, bool allowHttp)
        => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (allowHttp || uri.IsLoopback));

    private static Uri OfMirror(Uri mirror, Site configured, Site site)
        => mirror.AbsoluteUri.Contains(EscapedPlaceholder, StringComparison.OrdinalIgnoreCase)
            ? new Uri(mirror.AbsoluteUri.Replace(EscapedPlaceholder, site.Key, StringComparison.OrdinalIgnoreCase))
            : site == configured
                ? mirror
                : throw new ArgumentException(
                    $"The {nameof(IpRangesClientOptions.BaseAddress)} holds the document of {configured.Name} alone: "
                    + $"write {IpRangesClientOptions.SitePlaceholder} where it names the site, or set {nameof(IpRangesClientOptions.Site)} to {site.Name}.",
                    nameof(site));

    private static Uri Beside(Uri document, string name)
    {
        var path = document.AbsolutePath;
        return new UriBuilder(document) { Path = path[..(path.LastIndexOf('/') + 1)] + name }.Uri;
    }
}
