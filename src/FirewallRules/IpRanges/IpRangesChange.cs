namespace FirewallRules;

/// <summary>What became of a section, or of a location of one, from one document to the next.</summary>
public enum IpRangesChange
{
    /// <summary>It is published to the letter as before.</summary>
    Unchanged,

    /// <summary>It has the same addresses, as a whole and at each location, but they are published otherwise: split or merged, reordered, or with other unknown keys.</summary>
    FormOnly,

    /// <summary>Its addresses differ, as a whole or at a location, or its locations do.</summary>
    Changed,

    /// <summary>Only the new document has it.</summary>
    New,

    /// <summary>Only the old document has it.</summary>
    Vanished,
}
