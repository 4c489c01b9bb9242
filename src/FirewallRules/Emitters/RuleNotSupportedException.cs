namespace FirewallRules;

/// <summary>The platform or the output cannot express the rules. Nothing was written.</summary>
public sealed class RuleNotSupportedException : EmitterException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="message">The message.</param>
    public RuleNotSupportedException(RuleNotSupportedReason reason, string message)
        : base(message)
    {
        Reason = reason;
    }

    /// <summary>The reason.</summary>
    public RuleNotSupportedReason Reason { get; }

    /// <summary>The rule, where a single rule is the reason; otherwise <see langword="null"/>.</summary>
    public Rule? Rule { get; init; }

    /// <summary>The direction that would be blocked completely; <see langword="null"/> for all directions and for other reasons.</summary>
    public Direction? Direction { get; init; }

    /// <summary>The address family that cannot be written; <see cref="IpFamily.None"/> for other reasons.</summary>
    public IpFamily Family { get; init; }

    /// <summary>The prefix that cannot be written; <see langword="null"/> for other reasons.</summary>
    public Cidr? Prefix { get; init; }

    /// <summary>The names of the platform's rules or prefix lists that are the reason; empty for other reasons.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The present size of the prefix list with <see cref="RuleNotSupportedReason.ListSizeChanges"/>; otherwise <see langword="null"/>.</summary>
    public int? CurrentSize { get; init; }

    /// <summary>
    /// The larger size that the prefix list needs with <see cref="RuleNotSupportedReason.ListSizeChanges"/>; <see langword="null"/> if its present
    /// size is enough.
    /// </summary>
    public int? RequiredSize { get; init; }
}
