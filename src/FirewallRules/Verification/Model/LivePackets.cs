namespace FirewallRules.Verification;

/// <summary>Packets of new connections that differ in their remote address and, as far as said, in port and interface.</summary>
/// <param name="Traffic">Where the connections pass.</param>
/// <param name="Family">The family of both addresses.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Ports">
/// The ports that the connections are opened to. Rules that tell two of them apart match coarsely: see <see cref="LiveHold.IsCoarse"/>.
/// </param>
/// <param name="Interface">
/// The interface towards the remote address; <see langword="null"/> for one that no rule names.
/// </param>
internal sealed record LivePackets(LiveTraffic Traffic, IpFamily Family, Protocol Protocol, PortRange Ports, string? Interface)
{
    /// <summary>Which packet of the connection.</summary>
    public LivePhases Phase { get; init; } = LivePhases.First;

    /// <summary>Whether every interface is meant, whatever <see cref="Interface"/> is. Rules that tell two of them apart match coarsely.</summary>
    public bool IsAnyInterface { get; init; }

    /// <summary>Whether the destination may have been translated, so that <see cref="Ports"/> are those from before.</summary>
    public bool IsTranslated { get; init; }

    /// <summary>Whether it is known on which interface the packets leave; before routing, it is not.</summary>
    public bool IsRouted { get; init; } = true;

    /// <summary>The addresses of the family that the host itself has; <see langword="null"/> when they are not known.</summary>
    public AddressSet? Host { get; init; }

    /// <summary>Where the packets themselves pass: an answer passes the other way.</summary>
    public LiveTraffic Passing => Phase != LivePhases.Reply ? Traffic
        : Traffic with { Direction = Traffic.Direction == Direction.Egress ? Direction.Ingress : Direction.Egress };

    /// <summary>All addresses of the family.</summary>
    public AddressSet Whole => Family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6;
}
