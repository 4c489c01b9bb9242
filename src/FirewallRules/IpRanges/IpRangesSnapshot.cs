namespace FirewallRules;

/// <summary>Dated ip-ranges documents embedded in this library, so that rules can be made offline.</summary>
public static class IpRangesSnapshot
{
    private static readonly Lazy<IpRangesDocument> Us1Document = new(() => Load(Site.Us1));

    /// <summary>The US1 document, version 59 of 2024-10-17. Newer versions exist: fetch the document when it must be current.</summary>
    public static IpRangesDocument Us1 => Us1Document.Value;

    /// <summary>Whether the library has a snapshot of the site.</summary>
    public static bool Has(Site site) => site == Site.Us1;

    /// <summary>Gets the snapshot of a site.</summary>
    /// <exception cref="NotSupportedException">There is no snapshot of the site; see <see cref="Has"/>.</exception>
    public static IpRangesDocument Of(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return Has(site)
            ? Us1
            : throw new NotSupportedException(
                $"This version has no snapshot of {site.Name}, only of US1. Download {site.IpRangesUri} and read it with IpRangesDocument.Parse.");
    }

    private static IpRangesDocument Load(Site site)
    {
        using var stream = typeof(IpRangesSnapshot).Assembly.GetManifestResourceStream($"{site.Key}.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return IpRangesDocument.Parse(bytes, new IpRangesReadOptions { Site = site, Origin = "embedded snapshot" });
    }
}
