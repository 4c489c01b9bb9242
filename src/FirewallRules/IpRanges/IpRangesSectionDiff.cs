using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>How one section differs between two documents. Compared by reference.</summary>
/// <remarks>
/// Prefixes are compared as published, and addresses after merging: a section whose prefixes are only split differently has added and removed
/// prefixes, but no added or removed addresses. The old list plus <see cref="AddedPrefixes"/> minus <see cref="RemovedPrefixes"/> is the new
/// list, in any order; the same holds for the addresses.
/// </remarks>
public sealed class IpRangesSectionDiff
{
    internal IpRangesSectionDiff(Section section) => Section = section;

    /// <summary>The section.</summary>
    public Section Section { get; }

    /// <summary>Whether it is new, removed, has different addresses, or is only published differently.</summary>
    public IpRangesChange Change { get; internal init; }

    /// <summary>The addresses of the old document; empty for a new section.</summary>
    public AddressSet OldAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The addresses of the new document; empty for a removed section.</summary>
    public AddressSet NewAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The addresses that are only in the new document.</summary>
    public AddressSet AddedAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The addresses that are only in the old document.</summary>
    public AddressSet RemovedAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The prefixes that only the new document has in this section, each once, IPv4 before IPv6, ascending.</summary>
    public IReadOnlyList<Cidr> AddedPrefixes { get; internal init; } = [];

    /// <summary>The prefixes that only the old document has in this section, each once, IPv4 before IPv6, ascending.</summary>
    public IReadOnlyList<Cidr> RemovedPrefixes { get; internal init; } = [];

    /// <summary>The locations that are new, removed, or have different addresses, in ordinal order.</summary>
    public IReadOnlyList<IpRangesLocationDiff> Locations { get; internal init; } = [];

    /// <summary>The <see cref="AddedPrefixes"/> that moved here from other sections, in the same order.</summary>
    public IReadOnlyList<IpRangesMove> MovedIn { get; internal set; } = [];

    /// <summary>The <see cref="RemovedPrefixes"/> that moved to other sections, in the same order.</summary>
    public IReadOnlyList<IpRangesMove> MovedOut { get; internal set; } = [];

    /// <summary>
    /// The families of which the section lost all addresses, or a larger fraction than <see cref="IpRangesDiffOptions.ShrinkThreshold"/>.
    /// Locations are not considered.
    /// </summary>
    public IReadOnlyList<IpFamily> ShrunkFamilies { get; internal init; } = [];

    /// <summary>Whether the section lost so many addresses of a family that the new document should be reviewed before use.</summary>
    public bool HasShrunk => ShrunkFamilies.Count > 0;

    /// <summary>
    /// The families of which the section gained more addresses than <see cref="IpRangesDiffOptions.IPv4GrowthLimit"/> or
    /// <see cref="IpRangesDiffOptions.IPv6GrowthLimit"/>, or has more than <see cref="IpRangesDiffOptions.GrowthFactor"/> times its addresses.
    /// Locations are not considered.
    /// </summary>
    public IReadOnlyList<IpFamily> GrownFamilies { get; internal init; } = [];

    /// <summary>Whether the section gained so many addresses of a family that the new document should be reviewed before use.</summary>
    public bool HasGrown => GrownFamilies.Count > 0;

    /// <summary>Such as <c>webhooks (changed): 12 prefixes added, 3 removed; IPv4 addresses +12 -3</c>.</summary>
    public override string ToString() => $"{Section} ({IpRangesDiffWords.Of(Change)}): {IpRangesDiffWords.Summary(this)}";
}
