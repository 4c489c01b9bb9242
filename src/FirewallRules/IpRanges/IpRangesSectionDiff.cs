using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>What became of one section from one document to the next. Equal by reference.</summary>
/// <remarks>
/// Prefixes are compared as published and addresses as merged, so that a section which is only split otherwise has prefixes added and removed,
/// but no address. Adding <see cref="AddedPrefixes"/> to the published list and taking <see cref="RemovedPrefixes"/> out of it gives
/// the new list, in any order; the same holds for the addresses.
/// </remarks>
public sealed class IpRangesSectionDiff
{
    internal IpRangesSectionDiff(Section name) => Name = name;

    /// <summary>The section.</summary>
    public Section Name { get; }

    /// <summary>Whether it is new, vanished, has other addresses, or is only published otherwise.</summary>
    public IpRangesChange Change { get; internal init; }

    /// <summary>The addresses of the old document; empty for a new section.</summary>
    public AddressSet OldAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The addresses of the new document; empty for a vanished section.</summary>
    public AddressSet NewAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The addresses that only the new document has in the section.</summary>
    public AddressSet AddedAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The addresses that only the old document has in the section.</summary>
    public AddressSet RemovedAddresses { get; internal init; } = AddressSet.Empty;

    /// <summary>The prefixes that only the new document publishes in the section, each once, IPv4 before IPv6, ascending.</summary>
    public IReadOnlyList<Cidr> AddedPrefixes { get; internal init; } = [];

    /// <summary>The prefixes that only the old document publishes in the section, each once, IPv4 before IPv6, ascending.</summary>
    public IReadOnlyList<Cidr> RemovedPrefixes { get; internal init; } = [];

    /// <summary>The locations that are new, vanished, or have other addresses, in ordinal order; those that have the same ones are left out.</summary>
    public IReadOnlyList<IpRangesLocationDiff> Locations { get; internal init; } = [];

    /// <summary>Those of <see cref="AddedPrefixes"/> that other sections lost, in the same order.</summary>
    public IReadOnlyList<IpRangesMove> MovedIn { get; internal set; } = [];

    /// <summary>Those of <see cref="RemovedPrefixes"/> that other sections gained, in the same order.</summary>
    public IReadOnlyList<IpRangesMove> MovedOut { get; internal set; } = [];

    /// <summary>
    /// The families of which the section lost all addresses, or more than <see cref="IpRangesDiffOptions.ShrinkThreshold"/>. Locations
    /// are not judged.
    /// </summary>
    public IReadOnlyList<IpFamily> ShrunkFamilies { get; internal init; } = [];

    /// <summary>Whether the section lost so much of a family that the new document should not be believed unseen.</summary>
    public bool HasShrunk => ShrunkFamilies.Count > 0;

    /// <summary>Such as <c>webhooks (changed): 12 prefixes added, 3 removed; IPv4 addresses +12 -3</c>.</summary>
    public override string ToString() => $"{Name} ({IpRangesDiffWords.Of(Change)}): {IpRangesDiffWords.Summary(this)}";
}
