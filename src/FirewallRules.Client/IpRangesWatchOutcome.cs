namespace FirewallRules;

/// <summary>The result of one check of a watcher.</summary>
public enum IpRangesWatchOutcome
{
    /// <summary>The handler has completed this version before.</summary>
    Unchanged,

    /// <summary>The handler has completed a new version.</summary>
    Handled,

    /// <summary>The version is held back, and the reason is logged: a section has shrunk or grown sharply, or the version is older.</summary>
    HeldBack,

    /// <summary>Another process or host runs the handler of this watcher, and did not end within half a minute or the timeout of a fetch.</summary>
    Busy,
}
