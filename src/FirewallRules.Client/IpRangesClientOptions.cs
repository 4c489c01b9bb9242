using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FirewallRules;

/// <summary>What an <see cref="IpRangesClient"/> fetches, from where, and what it believes. A client reads its options once, when it is made.</summary>
public sealed class IpRangesClientOptions
{
    /// <summary>The text in <see cref="BaseAddress"/> that stands for the key of the site: <c>{site}</c>.</summary>
    public const string SitePlaceholder = "{site}";

    /// <summary>The site whose document is fetched where none is named.</summary>
    /// <value>The default is <see cref="Site.Us1"/>.</value>
    [Required]
    public Site Site { get; set; } = Site.Us1;

    /// <summary>
    /// Where the document is, for a mirror: an absolute https address of at most 1024 characters, without user information and fragment. It is used as it is, query
    /// included; the document of a section is beside it, so the address of a folder ends with a slash.
    /// </summary>
    /// <remarks>
    /// <c>{site}</c> in its path stands for the key of the site, such as <c>us1</c>. Without it the address holds the document of
    /// <see cref="Site"/> alone, and asking for another site is an error, never that document under another name.
    /// </remarks>
    /// <value>The default is <see langword="null"/>: the site's own address, <see cref="Site.IpRangesUri"/>.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Lets <see cref="BaseAddress"/> be a plain http address of another machine. Whoever is on the way can then change the document.</summary>
    /// <value>The default is <see langword="false"/>: http is for loopback addresses alone.</value>
    public bool AllowHttp { get; set; }

    /// <summary>The hosts to which a redirect is followed, beside the one that was asked: names or addresses, without port.</summary>
    /// <remarks>A redirect never leads from https to http.</remarks>
    /// <value>The default is none.</value>
    public IList<string> AllowedRedirectHosts { get; private set; } = [];

    /// <summary>How many redirects are followed in a row: 0 (none) to 20.</summary>
    /// <value>The default is 5.</value>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>
    /// Takes a document whose version is lower than that of the last one seen, or that says something else under the same version.
    /// </summary>
    /// <value>The default is <see langword="false"/>: such a document is refused, because rules made from it would undo newer ones.</value>
    public bool AllowOlder { get; set; }

    /// <summary>
    /// The folder in which documents are kept between runs, such as <see cref="IpRangesCache.DefaultFolder"/>. Where it cannot be read or
    /// written, a warning says so and fetches go on without.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the client remembers the last document of each site in memory alone.</value>
    public string? CacheFolder { get; set; }

    /// <summary>How long the client tries, and when it stops trying.</summary>
    [Required]
    [ValidateObjectMembers]
    public IpRangesResilienceOptions Resilience { get; set; } = new();

    internal IpRangesClientOptions Copy()
    {
        var copy = (IpRangesClientOptions)MemberwiseClone();
        (copy.AllowedRedirectHosts, copy.Resilience) = ([.. AllowedRedirectHosts], Resilience.Copy());
        return copy;
    }
}
