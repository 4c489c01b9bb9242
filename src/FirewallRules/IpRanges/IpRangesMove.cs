using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>A prefix that left sections and came to others in the same step. Equal by reference.</summary>
/// <remarks>
/// A section that it left published it before, no longer does, and lost all of its addresses; a section that it came to publishes it only
/// now, and gained all of them.
/// </remarks>
public sealed class IpRangesMove
{
    internal IpRangesMove(Cidr prefix, IReadOnlyList<Section> from, IReadOnlyList<Section> to) => (Prefix, From, To) = (prefix, from, to);

    /// <summary>The prefix.</summary>
    public Cidr Prefix { get; }

    /// <summary>The sections that it left, at least one, in the order of the diff.</summary>
    public IReadOnlyList<Section> From { get; }

    /// <summary>The sections that it came to, at least one, in the order of the diff.</summary>
    public IReadOnlyList<Section> To { get; }

    /// <summary>Such as <c>192.0.2.0/24: webhooks to api</c>; of more than three sections the rest is only counted.</summary>
    public override string ToString() => $"{Prefix}: {IpRangesDiffWords.Names(From)} to {IpRangesDiffWords.Names(To)}";
}
