using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>An ip-ranges document does not have the requested section.</summary>
public sealed class SectionNotFoundException : KeyNotFoundException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="section">The requested section.</param>
    /// <param name="knownSections">The sections that exist.</param>
    /// <param name="document">The document; <see langword="null"/> when several were searched.</param>
    public SectionNotFoundException(Section section, IEnumerable<Section> knownSections, Provenance? document = null)
        : base(Describe(section, knownSections, document))
        => (Section, KnownSections, Document) = (section, [.. knownSections.Distinct().Order()], document);

    /// <summary>The requested section.</summary>
    public Section Section { get; }

    /// <summary>The sections that exist, in ordinal order.</summary>
    public IReadOnlyList<Section> KnownSections { get; }

    /// <summary>The document that was searched; <see langword="null"/> when several were.</summary>
    public Provenance? Document { get; }

    private static string Describe(Section section, IEnumerable<Section> knownSections, Provenance? document)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(knownSections);
        var place = document is null ? "None of the documents" : $"The document ({PrintableText.Of(document.ToString())})";
        return document is null
            ? $"{place} has a section '{section}'; the sections are {string.Join(", ", knownSections.Distinct().Order())}."
            : $"{place} has no section '{section}'; its sections are {string.Join(", ", knownSections.Distinct().Order())}.";
    }
}
