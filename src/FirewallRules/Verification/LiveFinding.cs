namespace FirewallRules;

/// <summary>Addresses for which a live state differs from the rules in the same way. Compared by value.</summary>
public sealed record LiveFinding
{
    /// <summary>How it differs.</summary>
    public required LiveFindingKind Kind { get; init; }

    /// <summary>Whether the rules ask to deny these packets; otherwise they ask to allow them, or do not mention them.</summary>
    public bool IsDeny { get; init; }

    /// <summary>Who opens the connections; <see langword="null"/> for a set of addresses, and for what concerns the whole state.</summary>
    public Direction? Direction { get; init; }

    /// <summary>Whether the host forwards the connections, for containers, virtual machines or other hosts.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>The family of the addresses; <see cref="IpFamily.None"/> for what concerns the whole state.</summary>
    public IpFamily Family { get; init; }

    /// <summary>The protocol; <see cref="Protocol.None"/> without a direction.</summary>
    public Protocol Protocol { get; init; }

    /// <summary>The ports, in ascending order; empty without a direction.</summary>
    public IReadOnlyList<PortRange> Ports { get; init; } = [];

    /// <summary>The remote addresses, or those of a set; empty for what concerns the whole state.</summary>
    public AddressSet Addresses { get; init; } = AddressSet.Empty;

    /// <summary>
    /// The interface towards the addresses to which this is limited, or the profile of Windows, the security group of AWS or the local addresses of
    /// Azure; <see langword="null"/> when it is not limited.
    /// </summary>
    public string? Interface { get; init; }

    /// <summary>
    /// The rule or policy that decides, or the construct without a model, as the platform prints it; <see langword="null"/> when there is none.
    /// Untrusted text.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The finding in one line, such as <c>missing: egress tcp 443 to 192.0.2.0/24</c>.</summary>
    public override string ToString()
    {
        var kind = Kind.ToString().ToLowerInvariant();
        var what = Direction is not { } direction ? Addresses.ToString()
            : $"{(IsDeny ? "deny of " : "")}{(IsForwarded ? "forwarded " : "")}{(direction == FirewallRules.Direction.Egress ? "egress" : "ingress")} "
                + $"{(Protocol == Protocol.Tcp ? "tcp" : "udp")} {string.Join(", ", Ports)} "
                + $"{(direction == FirewallRules.Direction.Egress ? "to" : "from")} {Addresses}{(Interface is null ? "" : $" on {Interface}")}";
        return Cause is null ? $"{kind}: {what}" : Addresses.IsEmpty ? $"{kind}: {Cause}" : $"{kind}: {what} ({Cause})";
    }

    /// <inheritdoc />
    public bool Equals(LiveFinding? other)
        => other is not null && (Kind, IsDeny, Direction, IsForwarded, Family) == (other.Kind, other.IsDeny, other.Direction, other.IsForwarded, other.Family)
            && Protocol == other.Protocol && Ports.SequenceEqual(other.Ports) && Addresses == other.Addresses
            && (Interface, Cause) == (other.Interface, other.Cause);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Direction, IsForwarded, Family, Protocol, Addresses, Cause);
}
