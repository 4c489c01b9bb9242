using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>A prefix that moved from sections to others between two documents. Compared by reference.</summary>
/// <remarks>
/// A section that it moved from published the prefix, no longer does, and lost all of its addresses; a section that it moved to publishes it
/// only in the new document and gained all of its addresses.
/// </remarks>
public sealed class IpRangesMove
{
    internal IpRangesMove(Cidr prefix, IReadOnlyList<Section> from, IReadOnlyList<Section> to) => (Prefix, From, To) = (prefix, from, to);

    /// <summary>The prefix.</summary>
    public Cidr Prefix { get; }

    /// <summary>The sections that it moved from, at least one, in the order of the diff.</summary>
    public IReadOnlyList<Section> From { get; }

    /// <summary>The sections that it moved to, at least one, in the order of the diff.</summary>
    public IReadOnlyList<Section> To { get; }

    /// <summary>Such as <c>192.0.2.0/24: webhooks to api</c>; sections after the third are only counted.</summary>
    public override string ToString() => $"{Prefix}: {IpRangesDiffWords.Names(From)} to {IpRangesDiffWords.Names(To)}";
}
