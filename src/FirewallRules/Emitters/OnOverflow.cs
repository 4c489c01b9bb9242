namespace FirewallRules;

/// <summary>What an emitter does when the rules exceed the limits of the platform. <c>default</c> is <see cref="Fail"/>.</summary>
public enum OnOverflow
{
    /// <summary>Throws a <see cref="LimitExceededException"/> with the number needed, the limit and the remedies.</summary>
    Fail = 0,

    /// <summary>Writes several groups, each within the limit.</summary>
    Split = 1,

    /// <summary>Writes managed prefix lists and rules that refer to them.</summary>
    PrefixList = 2,

    /// <summary>Allows the cover that fits and adds the fewest addresses, and lists every range that it adds.</summary>
    Summarize = 3,
}
