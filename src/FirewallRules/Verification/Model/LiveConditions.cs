namespace FirewallRules.Verification;

/// <summary>The conditions of a rule on everything but the remote address, for some packets.</summary>
internal readonly struct LiveConditions(LiveMatch match, LivePackets packets)
{
    // What no host has as its own address on a connection with another one: "this network", loopback, multicast, reserved.
    private static readonly AddressSet Own = AddressSet.AllIPv4.Union(AddressSet.AllIPv6)
        .Except(AddressSet.Parse("0.0.0.0/8\n127.0.0.0/8\n224.0.0.0/3\n::/127\nff00::/8"));

    private const int FirstFreePort = 1024;

    private static readonly AddressSet Own4 = Own.IPv4;
    private static readonly AddressSet Own6 = Own.IPv6;

    /// <summary>What the host's own addresses of a family are on connections with others.</summary>
    /// <param name="host">The addresses of the host.</param>
    /// <param name="family">The family.</param>
    /// <returns><see langword="null"/> when none of them is of the family, so that nothing is known.</returns>
    public static AddressSet? OwnOf(AddressSet host, IpFamily family) => Own.Intersect(host.Only(family)) is { IsEmpty: false } own ? own : null;

    /// <returns><see langword="null"/> when one of them does not hold.</returns>
    public LiveHold? Hold()
    {
        var isAnswer = packets.Phase == LivePhases.Reply;
        var isLeaving = packets.Passing.Direction == Direction.Egress;
        var hold = new LiveHold(match.Unmodelled is not null || match.HasSourcePorts, IsCoarse: false);
        var holds = Ports(isAnswer ? match.SourcePorts : match.Ports, packets.IsTranslated, ref hold)
            && Ports(match.OriginalPorts, isTranslated: false, ref hold)
            && Outer(isLeaving ? match.Out : match.In, isLeaving, ref hold)
            && Inner(isLeaving ? match.In : match.Out, isLeaving, ref hold)
            && Kinds(isLeaving ? match.IsDestinationLocal : match.IsSourceLocal, isLeaving ? match.IsSourceLocal : match.IsDestinationLocal, ref hold)
            && Translation(ref hold)
            && Local(isLeaving ? match.Source : match.Destination, ref hold)
            && Local(packets.Traffic.Direction == Direction.Egress ? match.OriginalSource : match.OriginalDestination, ref hold);

        return holds && Free(isAnswer ? match.Ports : match.SourcePorts, ref hold) ? hold : null;
    }

    // The side that opens a connection takes any port. For TCP, it is none that only servers may have.
    private bool Free(IReadOnlyList<PortRange>? ports, ref LiveHold hold)
    {
        if (ports is null)
        {
            return true;
        }

        var first = packets.Protocol == Protocol.Tcp ? FirstFreePort : 1;
        hold = ports is [var only] && only.First <= first && only.Last == ushort.MaxValue ? hold : hold & LiveHold.Maybe;
        return ports.Count > 0 && ports[^1].Last >= first;
    }

    // A translated port is not the one that the connection was opened to.
    private bool Ports(IReadOnlyList<PortRange>? ports, bool isTranslated, ref LiveHold hold)
    {
        if (ports is null)
        {
            return true;
        }

        if (isTranslated)
        {
            hold &= LiveHold.Maybe;
            return true;
        }

        var asked = packets.Ports;
        var holds = false;
        foreach (var range in ports)
        {
            if (range.First <= asked.First && asked.Last <= range.Last)
            {
                return true;
            }

            holds |= range.First <= asked.Last && asked.First <= range.Last;
        }

        hold &= LiveHold.Coarsely;
        return holds;
    }

    private bool Outer(LiveInterface? outer, bool isLeaving, ref LiveHold hold)
    {
        if (outer is null)
        {
            return true;
        }

        if (isLeaving && !packets.IsRouted)
        {
            return outer.IsNegated;
        }

        if (packets.IsAnyInterface && !outer.IsEvery)
        {
            hold &= LiveHold.Coarsely;
            return true;
        }

        return outer.Holds(packets.Interface);
    }

    // Packets from or to the host itself have no interface on the inner side, and others have none before routing.
    private bool Inner(LiveInterface? inner, bool isLeaving, ref LiveHold hold)
    {
        if (inner is null || !packets.Traffic.IsForwarded || (!isLeaving && !packets.IsRouted))
        {
            return inner is null or { IsNegated: true };
        }

        hold &= LiveHold.Maybe;
        return true;
    }

    // The remote address is not one of the host's own. The other one is, unless the connection is forwarded; before a translation it may be.
    private bool Kinds(bool? remote, bool? local, ref LiveHold hold)
    {
        if (packets.Traffic is { IsForwarded: true, Direction: Direction.Ingress })
        {
            hold = local is null ? hold : hold & LiveHold.Maybe;
            return remote != true;
        }

        return remote != true && (local is null || local == !packets.Traffic.IsForwarded);
    }

    private bool Translation(ref LiveHold hold)
    {
        hold = match.IsTranslated is null || !packets.IsTranslated ? hold : hold & LiveHold.Maybe;
        return match.IsTranslated != true || packets.IsTranslated;
    }

    private bool Local(AddressSet? local, ref LiveHold hold)
    {
        if (local is null)
        {
            return true;
        }

        // Behind a host that forwards there are others.
        var own = (packets.Traffic.IsForwarded ? null : packets.Host) ?? (packets.Family == IpFamily.IPv4 ? Own4 : Own6);
        hold = local.Contains(own) ? hold : hold & LiveHold.Maybe;
        return local.Overlaps(own);
    }
}
