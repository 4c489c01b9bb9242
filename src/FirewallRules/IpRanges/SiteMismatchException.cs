namespace FirewallRules;

/// <summary>Two documents that should be versions of one document were published by different sites.</summary>
public sealed class SiteMismatchException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="old">The site of the old document.</param>
    /// <param name="updated">The site of the new document.</param>
    /// <param name="paramName">The parameter that holds the new document.</param>
    public SiteMismatchException(Site old, Site updated, string? paramName = null)
        : base(Describe(old, updated), paramName) => (Old, New) = (old, updated);

    /// <summary>The site of the old document.</summary>
    public Site Old { get; }

    /// <summary>The site of the new document.</summary>
    public Site New { get; }

    private static string Describe(Site old, Site updated)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        return $"The documents are from different sites, {old.Name} and {updated.Name}. Compare two documents of the same site.";
    }
}
