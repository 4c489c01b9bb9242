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
    /// <summary>A short text for the comment of a rule, such as <c>us1 v59 2024-10-17</c>.</summary>
    public string ToShortString()
        => string.Create(CultureInfo.InvariantCulture, $"{SiteText} v{VersionText} {ModifiedText}");

    /// <summary>A text for headers, such as <c>us1 version 59, modified 2024-10-17 (embedded snapshot)</c>.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{SiteText} version {VersionText}, modified {ModifiedText} ({Origin})");

    private string SiteText => Site?.Key ?? "unknown site";

    private string VersionText => Version?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private string ModifiedText => Modified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";
}
