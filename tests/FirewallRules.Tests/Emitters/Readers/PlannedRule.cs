namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>One rule of a PowerShell script, as it stands there.</summary>
internal sealed record PlannedRule(
    string Name, string DisplayName, string Description, Direction Direction, Protocol Protocol, IReadOnlyList<string> Ports, IReadOnlyList<string> Addresses);
