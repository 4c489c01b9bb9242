namespace FirewallRules;

/// <summary>The direction and ports of a section are neither known to this version nor given.</summary>
public sealed class UnknownTrafficException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="section">The section.</param>
    /// <param name="paramName">The parameter that holds the selection.</param>
    public UnknownTrafficException(Section section, string? paramName = null)
        : base($"The direction and ports of section '{section}' are not known to this version. Specify them with Section.With.", paramName)
    {
        ArgumentNullException.ThrowIfNull(section);
        Section = section;
    }

    /// <summary>The section.</summary>
    public Section Section { get; }
}
