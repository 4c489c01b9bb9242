namespace FirewallRules.Emitters;

/// <summary>A policy for connections from the host, or to it.</summary>
internal sealed record FirewalldPolicy(string Name, Direction Direction, IReadOnlyList<FirewalldRule> Rules);
