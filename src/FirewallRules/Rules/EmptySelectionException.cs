using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>The selected locations of a section have no addresses. A section is never narrowed to an empty rule.</summary>
public sealed class EmptySelectionException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="section">The section.</param>
    /// <param name="locations">The selected locations.</param>
    public EmptySelectionException(Section section, IEnumerable<string> locations)
        : base(Describe(section, locations)) => (Section, Locations) = (section, [.. locations]);

    /// <summary>The section.</summary>
    public Section Section { get; }

    /// <summary>The selected locations. Untrusted text.</summary>
    public IReadOnlyList<string> Locations { get; }

    private static string Describe(Section section, IEnumerable<string> locations)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(locations);
        var names = string.Join(", ", locations.Select(location => $"'{PrintableText.Of(location)}'"));
        return $"Section '{section}' has no addresses at {names}. Select other locations.";
    }
}
