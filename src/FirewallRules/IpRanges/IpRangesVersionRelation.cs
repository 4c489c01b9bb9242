namespace FirewallRules;

/// <summary>
/// How the version of the new document compares to that of the old one. The time of modification is never used to order documents.
/// </summary>
public enum IpRangesVersionRelation
{
    /// <summary>At least one document has no version.</summary>
    Unknown,

    /// <summary>Both have the same version.</summary>
    Same,

    /// <summary>The new document has the higher version.</summary>
    Newer,

    /// <summary>The new document has the lower version.</summary>
    Older,
}
