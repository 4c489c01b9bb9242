using System.Globalization;

namespace FirewallRules;

/// <summary>Which document addresses come from. Equal when all parts are.</summary>
/// <param name="Site">The site that published the document; <see langword="null"/> when unknown.</param>
/// <param name="Version">The document's version; <see langword="null"/> when it has none.</param>
/// <param name="Modified">The day of the document's last modification; <see langword="null"/> when it has none that can be read.</param>
/// <param name="Origin">Where the document was taken from, in a few words.</param>
public sealed record Provenance(Site? Site, long? Version, DateOnly? Modified, string Origin)
{
    /// <summary>For the comment of one rule, such as <c>us1 v59 2024-10-17</c>.</summary>
    public string ToShortString()
        => string.Create(CultureInfo.InvariantCulture, $"{SiteText} v{VersionText} {ModifiedText}");

    /// <summary>For headers, such as <c>us1 version 59, modified 2024-10-17 (embedded snapshot)</c>.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{SiteText} version {VersionText}, modified {ModifiedText} ({Origin})");

    private string SiteText => Site?.Key ?? "unknown site";

    private string VersionText => Version?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private string ModifiedText => Modified?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";
}
