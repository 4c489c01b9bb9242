namespace FirewallRules;

/// <summary>A new version of the document of a site, and the one that it replaces. Compared by reference.</summary>
public sealed class IpRangesUpdate
{
    /// <summary>Creates an update; useful in tests of handlers.</summary>
    /// <param name="old">The document in use; <see langword="null"/> when there was none.</param>
    /// <param name="updated">The document that replaces it; its site must be known.</param>
    /// <param name="options">What is compared, and when a section counts as shrunk or grown; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The site of the new document is unknown.</exception>
    /// <exception cref="SiteMismatchException">The documents are from different sites.</exception>
    public IpRangesUpdate(IpRangesDocument? old, IpRangesDocument updated, IpRangesDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(updated);
        Site = updated.Site
            ?? throw new ArgumentException("The site of the document is unknown: read it with IpRangesReadOptions.Site.", nameof(updated));
        (Old, New) = (old, updated);
        Diff = old is null ? null : IpRangesDiff.Between(old, updated, options);
    }

    /// <summary>The site.</summary>
    public Site Site { get; }

    /// <summary>The document in use; <see langword="null"/> for the first update.</summary>
    public IpRangesDocument? Old { get; }

    /// <summary>The new document.</summary>
    public IpRangesDocument New { get; }

    /// <summary>What changed; <see langword="null"/> for the first update.</summary>
    public IpRangesDiff? Diff { get; }

    /// <summary>
    /// Whether a section lost so many addresses that the new document should be reviewed before use: <see cref="IpRangesDiff.HasShrunk"/>.
    /// </summary>
    public bool HasShrunk => Diff is { HasShrunk: true };

    /// <summary>
    /// Whether a section gained so many addresses that the new document should be reviewed before use: <see cref="IpRangesDiff.HasGrown"/>.
    /// </summary>
    public bool HasGrown => Diff is { HasGrown: true };

    /// <summary>Such as <c>us1 version 59 to version 60</c>.</summary>
    public override string ToString()
        => $"{Site} {(Old is null ? "" : $"{Version(Old)} to ")}{Version(New)}";

    private static string Version(IpRangesDocument document) => document.Version is { } version ? $"version {version}" : "without a version";
}
