namespace FirewallRules;

/// <summary>
/// How the version of the new document compares to that of the old one. The time of modification is never used to order documents.
/// </summary>
public enum IpRangesVersionRelation
{
    /// <summary>Neither document has a version.</summary>
    Unknown,

    /// <summary>Both have the same version.</summary>
    Same,

    /// <summary>The new document has the higher version, or a version where the old one has none.</summary>
    Newer,

    /// <summary>The new document has the lower version, or none where the old one has a version.</summary>
    Older,
}
