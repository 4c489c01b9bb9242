namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>What an output allows: a set of addresses for each direction, protocol and port. Any is the whole family here.</summary>
internal sealed class Allowed
{
    private readonly List<(Direction Direction, Protocol Protocol, PortRange Ports, AddressSet Remote)> _entries = [];

    public static Allowed By(RuleSet rules) => By(rules.Rules);

    public static Allowed By(IEnumerable<Rule> rules)
    {
        var allowed = new Allowed();
        foreach (var rule in rules)
        {
            foreach (var ports in rule.Ports)
            {
                allowed.Add(rule.Direction, rule.Protocol, ports, rule.Remote.Addresses);
                foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 }.Where(rule.Remote.IsAny))
                {
                    allowed.Add(rule.Direction, rule.Protocol, ports, Sets.All(family));
                }
            }
        }

        return allowed;
    }

    public void Add(Direction direction, Protocol protocol, PortRange ports, AddressSet remote) => _entries.Add((direction, protocol, ports, remote));

    public void Add(Allowed other) => _entries.AddRange(other._entries);

    /// <summary>What is allowed in one family only.</summary>
    public Allowed Only(IpFamily family)
    {
        var narrow = new Allowed();
        foreach (var (direction, protocol, ports, remote) in _entries)
        {
            narrow.Add(direction, protocol, ports, remote.Intersect(Sets.All(family)));
        }

        return narrow;
    }

    /// <summary>What is allowed after an addition and then a removal.</summary>
    public Allowed Changed(Allowed added, Allowed removed)
    {
        var changed = new Allowed();
        int[] edges = [.. Edges().Concat(added.Edges()).Concat(removed.Edges()).Append(ushort.MaxValue + 1).Distinct().Order()];
        foreach (var (first, next) in edges.Zip(edges.Skip(1)))
        {
            foreach (var direction in Enum.GetValues<Direction>())
            {
                foreach (var protocol in new[] { Protocol.Tcp, Protocol.Udp })
                {
                    var remote = At(direction, protocol, first).Union(added.At(direction, protocol, first)).Except(removed.At(direction, protocol, first));
                    changed.Add(direction, protocol, new PortRange(first, next - 1), remote);
                }
            }
        }

        return changed;
    }

    /// <summary>The first difference, or null. Compared at every port where either may change.</summary>
    public string? DifferenceFrom(Allowed other)
    {
        int[] ports = [.. Edges().Concat(other.Edges()).Append(1).Distinct().Where(port => port <= ushort.MaxValue)];
        var places = from direction in Enum.GetValues<Direction>()
                     from protocol in new[] { Protocol.Tcp, Protocol.Udp }
                     from port in ports
                     let here = At(direction, protocol, port)
                     let there = other.At(direction, protocol, port)
                     where here != there
                     select $"{direction} {protocol} {port}: too much {here.Except(there)}; too little {there.Except(here)}";
        return places.FirstOrDefault();
    }

    private AddressSet At(Direction direction, Protocol protocol, int port)
        => _entries.Where(entry => entry.Direction == direction && entry.Protocol == protocol && entry.Ports.First <= port && port <= entry.Ports.Last)
            .Aggregate(AddressSet.Empty, (set, entry) => set.Union(entry.Remote));

    private IEnumerable<int> Edges() => _entries.SelectMany(entry => new[] { entry.Ports.First, entry.Ports.Last + 1 });
}
