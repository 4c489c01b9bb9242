namespace FirewallRules.Verification;

/// <summary>How far the conditions of a rule that depend on more than the remote address hold.</summary>
/// <param name="IsPartial">Whether the rule may match the packets, rather than does.</param>
/// <param name="IsCoarse">Whether it does for some of the ports or interfaces and not for others.</param>
internal readonly record struct LiveHold(bool IsPartial, bool IsCoarse)
{
    public static LiveHold Surely => default;

    /// <summary>It depends on what is not known.</summary>
    public static LiveHold Maybe => new(IsPartial: true, IsCoarse: false);

    /// <summary>It depends on the port or the interface.</summary>
    public static LiveHold Coarsely => new(IsPartial: true, IsCoarse: true);

    public static LiveHold operator &(LiveHold one, LiveHold other) => new(one.IsPartial || other.IsPartial, one.IsCoarse || other.IsCoarse);
}
