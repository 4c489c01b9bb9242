using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>What is said of a newer document that should not be believed unseen.</summary>
internal static class DocumentWarnings
{
    /// <summary>That the versions are out of order, or null.</summary>
    public static string? OfVersions(IpRangesDiff diff)
        => diff.VersionRelation == IpRangesVersionRelation.Older ? $"the new document is older: version {diff.New.Version} after {diff.Old.Version}"
            : diff.IsVersionReused ? $"both documents have version {diff.New.Version}, and their addresses differ: one of them is not what was published"
            : null;

    /// <summary>That a section has shrunk, with the numbers of some families.</summary>
    public static string OfShrunk(IpRangesSectionDiff section, IEnumerable<IpFamily> families)
        => $"{section.Name} has shrunk: "
            + string.Join("; ", families.Select(family => $"{Count(section.RemovedAddresses, family)} of {Count(section.OldAddresses, family)} {family} addresses are gone"));

    private static BigInteger Count(AddressSet addresses, IpFamily family)
        => (family == IpFamily.IPv4 ? addresses.IPv4 : addresses.IPv6).AddressCount;
}
