namespace FirewallRules;

/// <summary>What an emitter does when the rules need more than the platform takes. <c>default</c> is <see cref="Fail"/>.</summary>
public enum OnOverflow
{
    /// <summary>Throws a <see cref="LimitExceededException"/> that says what is needed, what there is, and the ways out.</summary>
    Fail = 0,

    /// <summary>Writes several groups, each within the limit.</summary>
    Split = 1,

    /// <summary>Writes managed prefix lists and rules that refer to them.</summary>
    PrefixList = 2,

    /// <summary>Allows the cover that fits and adds the fewest addresses, and lists everything that it adds.</summary>
    Summarize = 3,
}
