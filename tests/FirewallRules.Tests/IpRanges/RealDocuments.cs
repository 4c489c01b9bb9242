namespace FirewallRules.Tests.IpRanges;

/// <summary>The documents of US1 as they were published over the years.</summary>
internal static class RealDocuments
{
    public static IReadOnlyList<int> Versions { get; } = [27, 36, 40, 47, 59];

    public static byte[] Bytes(int version) => TestData.Read("ip-ranges", $"us1-v{version}.json");

    /// <summary>All documents by date; the last one has no version.</summary>
    public static IEnumerable<IpRangesDocument> ByDate => [.. Versions.Select(Parse), Latest];

    /// <summary>The prefixes of 2026-06-18, of which no version is known.</summary>
    public static IpRangesDocument Latest
        => IpRangesDocument.Parse(TestData.Read("ip-ranges", "us1-2026-06-18.json"), new IpRangesReadOptions { Site = Site.Us1, Origin = "2026-06-18" });

    /// <summary>
    /// The document of the samples, which stays the same when the embedded one is renewed. Its origin is that of the embedded document.
    /// </summary>
    public static IpRangesDocument Sample { get; }
        = IpRangesDocument.Parse(Bytes(59), new IpRangesReadOptions { Site = Site.Us1, Origin = "embedded snapshot" });

    public static IpRangesDocument Parse(int version)
        => IpRangesDocument.Parse(Bytes(version), new IpRangesReadOptions { Site = Site.Us1, Origin = $"v{version}" });
}
