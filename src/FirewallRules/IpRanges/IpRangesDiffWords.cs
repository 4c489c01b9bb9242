using System.Globalization;
using System.Numerics;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>The words that every form of a diff shares.</summary>
internal static class IpRangesDiffWords
{
    private const int ShownNames = 3;

    public static string Of(IpRangesChange change) => change switch
    {
        IpRangesChange.Unchanged => "unchanged",
        IpRangesChange.FormOnly => "form only",
        IpRangesChange.Changed => "changed",
        IpRangesChange.New => "new",
        _ => "vanished",
    };

    /// <summary>What follows the name of the new document.</summary>
    public static string Relation(IpRangesDiff diff) => diff.VersionRelation switch
    {
        IpRangesVersionRelation.Newer => "a newer version",
        IpRangesVersionRelation.Older => "an OLDER version",
        IpRangesVersionRelation.Same => diff.IsVersionReused ? "the SAME version with other addresses" : "the same version",
        _ => "and which is newer is unknown",
    };

    /// <summary>One sentence with the answer, without a line end.</summary>
    public static string Verdict(IpRangesDiff diff)
    {
        if (diff.IsSame)
        {
            return diff.IsFormOnly ? "The same addresses; only the form, the version or the time differs." : "Nothing differs.";
        }

        var differing = diff.Sections.Count(section => section.Change > IpRangesChange.FormOnly);
        var moved = diff.Moves.Count == 0 ? "" : $" ({diff.Moves.Count} moved)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{differing} of {Plural(diff.Sections.Count, "section")} {(differing == 1 ? "differs" : "differ")}: {Prefixes(diff.AddedPrefixCount, diff.RemovedPrefixCount)}{moved}; {Addresses(diff.AddedAddresses, diff.RemovedAddresses)}.");
    }

    public static string Summary(IpRangesSectionDiff section)
        => $"{Prefixes(section.AddedPrefixes.Count, section.RemovedPrefixes.Count)}; {Addresses(section.AddedAddresses, section.RemovedAddresses)}";

    /// <summary>Such as <c>lost 216 of 220 IPv4 addresses</c> or <c>lost all IPv4 addresses (220)</c>.</summary>
    public static string Loss(IpRangesSectionDiff section, IpFamily family)
    {
        var (lost, before) = (In(section.RemovedAddresses, family).CountAddresses(), In(section.OldAddresses, family).CountAddresses());
        return lost == before ? $"lost all {family} addresses ({Count(before)})" : $"lost {Count(lost)} of {Count(before)} {family} addresses";
    }

    /// <summary>Such as <c>IPv4 addresses +12 -3</c>; families without a change are left out.</summary>
    public static string Addresses(AddressSet added, AddressSet removed)
    {
        var ipv4 = Change(added, removed, IpFamily.IPv4);
        var ipv6 = Change(added, removed, IpFamily.IPv6);
        return (ipv4, ipv6) switch
        {
            ("", "") => "no address gained or lost",
            (_, "") => $"IPv4 addresses {ipv4}",
            ("", _) => $"IPv6 addresses {ipv6}",
            _ => $"IPv4 addresses {ipv4}, IPv6 addresses {ipv6}",
        };
    }

    /// <summary>Such as <c>+12 -3</c> or <c>-3</c>; empty where the family did not change.</summary>
    public static string Change(AddressSet added, AddressSet removed, IpFamily family)
        => Signed(In(added, family).CountAddresses(), In(removed, family).CountAddresses());

    /// <summary>Such as <c>+12 -3</c> or <c>-3</c>; empty for nothing.</summary>
    public static string Signed(BigInteger added, BigInteger removed)
        => (added.IsZero ? "" : $"+{Count(added)}") + (added.IsZero || removed.IsZero ? "" : " ") + (removed.IsZero ? "" : $"-{Count(removed)}");

    /// <summary>The first three names, and how many more there are.</summary>
    public static string Names(IReadOnlyList<Section> sections)
        => string.Join(", ", sections.Take(ShownNames)) + (sections.Count > ShownNames ? $" and {sections.Count - ShownNames} more" : "");

    public static Provenance Printable(Provenance provenance) => provenance with { Origin = PrintableText.Of(provenance.Origin) };

    public static string Plural(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Prefixes(int added, int removed) => (added, removed) switch
    {
        (0, 0) => "no prefix",
        (0, _) => $"{removed} {(removed == 1 ? "prefix" : "prefixes")} removed",
        (_, 0) => $"{added} {(added == 1 ? "prefix" : "prefixes")} added",
        _ => $"{added} {(added == 1 ? "prefix" : "prefixes")} added, {removed} removed",
    };

    private static AddressSet In(AddressSet addresses, IpFamily family) => family == IpFamily.IPv4 ? addresses.IPv4 : addresses.IPv6;

    // Counts of IPv6 are mostly powers of two with more digits than anyone reads.
    private static string Count(BigInteger count)
        => count > uint.MaxValue && count.IsPowerOfTwo
            ? string.Create(CultureInfo.InvariantCulture, $"2^{count.GetBitLength() - 1}")
            : count.ToString(CultureInfo.InvariantCulture);
}
