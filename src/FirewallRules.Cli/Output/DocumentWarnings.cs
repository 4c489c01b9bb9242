using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>Warnings about a new document that should be checked before it is used.</summary>
internal static class DocumentWarnings
{
    /// <summary>A warning that the versions are out of order, or null.</summary>
    public static string? OfVersions(IpRangesDiff diff)
        => diff.VersionRelation == IpRangesVersionRelation.Older ? $"the new document is older: {Versions(diff)}"
            : diff.IsVersionReused
                ? $"both documents have version {diff.New.Version}, but their addresses differ: one of them is not the published document"
            : null;

    /// <summary>A warning that a section has shrunk, with the counts of these families.</summary>
    public static string OfShrunk(IpRangesSectionDiff section, IEnumerable<IpFamily> families)
        => $"{section.Section} has shrunk: "
            + string.Join("; ", families.Select(family
                => $"{Count(section.RemovedAddresses, family)} of {Count(section.OldAddresses, family)} {family} addresses are removed"));

    /// <summary>A warning that a section has grown, with the counts of these families.</summary>
    public static string OfGrown(IpRangesSectionDiff section, IEnumerable<IpFamily> families)
        => $"{section.Section} has grown: "
            + string.Join("; ", families.Select(family
                => $"{Count(section.AddedAddresses, family)} {family} addresses are added to {Count(section.OldAddresses, family)}"));

    private static string Versions(IpRangesDiff diff)
        => diff is { New.Version: { } version, Old.Version: { } old } ? $"version {version} after {old}" : $"{diff.New} after {diff.Old}";

    private static BigInteger Count(AddressSet addresses, IpFamily family)
        => (family == IpFamily.IPv4 ? addresses.IPv4 : addresses.IPv6).CountAddresses();
}
