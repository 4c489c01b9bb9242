namespace FirewallRules;

/// <summary>How a live state compares to the rules.</summary>
public enum LiveVerificationOutcome
{
    /// <summary>The firewall does exactly what the rules ask for.</summary>
    Equal,

    /// <summary>Something is missing, extra or overridden.</summary>
    Drift,

    /// <summary>Nothing is known to differ, but a construct without a model applies to some of the addresses.</summary>
    Unknown,
}
