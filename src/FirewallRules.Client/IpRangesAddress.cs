namespace FirewallRules.Client;

/// <summary>The addresses of documents: which are requested, which are allowed, and how they are shown.</summary>
internal static class IpRangesAddress
{
    /// <summary>The maximum length of a requested address, in characters; the cache stores no longer one.</summary>
    public const int MaxLength = CachedIpRanges.MaxSourceLength;

    // An address escapes the braces of IpRangesClientOptions.SitePlaceholder.
    private const string EscapedPlaceholder = "%7Bsite%7D";

    /// <exception cref="ArgumentException">The base address is for another site only.</exception>
    public static Uri Of(IpRangesClientOptions options, Site site, Section? section)
    {
        var document = options.BaseAddress is { } mirror ? OfMirror(mirror, options.Site, site) : site.IpRangesUri;
        return section is null ? document : Beside(document, $"{Uri.EscapeDataString(section.Name)}.json");
    }

    /// <summary>The address without what may be secret: user information, query and fragment.</summary>
    public static Uri Public(Uri uri)
        => uri.IsAbsoluteUri ? new Uri(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)) : uri;

    /// <summary>The host, and the port if it is not the default one.</summary>
    public static string Authority(Uri uri) => uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}";

    /// <summary>Whether the address is https, local, or plain http that the user allowed.</summary>
    public static bool IsSafe(Uri uri, bool allowHttp)
        => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (allowHttp || uri.IsLoopback));

    private static Uri OfMirror(Uri mirror, Site configured, Site site)
        => mirror.AbsoluteUri.Contains(EscapedPlaceholder, StringComparison.OrdinalIgnoreCase)
            ? new Uri(mirror.AbsoluteUri.Replace(EscapedPlaceholder, site.Key, StringComparison.OrdinalIgnoreCase))
            : site == configured
                ? mirror
                : throw new ArgumentException(
                    $"IpRangesClientOptions.BaseAddress is for the document of {configured.Name} only. "
                    + $"Use {IpRangesClientOptions.SitePlaceholder} in place of the site in the address, "
                    + $"or set IpRangesClientOptions.Site to {site.Name}.",
                    nameof(site));

    private static Uri Beside(Uri document, string name)
    {
        var path = document.AbsolutePath;
        return new UriBuilder(document) { Path = path[..(path.LastIndexOf('/') + 1)] + name }.Uri;
    }
}
