namespace FirewallRules.Verification;

/// <summary>Collects findings, and joins those that differ in their ports or interfaces only.</summary>
internal sealed class LiveFindings
{
    // No interface has such a name.
    private const string EveryInterface = "/";

    private readonly List<LiveFinding> _whole = [];
    private readonly Dictionary<LiveFinding, Dictionary<PortRange, HashSet<string>>> _found = [];

    /// <param name="kind">What is wrong.</param>
    /// <param name="packets">The packets.</param>
    /// <param name="addresses">The remote addresses.</param>
    /// <param name="isDeny">Whether the rules ask to deny the packets.</param>
    /// <param name="cause">What decides or is not known.</param>
    public void Add(LiveFindingKind kind, LivePackets packets, AddressSet addresses, bool isDeny, string? cause)
    {
        var finding = new LiveFinding
        {
            Kind = kind,
            IsDeny = isDeny,
            Direction = packets.Traffic.Direction,
            IsForwarded = packets.Traffic.IsForwarded,
            Family = packets.Family,
            Protocol = packets.Protocol,
            Addresses = addresses,
            Cause = cause,
        };
        var ports = Of(_found, finding);
        Of(ports, packets.Ports).Add(packets.IsAnyInterface ? EveryInterface : packets.Interface ?? "");
    }

    /// <summary>A difference in the addresses of a set.</summary>
    public void AddSet(LiveFindingKind kind, IpFamily family, AddressSet addresses, string name)
    {
        if (!addresses.IsEmpty)
        {
            _whole.Add(new LiveFinding { Kind = kind, Family = family, Addresses = addresses, Cause = $"set {name}" });
        }
    }

    /// <summary>Something without a model that concerns the whole state.</summary>
    public void AddUnknown(string construct) => _whole.Add(new LiveFinding { Kind = LiveFindingKind.Unknown, Cause = construct });

    /// <param name="interfaces">The number of interfaces for which packets were judged.</param>
    public IReadOnlyList<LiveFinding> ToList(int interfaces)
        => [.. _found.SelectMany(pair => Joined(pair.Key, pair.Value, interfaces)).Concat(_whole)
            .OrderBy(finding => (finding.Kind, finding.Direction, finding.IsForwarded, finding.Protocol, finding.Family))];

    private static IEnumerable<LiveFinding> Joined(LiveFinding finding, Dictionary<PortRange, HashSet<string>> ports, int interfaces)
        => ports.SelectMany(pair => pair.Value.Count == interfaces || pair.Value.Contains(EveryInterface)
                ? [(pair.Key, Name: null)]
                : pair.Value.Select(name => (pair.Key, Name: (string?)name)))
            .GroupBy(pair => pair.Name, pair => pair.Key, StringComparer.Ordinal)
            .Select(joined => finding with
            {
                Ports = PortRange.Normalize(joined),
                Interface = joined.Key is "" ? "any other interface" : joined.Key,
            });

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key)
        where TKey : notnull
        where TValue : new()
        => all.TryGetValue(key, out var value) ? value : all[key] = new TValue();
}
