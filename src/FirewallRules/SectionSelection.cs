using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>A section to make rules for: narrowed to locations, or with another direction, protocol or ports than the default.</summary>
/// <remarks>Immutable; compared by reference. A <see cref="FirewallRules.Section"/> converts to a selection of the whole section.</remarks>
public sealed class SectionSelection
{
    private SectionSelection(
        Section section,
        IReadOnlyList<string> locations,
        Direction? direction,
        Protocol? protocol,
        IReadOnlyList<PortRange>? ports,
        bool isMissingAllowed = false)
    {
        (Section, Locations, Direction, Protocol, Ports, IsMissingAllowed) = (section, locations, direction, protocol, ports, isMissingAllowed);
    }

    /// <summary>The section.</summary>
    public Section Section { get; }

    /// <summary>The selected locations, such as <c>aws:eu-central-1</c>; empty for the whole section.</summary>
    public IReadOnlyList<string> Locations { get; }

    /// <summary>The direction; <see langword="null"/> for the default of the section.</summary>
    public Direction? Direction { get; }

    /// <summary>The protocol; <see langword="null"/> for the default of the section.</summary>
    public Protocol? Protocol { get; }

    /// <summary>The ports; <see langword="null"/> for the default of the section.</summary>
    public IReadOnlyList<PortRange>? Ports { get; }

    /// <summary>
    /// Whether a section or location that the document does not have results in a rule without addresses instead of an exception.
    /// </summary>
    public bool IsMissingAllowed { get; }

    /// <summary>Selects the whole section with its default direction and ports.</summary>
    [return: NotNullIfNotNull(nameof(section))]
    public static implicit operator SectionSelection?(Section? section) => section is null ? null : FromSection(section);

    /// <inheritdoc cref="op_Implicit(Section)" />
    public static SectionSelection FromSection(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new(section, [], null, null, null);
    }

    /// <summary>Narrows the section to one or more locations; several are combined.</summary>
    /// <exception cref="ArgumentException">
    /// No location is given, which never means the whole section, or an element is <see langword="null"/>.
    /// </exception>
    public SectionSelection At(params string[] locations)
    {
        ArgumentNullException.ThrowIfNull(locations);
        if (locations.Length == 0 || Array.Exists(locations, location => location is null))
        {
            throw new ArgumentException("At least one location is required, and none may be null.", nameof(locations));
        }

        return new(Section, [.. Locations, .. locations], Direction, Protocol, Ports, IsMissingAllowed);
    }

    /// <summary>Replaces the ports, for example with those of your own endpoint for <see cref="Section.Webhooks"/>.</summary>
    /// <exception cref="ArgumentException">No port is given, or a port range is <c>default</c>.</exception>
    public SectionSelection OnPort(params PortRange[] ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        return new(Section, Locations, Direction, Protocol, PortRange.Normalize(ports), IsMissingAllowed);
    }

    /// <summary>Specifies direction, protocol and ports, which is required for a section that this version does not know.</summary>
    /// <exception cref="ArgumentException">No port is given, or a port range is <c>default</c>.</exception>
    public SectionSelection With(Direction direction, Protocol protocol, params PortRange[] ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        return new(Section, Locations, direction, protocol, PortRange.Normalize(ports), IsMissingAllowed);
    }

    /// <summary>
    /// Treats a section or location that the document does not have as one without addresses. This is for comparing documents of different
    /// versions; for rules on their own it would hide a typo.
    /// </summary>
    public SectionSelection AllowMissing() => new(Section, Locations, Direction, Protocol, Ports, isMissingAllowed: true);
}
