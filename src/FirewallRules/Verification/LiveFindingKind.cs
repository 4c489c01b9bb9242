namespace FirewallRules;

/// <summary>What is wrong with some addresses in a live state.</summary>
public enum LiveFindingKind
{
    /// <summary>The rules ask for a decision that this project's part of the firewall does not make.</summary>
    Missing,

    /// <summary>This project's part of the firewall allows (or, with <see cref="LiveFinding.IsDeny"/>, denies) what the rules do not ask for.</summary>
    Extra,

    /// <summary>This project's part of the firewall decides as asked, and something else before or after it decides otherwise.</summary>
    Overridden,

    /// <summary>What happens is not known: a construct without a model applies to the addresses.</summary>
    Unknown,
}
