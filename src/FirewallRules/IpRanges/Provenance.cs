using System.Globalization;

namespace FirewallRules;

/// <summary>The ip-ranges document that addresses come from. Equal when all properties are.</summary>
/// <param name="Site">The site that published the document; <see langword="null"/> when unknown.</param>
/// <param name="Version">The document's version; <see langword="null"/> when it has none.</param>
/// <param name="Modified">
/// The day of the document's last modification; <see langword="null"/> when it is missing or in an unknown format.
/// </param>
/// <param name="Origin">Where the document was read from, in a few words.</param>
public sealed record Provenance(Site? Site, long? Version, DateOnly? Modified, string Origin)
{
    /// <summary>Whether this document is older than another one of its site.</summary>
    /// <remarks>
    /// Two documents with versions are ordered by version. Otherwise the day of modification decides; where one is missing or both are the same,
    /// a document with a version is newer than one without, and a document with a day is newer than one without. Documents with neither, or with
    /// the same day and no version, are not ordered.
    /// </remarks>
    public bool IsOlderThan(Provenance other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Version, other.Version) is ({ } version, { } otherVersion) ? version < otherVersion
            : (Modified, other.Modified) is ({ } day, { } otherDay) && day != otherDay ? day < otherDay
            : Version is null && (other.Version is not null || (Modified is null && other.Modified is not null));
    }

    /// <summary>A short text for the comment of a rule, such as <c>us1 v59 2024-10-17</c>, or <c>us1 2026-06-18</c> without a version.</summary>
    public string ToShortString()
        => IsDatedOnly ? $"{SiteText} {ModifiedText}" : string.Create(CultureInfo.InvariantCulture, $"{SiteText} v{VersionText} {ModifiedText}");

    /// <summary>
    /// A text for headers, such as <c>us1 version 59, modified 2024-10-17 (embedded snapshot)</c>, or
    /// <c>us1 as of 2026-06-18, version not recorded (embedded snapshot)</c>.
    /// </summary>
    public override string ToString()
        => IsDatedOnly ? $"{SiteText} as of {ModifiedText}, version not recorded ({Origin})"
            : string.Create(CultureInfo.InvariantCulture, $"{SiteText} version {VersionText}, modified {ModifiedText} ({Origin})");

    private bool IsDatedOnly => Version is null && Modified is not null;

    private string SiteText => Site?.Key ?? "unknown site";

    private string VersionText => Version?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private string ModifiedText => Modified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";
}
