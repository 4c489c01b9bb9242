namespace FirewallRules;

/// <summary>The dated documents inside this library, so that rules can be made without a network.</summary>
public static class IpRangesSnapshot
{
    private static readonly Lazy<IpRangesDocument> Us1Document = new(() => Load(Site.Us1));

    /// <summary>The US1 document, version 59 of 2024-10-17. Newer ones exist: fetch the document where it must be current.</summary>
    public static IpRangesDocument Us1 => Us1Document.Value;

    /// <summary>Whether there is a snapshot of the site.</summary>
    public static bool Has(Site site) => site == Site.Us1;

    /// <summary>The snapshot of a site.</summary>
    /// <exception cref="NotSupportedException">There is no snapshot of the site; the message says where its document is published.</exception>
    public static IpRangesDocument Of(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return Has(site)
            ? Us1
            : throw new NotSupportedException($"There is no snapshot of {site.Name} in this version, only of US1: fetch it, or download {site.IpRangesUri} and give the file.");
    }

    private static IpRangesDocument Load(Site site)
    {
        using var stream = typeof(IpRangesSnapshot).Assembly.GetManifestResourceStream($"{site.Key}.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return IpRangesDocument.Parse(bytes, new IpRangesReadOptions { Site = site, Origin = "embedded snapshot" });
    }
}
