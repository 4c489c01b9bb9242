namespace FirewallRules.Verification;

/// <summary>
/// The conditions of a rule for the packets of a new TCP or UDP connection. All of them must hold; a condition that is <see langword="null"/>
/// always holds.
/// </summary>
/// <remarks>
/// A condition on what packets leave open (the local address, the port of the side that opens the connection, the interface of the other side,
/// or anything without a model) makes a match partial: it may hold or not.
/// </remarks>
internal sealed record LiveMatch
{
    /// <summary>Matches every packet.</summary>
    public static LiveMatch Everything { get; } = new();

    /// <summary>The packets of a connection that can match.</summary>
    public LivePhases Phases { get; init; } = LivePhases.All;

    /// <summary>Matches no packet of a new connection.</summary>
    public bool IsNever
    {
        get => Phases == LivePhases.None;
        init => Phases = value ? LivePhases.None : Phases;
    }

    /// <summary>The family; <see langword="null"/> for both.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>The protocol; <see langword="null"/> for both.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The source addresses of the packet.</summary>
    public AddressSet? Source { get; init; }

    /// <summary>The destination addresses of the packet.</summary>
    public AddressSet? Destination { get; init; }

    /// <summary>The addresses that open the connection, before any translation.</summary>
    public AddressSet? OriginalSource { get; init; }

    /// <summary>The addresses that the connection is opened to, before any translation.</summary>
    public AddressSet? OriginalDestination { get; init; }

    /// <summary>The destination ports of the packet, in ascending order.</summary>
    public IReadOnlyList<PortRange>? Ports { get; init; }

    /// <summary>The source ports of the packet, in ascending order.</summary>
    public IReadOnlyList<PortRange>? SourcePorts { get; init; }

    /// <summary>The ports that the connection is opened to, before any translation, in ascending order.</summary>
    public IReadOnlyList<PortRange>? OriginalPorts { get; init; }

    /// <summary>Whether the source port is restricted in a way that is not known.</summary>
    public bool HasSourcePorts { get; init; }

    /// <summary>The interface on which the packet arrived.</summary>
    public LiveInterface? In { get; init; }

    /// <summary>The interface on which the packet leaves.</summary>
    public LiveInterface? Out { get; init; }

    /// <summary>Whether the source must be an address of the host itself, or must not.</summary>
    public bool? IsSourceLocal { get; init; }

    /// <summary>Whether the destination must be an address of the host itself, or must not.</summary>
    public bool? IsDestinationLocal { get; init; }

    /// <summary>Whether the destination of the connection must have been translated, or must not.</summary>
    public bool? IsTranslated { get; init; }

    /// <summary>A condition without a model, as it is written in the live state; <see langword="null"/> when there is none.</summary>
    public string? Unmodelled { get; init; }

    /// <summary>The remote addresses of the packets that match.</summary>
    /// <param name="packets">The packets.</param>
    /// <param name="isPartial">Whether they may match, rather than do.</param>
    /// <returns>The addresses; empty when no packet matches.</returns>
    public AddressSet Remotes(LivePackets packets, out bool isPartial)
    {
        var remotes = Remotes(packets, out LiveHold hold);
        isPartial = hold.IsPartial;
        return remotes;
    }

    /// <inheritdoc cref="Remotes(LivePackets, out bool)" />
    public AddressSet Remotes(LivePackets packets, out LiveHold hold)
    {
        hold = LiveHold.Surely;
        if ((Phases & packets.Phase) == LivePhases.None
            || (Family is { } family && family != packets.Family)
            || (Protocol is { } protocol && protocol != packets.Protocol)
            || new LiveConditions(this, packets).Hold() is not { } held)
        {
            return AddressSet.Empty;
        }

        hold = held;
        var remote = packets.Passing.Direction == Direction.Egress ? Destination : Source;
        var original = packets.Traffic.Direction == Direction.Egress ? OriginalDestination : OriginalSource;
        var addresses = remote?.Only(packets.Family) ?? packets.Whole;
        return original is null ? addresses : addresses.Intersect(original);
    }
}
