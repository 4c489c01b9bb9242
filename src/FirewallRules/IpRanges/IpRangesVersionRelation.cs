namespace FirewallRules;

/// <summary>How the version of the new document stands to that of the old one. The time of modification never orders documents.</summary>
public enum IpRangesVersionRelation
{
    /// <summary>A document has no version.</summary>
    Unknown,

    /// <summary>Both have the same version.</summary>
    Same,

    /// <summary>The new document has the higher version.</summary>
    Newer,

    /// <summary>The new document has the lower version.</summary>
    Older,
}
