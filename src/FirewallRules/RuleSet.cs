using System.Runtime.CompilerServices;
using FirewallRules.Networks;
using FirewallRules.Rules;

namespace FirewallRules;

/// <summary>An immutable list of rules in normal form, together with the documents they come from.</summary>
/// <remarks>
/// Where rules share a direction, protocol and port, each address belongs to one rule, which has the labels of all rules that were given for the
/// address. So no address is allowed twice for a port, and each rule names exactly the sections that its addresses belong to. Rules are ordered by
/// direction (egress first), protocol (TCP first), port and labels. Two rule sets are equal when the addresses of each label, the families and the
/// empty labels are.
/// </remarks>
/// <example><code>
/// var rules = RuleSet.For(Section.Logs)
///     .Combine(RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Udp, 123, "ntp")));
/// Console.Write(rules.ToIptables());
/// </code></example>
public sealed partial class RuleSet : IEquatable<RuleSet>
{
    private readonly IReadOnlyList<Rule> _merged;

    private RuleSet(IReadOnlyList<Rule> rules, IEnumerable<string> emptyLabels, IReadOnlyList<IpFamily> families)
    {
        Families = families;
        ByLabels = RuleMerger.MergeByLabels(rules);

        // Not on demand, because rules that together contain every address of a family are refused here.
        var merged = RuleMerger.Merge(ByLabels);
        _merged = merged.SequenceEqual(ByLabels) ? ByLabels : merged;
        EmptyLabels = [.. emptyLabels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Sources = [.. ByLabels.SelectMany(rule => rule.Sources).Distinct().OrderBy(source => source.ToString(), StringComparer.Ordinal)];
        Catalogs = [.. ByLabels.SelectMany(rule => rule.Catalogs).Distinct().OrderBy(catalog => catalog.Key, StringComparer.Ordinal)];
    }

    /// <summary>The rules in normal form. A rule without addresses allows nothing and is not written to outputs.</summary>
    /// <remarks>
    /// A family that is "any" in one of the rules for a port is "any" in one rule for it, with the labels of all of them. The documents and catalogs
    /// of a rule are those of all rules that were given with its labels.
    /// </remarks>
    public IReadOnlyList<Rule> Rules => field ??= IsMerged ? ByLabels : RulePartition.Of(ByLabels);

    /// <summary>The documents that addresses come from; empty when all addresses were given by the caller.</summary>
    public IReadOnlyList<Provenance> Sources { get; }

    /// <summary>The port catalogs that rules were made from; empty when there is none.</summary>
    public IReadOnlyList<PortCatalog> Catalogs { get; }

    /// <summary>
    /// The labels of requested rules without addresses, in ordinal order. Outputs mention them; they never mean "any". Untrusted text for
    /// emitters.
    /// </summary>
    public IReadOnlyList<string> EmptyLabels { get; }

    /// <summary>The families that the rules apply to: both, or the one given to <see cref="Only"/>.</summary>
    public IReadOnlyList<IpFamily> Families { get; }

    /// <summary>
    /// One rule for each list of labels that was given for a port, with all of its addresses. Rules with different labels may share addresses.
    /// </summary>
    internal IReadOnlyList<Rule> ByLabels { get; }

    private bool IsMerged => ReferenceEquals(_merged, ByLabels);

    /// <summary>
    /// Creates rules for sections of the embedded US1 document; see <see cref="IpRangesSnapshot.Us1"/> for its date. Rules for locations come from
    /// <see cref="IpRangesSnapshot.Us1WithLocations"/>, which is older.
    /// </summary>
    /// <exception cref="ArgumentException">No section is given, or an element is <see langword="null"/>.</exception>
    /// <exception cref="UnknownTrafficException">
    /// The direction and ports of a section are neither known to this version nor given.
    /// </exception>
    /// <exception cref="SectionNotFoundException">The document does not have a section.</exception>
    /// <exception cref="LocationNotFoundException">A section does not have a location.</exception>
    /// <exception cref="EmptySelectionException">The selected locations of a section have no addresses.</exception>
    /// <example><code>
    /// Console.Write(RuleSet.For(Section.Logs, Section.Apm).ToIptables());
    /// </code></example>
    public static RuleSet For(params SectionSelection[] sections) => For(IpRangesSnapshot.Us1, sections);

    /// <summary>Creates rules for sections of a document.</summary>
    /// <inheritdoc cref="For(SectionSelection[])" path="/exception" />
    /// <example><code>
    /// var json = """{ "version": 7, "logs": { "prefixes_ipv4": ["192.0.2.0/24"] } }""";
    /// var document = IpRangesDocument.Parse(json, new IpRangesReadOptions { Site = Site.Eu1 });
    /// Console.Write(RuleSet.For(document, Section.Logs).ToNftables());
    /// </code></example>
    public static RuleSet For(IpRangesDocument document, params SectionSelection[] sections)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(sections);
        RequireElements(sections);
        return sections.Length > 0
            ? Of([.. sections.Select(selection => ToRule(document, selection))])
            : throw new ArgumentException("At least one section is required.", nameof(sections));
    }

    /// <summary>Creates a set of your own rules.</summary>
    /// <exception cref="ArgumentException">An element is <see langword="null"/>; the message contains its index.</exception>
    /// <exception cref="EntireAddressSpaceException">
    /// Rules for the same port together contain every address of a family: use <see cref="Remote.Any"/> if that is intended.
    /// </exception>
    /// <example><code>
    /// var rules = RuleSet.Of(
    ///     Rule.Egress(AddressSet.Parse("198.51.100.0/24"), Protocol.Tcp, 443, "package mirror"),
    ///     Rule.Ingress(AddressSet.Parse("192.0.2.0/24"), Protocol.Tcp, 22, "office"));
    /// Console.Write(rules.ToNftables());
    /// </code></example>
    public static RuleSet Of(params Rule[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireElements(rules);
        return new RuleSet(rules, rules.Where(rule => rule.Remote.IsEmpty).SelectMany(rule => rule.Labels), IpFamilies.Both);
    }

    /// <summary>Returns a set with the rules of both sets.</summary>
    /// <inheritdoc cref="Of(Rule[])" path="/exception[2]" />
    /// <example><code>
    /// var ntp = RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Udp, 123, "ntp"));
    /// Console.Write(RuleSet.For(Section.Agents).Combine(ntp).ToIptables());
    /// </code></example>
    public RuleSet Combine(RuleSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new RuleSet([.. ByLabels, .. other.ByLabels], EmptyLabels.Concat(other.EmptyLabels), [.. Families.Union(other.Families).Order()]);
    }

    /// <summary>Returns the same rules for the addresses of one family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="allowEmpty">
    /// Whether a rule may be left without addresses. This is for the rules that an update starts from; see
    /// <see cref="SectionSelection.AllowMissing"/>.
    /// </param>
    /// <exception cref="MissingFamilyException">
    /// A rule with addresses has none of this family, and <paramref name="allowEmpty"/> is not set.
    /// </exception>
    /// <example><code>
    /// var rules = RuleSet.For(Section.Logs).Only(IpFamily.IPv4);
    /// Console.WriteLine(rules.Has(IpFamily.IPv6)); // False
    /// </code></example>
    public RuleSet Only(IpFamily family, bool allowEmpty = false)
    {
        var lost = allowEmpty ? null : ByLabels.FirstOrDefault(rule => !rule.Remote.IsEmpty && !rule.Remote.Has(family));
        return lost is null
            ? new RuleSet([.. ByLabels.Select(rule => rule.With(rule.Remote.Only(family)))], EmptyLabels, [family])
            : throw new MissingFamilyException(family, lost);
    }

    /// <summary>
    /// Returns a set that allows the same with one rule for each port, which has the labels of all rules for it. It can need fewer prefixes, because
    /// adjacent prefixes with different labels become one.
    /// </summary>
    /// <remarks>Combining the result with other rules partitions it again.</remarks>
    /// <example><code>
    /// var rules = RuleSet.For(Section.Webhooks, Section.Synthetics).WithMergedLabels();
    /// Console.WriteLine(rules.Rules.Count); // 1
    /// </code></example>
    public RuleSet WithMergedLabels() => IsMerged ? this : new RuleSet(_merged, EmptyLabels, Families);

    /// <summary>
    /// Widens the rules until each direction and family needs at most <paramref name="maxEntries"/> entries, adding as few addresses as
    /// possible and none of <see cref="SpecialPurpose"/>.
    /// </summary>
    /// <inheritdoc cref="CoverWith(int, AddressSet)" />
    public RuleSetCover CoverWith(int maxEntries) => CoverWith(maxEntries, SpecialPurpose.Addresses);

    /// <summary>
    /// Widens the rules until each direction and family needs at most <paramref name="maxEntries"/> entries, adding as few addresses as
    /// possible. An entry is one prefix for one port range. Rules for the same port are merged, see <see cref="WithMergedLabels"/>.
    /// </summary>
    /// <param name="maxEntries">The maximum number of entries for each direction and family, at least 1.</param>
    /// <param name="forbidden">Addresses that are not added to any rule. Those that a rule already contains are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CoverException">No cover fits into the entries; <see cref="CoverException.Minimum"/> is the lowest possible number.</exception>
    /// <exception cref="EntireAddressSpaceException">The cover would contain every address of a family.</exception>
    public RuleSetCover CoverWith(int maxEntries, AddressSet forbidden)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        ArgumentNullException.ThrowIfNull(forbidden);
        return RuleBudget.Cover(this, maxEntries, forbidden);
    }

    /// <summary>Whether any rule has an address of the family. Examines every rule.</summary>
    public bool Has(IpFamily family) => ByLabels.Any(rule => rule.Remote.Has(family));

    internal RuleSet WithRules(IReadOnlyList<Rule> rules) => new(rules, EmptyLabels, Families);

    /// <inheritdoc />
    public bool Equals(RuleSet? other)
        => other is not null && ByLabels.SequenceEqual(other.ByLabels) && Families.SequenceEqual(other.Families)
            && EmptyLabels.SequenceEqual(other.EmptyLabels, StringComparer.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RuleSet);

    /// <inheritdoc />
    public override int GetHashCode() => ByLabels.Aggregate(0, HashCode.Combine);

    /// <summary>The rules, one per line.</summary>
    public override string ToString() => string.Join('\n', Rules);

    private static void RequireElements<T>(T[] elements, [CallerArgumentExpression(nameof(elements))] string? paramName = null)
        where T : class
    {
        var missing = Array.IndexOf(elements, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"{paramName}[{missing}] is null.", paramName);
        }
    }

    private static Rule ToRule(IpRangesDocument given, SectionSelection selection)
    {
        var narrowed = selection.Locations.Count > 0;
        var document = narrowed ? given.Located : given;
        var section = selection.IsMissingAllowed && !document.TryGetSection(selection.Section, out _) ? null : document[selection.Section];
        var known = SectionCatalog.TryGetTraffic(selection.Section, document.Site, out var traffic);
        if (!known && (selection.Direction is null || selection.Ports is null))
        {
            throw new UnknownTrafficException(selection.Section, nameof(selection));
        }

        var addresses = section is null ? AddressSet.Empty
            : narrowed ? selection.Locations
                .Where(location => !selection.IsMissingAllowed || section.Locations.Contains(location, StringComparer.Ordinal))
                .Aggregate(AddressSet.Empty, (set, location) => set.Union(section.AddressesAt(location)))
            : section.Addresses;
        var label = narrowed ? $"{selection.Section} at {string.Join(" ", selection.Locations)}" : selection.Section.Name;
        if (narrowed && addresses.IsEmpty && !selection.IsMissingAllowed)
        {
            throw new EmptySelectionException(selection.Section, selection.Locations);
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
