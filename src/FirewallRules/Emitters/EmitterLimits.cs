namespace FirewallRules.Emitters;

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
}
