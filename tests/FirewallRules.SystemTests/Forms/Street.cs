namespace FirewallRules.SystemTests;

/// <summary>A wire on which every port that knocks try is open at both ends: what does not answer is the firewall's doing.</summary>
internal sealed class Street : IDisposable
{
    private readonly Wire _wire;
    private readonly Listeners[] _listeners;

    public Street(IEnumerable<Knock> knocks, Neighbours neighbours = Neighbours.Discovered)
    {
        var all = knocks.ToList();
        _wire = new Wire(neighbours);
        _listeners =
        [
            Listeners.Open(_wire.World, Ports(all, Direction.Egress, Protocol.Tcp)),
            Listeners.Open(_wire.Host, Ports(all, Direction.Ingress, Protocol.Tcp)),
            Listeners.OpenUdp(_wire.World, Ports(all, Direction.Egress, Protocol.Udp)),
            Listeners.OpenUdp(_wire.Host, Ports(all, Direction.Ingress, Protocol.Udp)),
        ];
    }

    public NetworkNamespace Host => _wire.Host;

    /// <summary>The knocks of which one is answered against the model, or not answered against it.</summary>
    public IReadOnlyList<string> Wrong(IEnumerable<Knock> knocks, Func<Knock, bool> expected)
    {
        var wrong = new List<string>();
        foreach (var kind in knocks.GroupBy(knock => (knock.Direction, knock.Protocol)))
        {
            var tried = kind.ToList();
            var from = kind.Key.Direction == Direction.Egress ? _wire.Host : _wire.World;
            var targets = tried.ConvertAll(knock => knock.Target);
            var answers = kind.Key.Protocol == Protocol.Tcp ? Probe.Connect(from, targets) : Probe.Echo(from, targets);
            wrong.AddRange(tried.Zip(answers)
                .Where(pair => pair.Second != expected(pair.First))
                .Select(pair => $"{pair.First.Direction} {pair.First.Protocol} {pair.First.Remote} {pair.First.Port}: {(pair.Second ? "open" : "closed")}"));
        }

        return wrong;
    }

    public void Dispose()
    {
        foreach (var listeners in _listeners)
        {
            listeners.Dispose();
        }

        _wire.Dispose();
    }

    private static int[] Ports(List<Knock> knocks, Direction direction, Protocol protocol) =>
        [.. knocks.Where(knock => knock.Direction == direction && knock.Protocol == protocol).Select(knock => knock.Port).Distinct()];
}
