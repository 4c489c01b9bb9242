using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FirewallRules.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FirewallRules;

/// <summary>Options of an <see cref="IpRangesClient"/>, which copies them when it is created.</summary>
public sealed class IpRangesClientOptions
{
    /// <summary>The text in <see cref="BaseAddress"/> that is replaced with the key of the site: <c>{site}</c>.</summary>
    public const string SitePlaceholder = "{site}";

    /// <summary>The site whose document is fetched by default.</summary>
    /// <value>The default is <see cref="Site.Us1"/>.</value>
    [Required]
    [ConfigurationKeyName(SiteOption.NotBound)]
    public Site Site { get; set; } = Site.Us1;

    /// <summary>
    /// The key, name or domain of <see cref="Site"/>, such as <c>eu1</c>: what the binders of configuration set for <c>"Site": "eu1"</c>. Setting
    /// <see langword="null"/> or an empty text changes nothing. A text that is not a site is an error when the options are validated.
    /// </summary>
    /// <value>The default is the key of <see cref="Site"/>.</value>
    [ConfigurationKeyName(nameof(Site))]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public string? SiteKey
    {
        get => UnknownSite ?? Site?.Key;
        set
        {
            if (!string.IsNullOrEmpty(value))
            {
                (Site, UnknownSite) = Site.TryParse(value, out var site) ? (site, null) : (Site, value);
            }
        }
    }

    internal string? UnknownSite { get; private set; }

    /// <summary>
    /// The address of the document on a mirror: absolute, https, at most 1024 characters, without user information and fragment. It is used
    /// unchanged, including the query. The documents of sections are in the same folder, so the address of a folder must end with a slash.
    /// </summary>
    /// <remarks>
    /// <c>{site}</c> in its path is replaced with the key of the site, such as <c>us1</c>. Without it the address is for <see cref="Site"/> only,
    /// and a request for another site is an error.
    /// </remarks>
    /// <value>The default is <see langword="null"/>: the site's own address, <see cref="Site.IpRangesUri"/>.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// Allows <see cref="BaseAddress"/> to be a plain http address of another machine. Anyone on the network path can then change the
    /// document.
    /// </summary>
    /// <value>The default is <see langword="false"/>: http is accepted for loopback addresses only.</value>
    public bool AllowHttp { get; set; }

    /// <summary>The hosts to which redirects are followed, in addition to the requested one: names or addresses, without port.</summary>
    /// <remarks>Redirects from https to http are never followed.</remarks>
    /// <value>The default is empty.</value>
    public IList<string> AllowedRedirectHosts { get; private set; } = [];

    /// <summary>The maximum number of redirects in a row: 0 (none) to 20.</summary>
    /// <value>The default is 5.</value>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>
    /// Accepts a document that is older than the last one seen, or has the same version and different content; see
    /// <see cref="Provenance.IsOlderThan"/>. Also continues with a cache of which nothing can be known.
    /// </summary>
    /// <value>The default is <see langword="false"/>: such a document is refused, because its rules would revert newer ones.</value>
    public bool AllowOlder { get; set; }

    /// <summary>
    /// A document of <see cref="Site"/> that counts as seen before, such as <see cref="IpRangesSnapshot.Us1"/>: an older document is refused even by
    /// the first fetch. It does not apply to other sites.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the first fetch accepts any version.</value>
    public IpRangesDocument? Baseline { get; set; }

    /// <summary>
    /// Refuses a document in which a section lost or gained too many addresses since the last one seen, or since <see cref="Baseline"/> if that
    /// is newer. A refused document is not cached.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>, because watchers hold back such a document themselves. Set it where documents are used without
    /// a look at <see cref="IpRangesDiff"/>.
    /// </value>
    public bool RefuseLargeChanges { get; set; }

    /// <summary>
    /// For <see cref="RefuseLargeChanges"/>: the fraction of its addresses that a section may lose, 0 to 1, separately for each family. A section
    /// that loses all addresses of a family always lost too many.
    /// </summary>
    /// <value>The default is 0.5.</value>
    [Range(0.0, 1.0)]
    public double ShrinkThreshold { get; set; } = 0.5;

    /// <summary>For <see cref="RefuseLargeChanges"/>: accepts a document however many addresses a section loses.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AcceptShrink { get; set; }

    /// <summary>
    /// For <see cref="RefuseLargeChanges"/>: how many times its addresses a section may have, 1 to 1,000,000,000, separately for each family; see
    /// <see cref="IpRangesDiffOptions.GrowthFactor"/>. The limits of <see cref="IpRangesDiffOptions"/> apply, too.
    /// </summary>
    /// <value>The default is 16.</value>
    [Range(1.0, 1_000_000_000.0)]
    public double GrowthFactor { get; set; } = 16;

    /// <summary>For <see cref="RefuseLargeChanges"/>: accepts a document however many addresses a section gains.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AcceptGrowth { get; set; }

    /// <summary>
    /// Accepts documents with special-purpose addresses, such as private ones: <see cref="IpRangesReadOptions.AllowSpecialPurpose"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>. A mirror within a network may publish such addresses on purpose.</value>
    public bool AllowSpecialPurpose { get; set; }

    /// <summary>
    /// The folder for documents between runs, such as <see cref="DefaultCacheFolder"/>. If it cannot be written, a warning is logged and the client
    /// continues without it. If there is a document that cannot be read, a fetch fails with <see cref="IpRangesClientError.CacheUnusable"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the client keeps the last document of each site in memory only.</value>
    public string? CacheFolder { get; set; }

    /// <summary>Timeouts, retries and the circuit breaker.</summary>
    [Required]
    [ValidateObjectMembers]
    public IpRangesResilienceOptions Resilience { get; set; } = new();

    /// <summary>
    /// The cache folder of the user: <c>$XDG_CACHE_HOME/firewallrules</c> if that variable contains an absolute path, otherwise
    /// <c>~/.cache/firewallrules</c>; on macOS <c>~/Library/Caches/firewallrules</c>; on Windows <c>%LOCALAPPDATA%\firewallrules</c>. Empty if
    /// the user has no home folder, which is common for services.
    /// </summary>
    public static string DefaultCacheFolder => FirewallRules.Client.CacheFolder.Default(
        OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), Environment.GetFolderPath, Environment.GetEnvironmentVariable("XDG_CACHE_HOME"));

    internal IpRangesClientOptions Copy()
    {
        var copy = (IpRangesClientOptions)MemberwiseClone();
        (copy.AllowedRedirectHosts, copy.Resilience) = ([.. AllowedRedirectHosts], Resilience.Copy());
        return copy;
    }
}
