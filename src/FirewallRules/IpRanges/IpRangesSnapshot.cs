namespace FirewallRules;

/// <summary>Dated ip-ranges documents embedded in this library, so that rules can be made offline.</summary>
public static class IpRangesSnapshot
{
    private static readonly Lazy<IpRangesDocument> Us1Document = new(LoadUs1);
    private static readonly Lazy<IpRangesDocument> Us1Locations = new(LoadUs1Locations);

    /// <summary>
    /// The US1 document as of 2026-06-18. Its version and locations were not recorded; rules for locations come from
    /// <see cref="Us1WithLocations"/>. Addresses have been added since: fetch the document when it must be current.
    /// </summary>
    public static IpRangesDocument Us1 => Us1Document.Value;

    /// <summary>The US1 document with locations: version 59 of 2024-10-17. It lacks what <see cref="Us1"/> has in addition.</summary>
    public static IpRangesDocument Us1WithLocations => Us1Locations.Value;

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

    private static IpRangesDocument LoadUs1()
    {
        var document = Load("us1.json", "embedded snapshot");
        if (!document.Sections.Any(section => section.Locations.Count > 0))
        {
            document.LocatedSource = Us1Locations;
        }

        return document;
    }

    // The header of every output for a location says what is missing from it.
    private static IpRangesDocument LoadUs1Locations()
    {
        var document = Load("us1-locations.json", "");
        var missing = document.Sections.Where(section => section.Locations.Count > 0)
            .Select(section => (section.Section, Count: CountMissing(section, Us1[section.Section])))
            .Where(section => section.Count > 0)
            .Select(section => $"{section.Count} {section.Section} prefixes");
        var lacks = string.Join(" and ", missing);
        return Load("us1-locations.json", lacks.Length == 0 ? "embedded snapshot of locations" : $"embedded snapshot of locations, lacks {lacks} added later");
    }

    private static int CountMissing(IpRangesSection older, IpRangesSection newer)
        => newer.IPv4Prefixes.Concat(newer.IPv6Prefixes).Count(prefix => !older.Addresses.Contains(prefix));

    private static IpRangesDocument Load(string name, string origin)
    {
        using var stream = typeof(IpRangesSnapshot).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return IpRangesDocument.Parse(bytes, new IpRangesReadOptions { Site = Site.Us1, Origin = origin });
    }
}
