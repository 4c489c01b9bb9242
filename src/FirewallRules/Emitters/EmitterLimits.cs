namespace FirewallRules;

/// <summary>What a platform can take; <see langword="null"/> where it sets no limit that rules could meet.</summary>
public sealed record EmitterLimits
{
    /// <summary>The longest comment of a rule, in characters; longer ones are cut with <c>...</c> at the end.</summary>
    public int? CommentLength { get; init; }

    /// <summary>The longest name of a chain, in characters.</summary>
    public int? ChainNameLength { get; init; }

    /// <summary>The longest name of a set, in characters.</summary>
    public int? SetNameLength { get; init; }

    /// <summary>How many ports one rule can match, where a run of ports counts twice; a rule with more is rendered as several.</summary>
    public int? PortSlots { get; init; }

    /// <summary>The longest name of a rule or a group, in characters.</summary>
    public int? RuleNameLength { get; init; }

    /// <summary>How many addresses (prefixes or ranges) one rule can list.</summary>
    public int? AddressesPerRule { get; init; }

    /// <summary>How many rules a group takes: on AWS for each direction and family, on Azure in all.</summary>
    public int? RulesPerGroup { get; init; }

    /// <summary>How many addresses the rules of a group can list together.</summary>
    public int? AddressesPerGroup { get; init; }

    /// <summary>How many entries a managed prefix list takes.</summary>
    public int? PrefixListEntries { get; init; }

    /// <summary>How many entries of a prefix list one call can add.</summary>
    public int? EntriesPerCall { get; init; }
}
