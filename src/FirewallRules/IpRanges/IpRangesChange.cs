namespace FirewallRules;

/// <summary>How a section, or a location of a section, differs between two documents.</summary>
public enum IpRangesChange
{
    /// <summary>It is published exactly as before.</summary>
    Unchanged,

    /// <summary>
    /// It has the same addresses, in total and at each location, but they are published differently: split or merged, reordered, or with other
    /// unknown keys.
    /// </summary>
    FormattingOnly,

    /// <summary>Its addresses differ, in total or at a location, or its locations do.</summary>
    Changed,

    /// <summary>Only the new document has it.</summary>
    New,

    /// <summary>Only the old document has it.</summary>
    Removed,
}
