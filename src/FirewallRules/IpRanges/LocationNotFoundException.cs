using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A section of an ip-ranges document does not have the requested location.</summary>
public sealed class LocationNotFoundException : KeyNotFoundException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="section">The section.</param>
    /// <param name="location">The requested location.</param>
    /// <param name="knownLocations">The locations that the section has.</param>
    public LocationNotFoundException(Section section, string location, IEnumerable<string> knownLocations)
        : base(Describe(section, location, knownLocations))
        => (Section, Location, KnownLocations) = (section, location, [.. knownLocations]);

    /// <summary>The section.</summary>
    public Section Section { get; }

    /// <summary>The requested location. Untrusted text.</summary>
    public string Location { get; }

    /// <summary>The locations that the section has; empty when it is not published by location. Untrusted text.</summary>
    public IReadOnlyList<string> KnownLocations { get; }

    private static string Describe(Section section, string location, IEnumerable<string> knownLocations)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(knownLocations);
        var known = string.Join(", ", knownLocations.Select(PrintableText.Of));
        return $"Section '{section}' has no location '{PrintableText.Of(location)}': "
            + (known.Length == 0 ? "it is not published by location." : $"its locations are {known}.");
    }
}
