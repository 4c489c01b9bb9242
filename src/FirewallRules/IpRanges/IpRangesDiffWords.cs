using System.Globalization;
using System.Numerics;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>Phrases that all forms of a diff share.</summary>
internal static class IpRangesDiffWords
{
    private const int ShownNames = 3;

    public static string Of(IpRangesChange change) => change switch
    {
        IpRangesChange.Unchanged => "unchanged",
        IpRangesChange.FormattingOnly => "formatting only",
        IpRangesChange.Changed => "changed",
        IpRangesChange.New => "new",
        _ => "removed",
    };

    /// <summary>Describes the version of the new document.</summary>
    public static string Relation(IpRangesDiff diff) => diff.VersionRelation switch
    {
        IpRangesVersionRelation.Newer => "a newer version",
        IpRangesVersionRelation.Older => "an OLDER version",
        IpRangesVersionRelation.Same => diff.IsVersionReused ? "the SAME version with different addresses" : "the same version",
        _ => "unknown which is newer",
    };

    /// <summary>The result in one sentence.</summary>
    public static string Verdict(IpRangesDiff diff)
    {
        if (diff.IsSame)
        {
            return diff.IsFormattingOnly ? "The addresses are the same; only formatting, version or time differ." : "No differences.";
        }

        var differing = diff.Sections.Count(section => section.Change > IpRangesChange.FormattingOnly);
        var moved = diff.Moves.Count == 0 ? "" : $" ({diff.Moves.Count} moved)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{differing} of {Plural(diff.Sections.Count, "section")} {(differing == 1 ? "differs" : "differ")}: "
                + $"{Prefixes(diff.AddedPrefixCount, diff.RemovedPrefixCount)}{moved}; {Addresses(diff.AddedAddresses, diff.RemovedAddresses)}.");
    }

    public static string Summary(IpRangesSectionDiff section)
        => $"{Prefixes(section.AddedPrefixes.Count, section.RemovedPrefixes.Count)}; {Addresses(section.AddedAddresses, section.RemovedAddresses)}";

    /// <summary>Such as <c>lost 216 of 220 IPv4 addresses</c> or <c>lost all IPv4 addresses (220)</c>.</summary>
    public static string Loss(IpRangesSectionDiff section, IpFamily family)
    {
        var (lost, before) = (In(section.RemovedAddresses, family).CountAddresses(), In(section.OldAddresses, family).CountAddresses());
        return lost == before ? $"lost all {family} addresses ({Count(before)})" : $"lost {Count(lost)} of {Count(before)} {family} addresses";
    }

    /// <summary>Such as <c>gained 16777216 IPv4 addresses (220 before)</c>.</summary>
    public static string Gain(IpRangesSectionDiff section, IpFamily family)
        => $"gained {Count(In(section.AddedAddresses, family).CountAddresses())} {family} addresses "
            + $"({Count(In(section.OldAddresses, family).CountAddresses())} before)";

    /// <summary>Such as <c>IPv4 addresses +12 -3</c>; families without a change are omitted.</summary>
    public static string Addresses(AddressSet added, AddressSet removed)
    {
        var ipv4 = Change(added, removed, IpFamily.IPv4);
        var ipv6 = Change(added, removed, IpFamily.IPv6);
        return (ipv4, ipv6) switch
        {
            ("", "") => "no addresses gained or lost",
            (_, "") => $"IPv4 addresses {ipv4}",
            ("", _) => $"IPv6 addresses {ipv6}",
            _ => $"IPv4 addresses {ipv4}, IPv6 addresses {ipv6}",
        };
    }

    /// <summary>Such as <c>+12 -3</c> or <c>-3</c>; empty where the family did not change.</summary>
    public static string Change(AddressSet added, AddressSet removed, IpFamily family)
        => Signed(In(added, family).CountAddresses(), In(removed, family).CountAddresses());

    /// <summary>Such as <c>+12 -3</c> or <c>-3</c>; empty if both are zero.</summary>
    public static string Signed(BigInteger added, BigInteger removed)
        => (added.IsZero ? "" : $"+{Count(added)}") + (added.IsZero || removed.IsZero ? "" : " ") + (removed.IsZero ? "" : $"-{Count(removed)}");

    /// <summary>The first three names and the number of others.</summary>
    public static string Names(IReadOnlyList<Section> sections)
        => string.Join(", ", sections.Take(ShownNames)) + (sections.Count > ShownNames ? $" and {sections.Count - ShownNames} more" : "");

    public static Provenance Printable(Provenance provenance) => provenance with { Origin = PrintableText.Of(provenance.Origin) };

    public static string Plural(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Prefixes(int added, int removed) => (added, removed) switch
    {
        (0, 0) => "no prefixes",
        (0, _) => $"{removed} {(removed == 1 ? "prefix" : "prefixes")} removed",
        (_, 0) => $"{added} {(added == 1 ? "prefix" : "prefixes")} added",
        _ => $"{added} {(added == 1 ? "prefix" : "prefixes")} added, {removed} removed",
    };

    private static AddressSet In(AddressSet addresses, IpFamily family) => family == IpFamily.IPv4 ? addresses.IPv4 : addresses.IPv6;

    // IPv6 counts are mostly powers of two with too many digits to read.
    private static string Count(BigInteger count)
        => count > uint.MaxValue && count.IsPowerOfTwo
            ? string.Create(CultureInfo.InvariantCulture, $"2^{count.GetBitLength() - 1}")
            : count.ToString(CultureInfo.InvariantCulture);
}
