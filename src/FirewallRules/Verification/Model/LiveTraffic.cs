namespace FirewallRules.Verification;

/// <summary>Where packets of a connection pass: between the host and the remote address, or through the host.</summary>
/// <param name="Direction">Who opens the connection: this side (egress) or the remote address (ingress).</param>
/// <param name="IsForwarded">Whether the host forwards it for containers, virtual machines or other hosts.</param>
internal readonly record struct LiveTraffic(Direction Direction, bool IsForwarded)
{
    /// <summary>Every kind of traffic.</summary>
    public static IReadOnlyList<LiveTraffic> All { get; } =
    [
        new(Direction.Egress, IsForwarded: false), new(Direction.Ingress, IsForwarded: false),
        new(Direction.Egress, IsForwarded: true), new(Direction.Ingress, IsForwarded: true),
    ];
}
