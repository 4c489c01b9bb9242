namespace FirewallRules;

/// <summary>A new version of a site's document, and the one it takes the place of. Equal by reference.</summary>
public sealed class IpRangesUpdate
{
    /// <summary>Creates the update; for tests of what handles it.</summary>
    /// <param name="old">The document that was in use; <see langword="null"/> when none was.</param>
    /// <param name="updated">The document that takes its place, read with its site.</param>
    /// <param name="options">What is compared, and when a section has shrunk; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The new document does not say its site, or the old one is another site's.</exception>
    public IpRangesUpdate(IpRangesDocument? old, IpRangesDocument updated, IpRangesDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(updated);
        Site = updated.Site
            ?? throw new ArgumentException("The document does not say which site it is of: read it with IpRangesReadOptions.Site.", nameof(updated));
        (Old, New) = (old, updated);
        Diff = old is null ? null : IpRangesDiff.Between(old, updated, options);
    }

    /// <summary>The site.</summary>
    public Site Site { get; }

    /// <summary>The document that was in use; <see langword="null"/> the first time ever.</summary>
    public IpRangesDocument? Old { get; }

    /// <summary>The new document.</summary>
    public IpRangesDocument New { get; }

    /// <summary>What changed; <see langword="null"/> the first time ever.</summary>
    public IpRangesDiff? Diff { get; }

    /// <summary>Whether a section lost so much that the new document should not be believed unseen: <see cref="IpRangesDiff.HasShrunk"/>.</summary>
    public bool HasShrunk => Diff is { HasShrunk: true };

    /// <summary>Such as <c>us1 version 59 to version 60</c>.</summary>
    public override string ToString()
        => $"{Site} {(Old is null ? "" : $"{Version(Old)} to ")}{Version(New)}";

    private static string Version(IpRangesDocument document) => document.Version is { } version ? $"version {version}" : "without a version";
}
