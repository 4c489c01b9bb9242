using System.Diagnostics.CodeAnalysis;

namespace FirewallRules;

/// <summary>A section together with what narrows it or what the document cannot say: locations, direction, protocol, ports.</summary>
/// <remarks>Immutable. A <see cref="FirewallRules.Section"/> converts to the selection of all of it.</remarks>
public sealed class SectionSelection
{
    private SectionSelection(
        Section section, IReadOnlyList<string> locations, Direction? direction, Protocol? protocol, IReadOnlyList<PortRange>? ports, bool isOrEmpty = false)
    {
        (Section, Locations, Direction, Protocol, Ports, IsOrEmpty) = (section, locations, direction, protocol, ports, isOrEmpty);
    }

    /// <summary>The section.</summary>
    public Section Section { get; }

    /// <summary>The locations to take, such as <c>aws:eu-central-1</c>; empty for the whole section.</summary>
    public IReadOnlyList<string> Locations { get; }

    /// <summary>The direction, where it is given; <see langword="null"/> for the section's own.</summary>
    public Direction? Direction { get; }

    /// <summary>The protocol, where it is given; <see langword="null"/> for the section's own.</summary>
    public Protocol? Protocol { get; }

    /// <summary>The ports, where they are given; <see langword="null"/> for the section's own.</summary>
    public IReadOnlyList<PortRange>? Ports { get; }

    /// <summary>Whether a document that has no such section or location gives a rule without addresses instead of an error.</summary>
    public bool IsOrEmpty { get; }

    /// <summary>The whole section with its own direction and ports.</summary>
    [return: NotNullIfNotNull(nameof(section))]
    public static implicit operator SectionSelection?(Section? section) => section is null ? null : FromSection(section);

    /// <inheritdoc cref="op_Implicit(Section)" />
    public static SectionSelection FromSection(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new(section, [], null, null, null);
    }

    /// <summary>Narrows the section to locations; several together give their union.</summary>
    public SectionSelection At(params string[] locations)
    {
        ArgumentNullException.ThrowIfNull(locations);
        return new(Section, [.. Locations, .. locations], Direction, Protocol, Ports, IsOrEmpty);
    }

    /// <summary>Replaces the section's ports, for example those of your own endpoint for <see cref="Section.Webhooks"/>.</summary>
    /// <exception cref="ArgumentException">No port is given, or one is <c>default</c>.</exception>
    public SectionSelection OnPort(params PortRange[] ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        return new(Section, Locations, Direction, Protocol, PortSet.Normalize(ports), IsOrEmpty);
    }

    /// <summary>Gives direction, protocol and ports of a section that this version does not know.</summary>
    /// <exception cref="ArgumentException">No port is given, or one is <c>default</c>.</exception>
    public SectionSelection With(Direction direction, Protocol protocol, params PortRange[] ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        return new(Section, Locations, direction, protocol, PortSet.Normalize(ports), IsOrEmpty);
    }

    /// <summary>
    /// Takes a section or location that a document does not have for one without addresses. That is for comparing documents of different age
    /// and never for rules alone, where it would hide a slip of the pen.
    /// </summary>
    public SectionSelection OrEmpty() => new(Section, Locations, Direction, Protocol, Ports, isOrEmpty: true);
}
