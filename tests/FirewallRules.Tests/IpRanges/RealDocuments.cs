namespace FirewallRules.Tests.IpRanges;

/// <summary>The documents of US1 as they were published over the years.</summary>
internal static class RealDocuments
{
    public static IReadOnlyList<int> Versions { get; } = [27, 36, 40, 47, 59];

    public static byte[] Bytes(int version) => TestData.Read("ip-ranges", $"us1-v{version}.json");

    public static IpRangesDocument Parse(int version)
        => IpRangesDocument.Parse(Bytes(version), new IpRangesReadOptions { Site = Site.Us1, Origin = $"v{version}" });
}
