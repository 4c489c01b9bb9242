namespace FirewallRules.Verification;

/// <summary>A base chain: where the packets of some traffic enter a chain, and what happens to those that no rule decides.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Traffic">The traffic that passes it, by the way of its packets.</param>
/// <param name="Family">The family that passes it; <see langword="null"/> for both.</param>
/// <param name="Order">The position among the hooks of a packet, by stage and priority.</param>
/// <param name="IsTranslated">Whether destinations may have been translated before the chain sees them.</param>
/// <param name="Policy">
/// <see cref="LiveAction.Accept"/>, <see cref="LiveAction.Drop"/>, <see cref="LiveAction.Unknown"/>, or <see cref="LiveAction.Continue"/> if this
/// chain leaves the decision to whatever jumps to it.
/// </param>
internal sealed record LiveHook(LiveChain Chain, IReadOnlyList<LiveTraffic> Traffic, IpFamily? Family, long Order, bool IsTranslated, LiveAction Policy)
{
    /// <summary>The packets of a connection that pass it. By default the first only, as where the platform lets answers pass by itself.</summary>
    public LivePhases Phases { get; init; } = LivePhases.First;

    /// <summary>Whether it is known there on which interface packets leave.</summary>
    public bool IsRouted { get; init; } = true;

    /// <summary>What the chain is part of, such as <c>ip filter</c> in nftables; <see langword="null"/> where another listing cannot show the same.</summary>
    public string? Table { get; init; }

    /// <summary>Whether the packets pass it.</summary>
    public bool Sees(LivePackets packets)
        => (Phases & packets.Phase) != LivePhases.None && Traffic.Contains(packets.Passing) && (Family is null || Family == packets.Family);

    /// <summary>The packets as they are there.</summary>
    public LivePackets View(LivePackets packets) => packets with
    {
        IsRouted = IsRouted,
        IsTranslated = packets.Traffic is { IsForwarded: true, Direction: Direction.Ingress } && (IsTranslated || packets.Phase == LivePhases.Reply),
    };
}
