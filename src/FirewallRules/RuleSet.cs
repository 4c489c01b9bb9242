using FirewallRules.Networks;
using FirewallRules.Rules;

namespace FirewallRules;

/// <summary>An immutable list of rules in normal form, together with the documents they come from.</summary>
/// <remarks>
/// Rules for the same direction, protocol and port are merged, so that no address is allowed twice: their labels name all that asked for
/// it. Egress comes before ingress, TCP before UDP, then by port. Two rule sets are equal when their rules,
/// families and empty labels are.
/// </remarks>
public sealed partial class RuleSet : IEquatable<RuleSet>
{
    private static readonly IpFamily[] BothFamilies = [IpFamily.IPv4, IpFamily.IPv6];

    private RuleSet(IReadOnlyList<Rule> rules, IEnumerable<string> emptyLabels, IReadOnlyList<IpFamily> families)
    {
        Families = families;
        Rules = RuleMerger.Merge(rules);
        EmptyLabels = [.. emptyLabels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Sources = [.. Rules.SelectMany(rule => rule.Sources).Distinct().OrderBy(source => source.ToString(), StringComparer.Ordinal)];
        Catalogs = [.. Rules.SelectMany(rule => rule.Catalogs).Distinct().OrderBy(catalog => catalog.Key, StringComparer.Ordinal)];
    }

    /// <summary>The rules in normal form. A rule may have no address; it allows nothing and is not rendered.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The documents that addresses come from; empty when all are the user's own.</summary>
    public IReadOnlyList<Provenance> Sources { get; }

    /// <summary>The port catalogues that rules follow from; empty where no rule does.</summary>
    public IReadOnlyList<PortCatalog> Catalogs { get; }

    /// <summary>The labels of what was asked for and has no address. Outputs say so; it never means any. Untrusted text for emitters.</summary>
    public IReadOnlyList<string> EmptyLabels { get; }

    /// <summary>The families that the set speaks of: both, or the one that <see cref="Only"/> left.</summary>
    public IReadOnlyList<IpFamily> Families { get; }

    /// <summary>Rules for sections of the embedded US1 document; see <see cref="IpRangesSnapshot.Us1"/> for its date.</summary>
    /// <exception cref="ArgumentException">No section is given, or one has no known direction and ports and is not given any.</exception>
    /// <exception cref="KeyNotFoundException">The document has no such section or location.</exception>
    /// <exception cref="InvalidOperationException">The locations that a section is narrowed to have no address.</exception>
    public static RuleSet For(params SectionSelection[] sections) => For(IpRangesSnapshot.Us1, sections);

    /// <summary>Rules for sections of a document.</summary>
    /// <inheritdoc cref="For(SectionSelection[])" />
    public static RuleSet For(IpRangesDocument document, params SectionSelection[] sections)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(sections);
        return sections.Length > 0
            ? Of([.. sections.Select(selection => ToRule(document, selection))])
            : throw new ArgumentException("Give at least one section.", nameof(sections));
    }

    /// <summary>A set of the user's own rules.</summary>
    /// <exception cref="ArgumentException">Rules for the same port hold every address of a family together: say <see cref="Remote.Any"/> where that is meant.</exception>
    public static RuleSet Of(params Rule[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new RuleSet(rules, rules.Where(rule => rule.Remote.IsEmpty).SelectMany(rule => rule.Labels), BothFamilies);
    }

    /// <summary>The rules of both sets.</summary>
    /// <inheritdoc cref="Of(Rule[])" path="/exception" />
    public RuleSet Combine(RuleSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new RuleSet([.. Rules, .. other.Rules], EmptyLabels.Concat(other.EmptyLabels), [.. Families.Union(other.Families).Order()]);
    }

    /// <summary>The same rules for the addresses of one family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="orEmpty">
    /// Whether a rule may be left without addresses; that is for the rules that an update starts from, see <see cref="SectionSelection.OrEmpty"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">A rule that has addresses has none of this family: a rule is never filtered to nothing.</exception>
    public RuleSet Only(IpFamily family, bool orEmpty = false)
    {
        var lost = orEmpty ? null : Rules.FirstOrDefault(rule => !rule.Remote.IsEmpty && !rule.Remote.Has(family));
        return lost is null
            ? new RuleSet([.. Rules.Select(rule => rule.With(rule.Remote.Only(family)))], EmptyLabels, [family])
            : throw new InvalidOperationException(
                $"'{PrintableText.Of(string.Join(", ", lost.Labels))}' ({lost.ToTrafficString()}) has no {family} address: leave it out or take both families.");
    }

    /// <summary>
    /// Widens the rules until each direction and family takes at most <paramref name="maxEntries"/> entries, adding the fewest addresses, and
    /// none of <see cref="SpecialPurpose"/>.
    /// </summary>
    /// <inheritdoc cref="CoverWith(int, AddressSet)" />
    public RuleSetCover CoverWith(int maxEntries) => CoverWith(maxEntries, SpecialPurpose.Addresses);

    /// <summary>
    /// Widens the rules until each direction and family takes at most <paramref name="maxEntries"/> entries, adding the fewest addresses. An
    /// entry is one prefix on one run of ports.
    /// </summary>
    /// <param name="maxEntries">The most entries for each direction and family, from 1.</param>
    /// <param name="forbidden">The addresses that are added to no rule. What a rule itself holds of them stays.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CoverException">There is no cover that small; the exception says what the smallest is.</exception>
    /// <exception cref="ArgumentException">The cover would be every address of a family.</exception>
    public RuleSetCover CoverWith(int maxEntries, AddressSet forbidden)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        ArgumentNullException.ThrowIfNull(forbidden);
        return RuleBudget.Cover(this, maxEntries, forbidden);
    }

    /// <summary>Whether any rule has an address of the family.</summary>
    public bool Has(IpFamily family) => Rules.Any(rule => rule.Remote.Has(family));

    internal RuleSet WithRules(IReadOnlyList<Rule> rules) => new(rules, EmptyLabels, Families);

    /// <inheritdoc />
    public bool Equals(RuleSet? other)
        => other is not null && Rules.SequenceEqual(other.Rules) && Families.SequenceEqual(other.Families)
            && EmptyLabels.SequenceEqual(other.EmptyLabels, StringComparer.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RuleSet);

    /// <inheritdoc />
    public override int GetHashCode() => Rules.Aggregate(0, HashCode.Combine);

    /// <summary>The rules, one a line.</summary>
    public override string ToString() => string.Join('\n', Rules);

    private static Rule ToRule(IpRangesDocument document, SectionSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var section = selection.IsOrEmpty && !document.TryGetSection(selection.Section, out _) ? null : document[selection.Section];
        var known = SectionCatalog.TryGetTraffic(selection.Section, document.Site, out var traffic);
        if (!known && (selection.Direction is null || selection.Ports is null))
        {
            throw new ArgumentException(
                $"Section '{selection.Section}' is not known to this version: give its direction, protocol and ports.", nameof(selection));
        }

        var narrowed = selection.Locations.Count > 0;
        var addresses = section is null ? AddressSet.Empty
            : narrowed ? selection.Locations.Where(location => !selection.IsOrEmpty || section.Locations.Contains(location, StringComparer.Ordinal))
                .Aggregate(AddressSet.Empty, (set, location) => set.Union(section.AddressesAt(location)))
            : section.Addresses;
        var label = narrowed ? $"{selection.Section} at {string.Join(" ", selection.Locations)}" : selection.Section.Name;
        if (narrowed && addresses.IsEmpty && !selection.IsOrEmpty)
        {
            throw new InvalidOperationException(
                $"'{PrintableText.Of(label)}' has no address: a section is never narrowed to nothing. Take other locations.");
        }

        return new Rule(
            selection.Direction ?? traffic!.Direction,
            selection.Protocol ?? traffic?.Protocol ?? Protocol.Tcp,
            selection.Ports ?? traffic!.Ports,
            addresses,
            [label],
            [document.Provenance]);
    }
}
