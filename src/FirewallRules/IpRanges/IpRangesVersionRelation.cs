namespace FirewallRules;

/// <summary>Which of two documents is newer; see <see cref="Provenance.IsOlderThan"/>.</summary>
public enum IpRangesVersionRelation
{
    /// <summary>Neither document has a version, and their days of modification do not tell.</summary>
    Unknown,

    /// <summary>Both have the same version.</summary>
    Same,

    /// <summary>The new document is newer.</summary>
    Newer,

    /// <summary>The new document is older.</summary>
    Older,
}
