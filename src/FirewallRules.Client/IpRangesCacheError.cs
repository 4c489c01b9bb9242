namespace FirewallRules;

/// <summary>The kind of problem with the cache of an <see cref="IpRangesClient"/>.</summary>
public enum IpRangesCacheError
{
    /// <summary>There is something in the place of the file, but it cannot be read: access is denied, an I/O error, or it is not a file.</summary>
    Unreadable,

    /// <summary>The file is truncated, was changed, or is not a file of the cache.</summary>
    Damaged,

    /// <summary>The file is intact, but the options of this client do not accept its document.</summary>
    Refused,

    /// <summary>The document could not be stored.</summary>
    NotWritten,

    /// <summary>The document was not stored in time, because something else writes to the cache.</summary>
    Locked,
}
