namespace FirewallRules.Verification;

/// <summary>Collects the conditions of a rule as a reader finds them. Conditions on the same thing are joined: both must hold.</summary>
internal sealed class LiveMatchBuilder
{
    private readonly List<string> _unmodelled = [];
    private LiveMatch _match = LiveMatch.Everything;

    /// <summary>The conditions so far.</summary>
    public LiveMatch Build() => _unmodelled.Count == 0 ? _match : _match with { Unmodelled = string.Join(' ', _unmodelled) };

    /// <summary>A copy, for a rule that stands for several.</summary>
    public LiveMatchBuilder Copy()
    {
        var copy = new LiveMatchBuilder { _match = _match };
        copy._unmodelled.AddRange(_unmodelled);
        return copy;
    }

    /// <summary>No packet of a TCP or UDP connection matches.</summary>
    public void Never() => _match = _match with { IsNever = true };

    /// <summary>Only these packets of a connection match.</summary>
    public void Phases(LivePhases phases) => _match = _match with { Phases = _match.Phases & phases };

    /// <summary>Matches if a condition holds that is the same for all packets.</summary>
    public void If(bool holds)
    {
        if (!holds)
        {
            Never();
        }
    }

    /// <summary>A condition without a model.</summary>
    public void Unmodelled(string text) => _unmodelled.Add(text);

    public void Family(IpFamily family, bool isNegated = false)
    {
        var wanted = !isNegated ? family : family == IpFamily.IPv4 ? IpFamily.IPv6 : IpFamily.IPv4;
        If(_match.Family is null || _match.Family == wanted);
        _match = _match with { Family = wanted };
    }

    /// <param name="protocols">The numbers of IP protocols.</param>
    /// <param name="isNegated">Whether all others are meant.</param>
    public void Protocols(IReadOnlyCollection<int> protocols, bool isNegated = false)
    {
        var (tcp, udp) = (protocols.Contains((int)FirewallRules.Protocol.Tcp) != isNegated, protocols.Contains((int)FirewallRules.Protocol.Udp) != isNegated);
        if (tcp && udp)
        {
            return;
        }

        If(tcp || udp);
        var wanted = tcp ? FirewallRules.Protocol.Tcp : FirewallRules.Protocol.Udp;
        If(_match.Protocol is null || _match.Protocol == wanted);
        _match = _match with { Protocol = wanted };
    }

    /// <param name="addresses">The addresses; those of one family imply it.</param>
    /// <param name="isSource">Whether source addresses are meant.</param>
    /// <param name="family">The family of the condition; <see langword="null"/> for that of the addresses.</param>
    /// <param name="isNegated">Whether all other addresses of the family are meant.</param>
    public void Addresses(AddressSet addresses, bool isSource, IpFamily? family, bool isNegated = false)
    {
        if (family is { } only)
        {
            Family(only);
            var whole = only == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6;
            addresses = isNegated ? whole.Except(addresses) : addresses.Only(only);
        }
        else if (isNegated)
        {
            addresses = addresses.Complement();
        }

        If(!addresses.IsEmpty);
        var held = isSource ? _match.Source : _match.Destination;
        var both = held is null ? addresses : held.Intersect(addresses);
        _match = isSource ? _match with { Source = both } : _match with { Destination = both };
    }

    /// <summary>A condition on the addresses of the connection, before any translation.</summary>
    /// <param name="addresses">The addresses; only those of the family count.</param>
    /// <param name="isSource">Whether the side that opens the connection is meant.</param>
    /// <param name="family">The family of the condition.</param>
    /// <param name="isNegated">Whether all other addresses of the family are meant.</param>
    public void OriginalAddresses(AddressSet addresses, bool isSource, IpFamily family, bool isNegated = false)
    {
        Family(family);
        var whole = family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6;
        addresses = isNegated ? whole.Except(addresses) : addresses.Only(family);
        If(!addresses.IsEmpty);
        var held = isSource ? _match.OriginalSource : _match.OriginalDestination;
        var both = held is null ? addresses : held.Intersect(addresses);
        _match = isSource ? _match with { OriginalSource = both } : _match with { OriginalDestination = both };
    }

    /// <param name="ports">The destination ports.</param>
    /// <param name="isNegated">Whether all other ports are meant.</param>
    /// <param name="isOriginal">Whether the ports from before a translation are meant.</param>
    public void Ports(IEnumerable<PortRange> ports, bool isNegated = false, bool isOriginal = false)
    {
        var given = ports.ToList();
        IReadOnlyList<PortRange> wanted = isNegated ? PortMath.Complement(given) : given.Count == 0 ? [] : PortRange.Normalize(given);
        var held = isOriginal ? _match.OriginalPorts : _match.Ports;
        wanted = held is null ? wanted : PortMath.Intersect(held, wanted);
        If(wanted.Count > 0);
        _match = isOriginal ? _match with { OriginalPorts = wanted } : _match with { Ports = wanted };
    }

    /// <summary>A condition on the source port, which a new connection leaves open.</summary>
    public void SourcePorts() => _match = _match with { HasSourcePorts = true };

    /// <param name="ports">The source ports, which the first packet of a connection leaves open and which are known of the answers.</param>
    /// <param name="isNegated">Whether all other ports are meant.</param>
    public void SourcePorts(IEnumerable<PortRange> ports, bool isNegated = false)
    {
        var given = ports.ToList();
        IReadOnlyList<PortRange> wanted = isNegated ? PortMath.Complement(given) : given.Count == 0 ? [] : PortRange.Normalize(given);
        wanted = _match.SourcePorts is { } held ? PortMath.Intersect(held, wanted) : wanted;
        If(wanted.Count > 0);
        _match = _match with { SourcePorts = wanted };
    }

    /// <summary>A condition on whether the destination of the connection was translated.</summary>
    public void Translated(bool isNegated)
    {
        If(_match.IsTranslated is null || _match.IsTranslated == !isNegated);
        _match = _match with { IsTranslated = !isNegated };
    }

    /// <summary>A condition on whether an address is one of the host itself.</summary>
    public void Local(bool isSource, bool isNegated)
    {
        var held = isSource ? _match.IsSourceLocal : _match.IsDestinationLocal;
        If(held is null || held == !isNegated);
        _match = isSource ? _match with { IsSourceLocal = !isNegated } : _match with { IsDestinationLocal = !isNegated };
    }

    /// <summary>A condition on the type of an address in the routing tables: that of the host is local, and the remote one is unicast.</summary>
    /// <param name="types">The types, in any case.</param>
    /// <param name="isSource">Whether the source address is meant.</param>
    /// <param name="isNegated">Whether all other types are meant.</param>
    public void Types(IReadOnlyCollection<string> types, bool isSource, bool isNegated)
    {
        var isLocal = types.Contains("local", StringComparer.OrdinalIgnoreCase) != isNegated;
        var isUnicast = types.Contains("unicast", StringComparer.OrdinalIgnoreCase) != isNegated;
        if (isLocal != isUnicast)
        {
            Local(isSource, isNegated: isUnicast);
        }
        else
        {
            If(isLocal);
        }
    }

    public void Interface(LiveInterface condition, bool isIn)
    {
        if ((isIn ? _match.In : _match.Out) is not null)
        {
            Unmodelled(isIn ? "two conditions on the incoming interface" : "two conditions on the outgoing interface");
            return;
        }

        _match = isIn ? _match with { In = condition } : _match with { Out = condition };
    }
}
