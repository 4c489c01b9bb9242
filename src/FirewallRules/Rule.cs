namespace FirewallRules;

/// <summary>A rule that allows traffic: a direction, a protocol, ports, and the remote side.</summary>
/// <remarks>
/// For egress the ports are those of the remote side, for ingress those of the host. Immutable; equal when direction, protocol, ports,
/// remote side, labels, sources and catalogs are.
/// </remarks>
public sealed class Rule : IEquatable<Rule>
{
    internal Rule(
        Direction direction,
        Protocol protocol,
        IEnumerable<PortRange> ports,
        Remote remote,
        IEnumerable<string> labels,
        IEnumerable<Provenance> sources,
        IEnumerable<PortCatalog>? catalogs = null)
    {
        Direction = direction;
        Protocol = protocol;
        Ports = PortRange.Normalize(ports);
        Remote = remote;
        Labels = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Sources = [.. sources.Distinct().OrderBy(source => source.ToString(), StringComparer.Ordinal)];
        Catalogs = [.. (catalogs ?? []).Distinct().OrderBy(catalog => catalog.Key, StringComparer.Ordinal)];
        if (!Enum.IsDefined(direction) || !Enum.IsDefined(protocol) || protocol == Protocol.None)
        {
            throw new ArgumentOutOfRangeException(
                nameof(protocol), $"A rule is Egress or Ingress, and Tcp or Udp; the values are {direction} and {protocol}.");
        }
    }

    /// <summary>Which side opens the connection.</summary>
    public Direction Direction { get; }

    /// <summary>The transport protocol.</summary>
    public Protocol Protocol { get; }

    /// <summary>The ports: at least one range, ascending, neither overlapping nor adjacent.</summary>
    public IReadOnlyList<PortRange> Ports { get; }

    /// <summary>The remote side. If it is empty, the rule allows nothing.</summary>
    public Remote Remote { get; }

    /// <summary>
    /// What the rule is for, in ordinal order: section names and comments given by the caller. Untrusted text for emitters.
    /// </summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The documents that the addresses come from; empty for addresses given by the caller.</summary>
    public IReadOnlyList<Provenance> Sources { get; }

    /// <summary>
    /// The port catalogs that the rule was made from; empty when the ports were given by the caller or follow from a section.
    /// </summary>
    public IReadOnlyList<PortCatalog> Catalogs { get; }

    /// <summary>
    /// Sources, catalogs and labels in one line, such as <c>us1 v59 2024-10-17: agents, logs</c>. Untrusted text for emitters.
    /// </summary>
    public string Comment => field ??= MakeComment();

    /// <summary>Allows connections from the host to ports of the remote side.</summary>
    /// <param name="remote">The remote side; an <see cref="AddressSet"/> converts.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The remote port or port range; an <see cref="int"/> converts.</param>
    /// <param name="comment">What the rule is for; it becomes a label.</param>
    /// <exception cref="ArgumentException">An argument is a <c>default</c> value.</exception>
    /// <example><code>
    /// var mirror = Rule.Egress(AddressSet.Parse("198.51.100.0/24"), Protocol.Tcp, 443, "package mirror");
    /// Console.Write(RuleSet.Of(mirror).ToIptables());
    /// </code></example>
    public static Rule Egress(Remote remote, Protocol protocol, PortRange port, string? comment = null)
        => Make(Direction.Egress, remote, protocol, [port], comment);

    /// <inheritdoc cref="Egress(Remote, Protocol, PortRange, string)" path="/summary|/exception" />
    /// <param name="remote">The remote side; an <see cref="AddressSet"/> converts.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="ports">The remote ports.</param>
    /// <param name="comment">What the rule is for; it becomes a label.</param>
    public static Rule Egress(Remote remote, Protocol protocol, IEnumerable<PortRange> ports, string? comment = null)
        => Make(Direction.Egress, remote, protocol, ports, comment);

    /// <summary>Allows connections from the remote side to ports of the host.</summary>
    /// <param name="remote">The remote side; an <see cref="AddressSet"/> converts.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The port or port range of the host; an <see cref="int"/> converts.</param>
    /// <param name="comment">What the rule is for; it becomes a label.</param>
    /// <exception cref="ArgumentException">An argument is a <c>default</c> value.</exception>
    /// <example><code>
    /// var ssh = Rule.Ingress(AddressSet.Parse("192.0.2.0/24"), Protocol.Tcp, 22, "office");
    /// Console.Write(RuleSet.Of(ssh).ToNftables());
    /// </code></example>
    public static Rule Ingress(Remote remote, Protocol protocol, PortRange port, string? comment = null)
        => Make(Direction.Ingress, remote, protocol, [port], comment);

    /// <inheritdoc cref="Ingress(Remote, Protocol, PortRange, string)" path="/summary|/exception" />
    /// <param name="remote">The remote side; an <see cref="AddressSet"/> converts.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="ports">The ports of the host.</param>
    /// <param name="comment">What the rule is for; it becomes a label.</param>
    public static Rule Ingress(Remote remote, Protocol protocol, IEnumerable<PortRange> ports, string? comment = null)
        => Make(Direction.Ingress, remote, protocol, ports, comment);

    /// <inheritdoc />
    public bool Equals(Rule? other)
        => other is not null && Direction == other.Direction && Protocol == other.Protocol && Remote.Equals(other.Remote)
            && Ports.SequenceEqual(other.Ports) && Labels.SequenceEqual(other.Labels, StringComparer.Ordinal) && Sources.SequenceEqual(other.Sources)
            && Catalogs.SequenceEqual(other.Catalogs);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Rule);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Direction, Protocol, Ports[0], Ports.Count, Remote);

    /// <summary>The rule in one line, such as <c>egress tcp 443, 10516 to 3.233.144.0/20 (us1 v59 2024-10-17: logs)</c>.</summary>
    public override string ToString()
        => $"{ToTrafficString()} {(Direction == Direction.Egress ? "to" : "from")} {(Remote.IsEmpty ? "nothing" : Remote)} ({Comment})";

    /// <summary>Direction, protocol and ports, such as <c>egress tcp 443, 10516</c>.</summary>
    internal string ToTrafficString()
        => $"{(Direction == Direction.Egress ? "egress" : "ingress")} {(Protocol == Protocol.Tcp ? "tcp" : "udp")} {string.Join(", ", Ports)}";

    /// <summary>The same rule with another remote side.</summary>
    internal Rule With(Remote remote) => new(Direction, Protocol, Ports, remote, Labels, Sources, Catalogs);

    /// <summary>The same rule for other ports.</summary>
    internal Rule With(IReadOnlyList<PortRange> ports)
        => ports.SequenceEqual(Ports) ? this : new(Direction, Protocol, ports, Remote, Labels, Sources, Catalogs);

    private string MakeComment()
    {
        var sources = string.Join(", ", Sources.Select(source => source.ToShortString()).Concat(Catalogs.Select(catalog => catalog.ToShortString())));
        var labels = string.Join(", ", Labels);
        return sources.Length > 0 && labels.Length > 0 ? $"{sources}: {labels}" : sources + labels;
    }

    private static Rule Make(Direction direction, Remote remote, Protocol protocol, IEnumerable<PortRange> ports, string? comment)
    {
        ArgumentNullException.ThrowIfNull(remote);
        ArgumentNullException.ThrowIfNull(ports);
        return new Rule(direction, protocol, ports, remote, string.IsNullOrWhiteSpace(comment) ? [] : [comment], []);
    }
}
