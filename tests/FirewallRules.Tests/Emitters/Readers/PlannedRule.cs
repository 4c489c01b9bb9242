namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>One rule as a PowerShell script defines it.</summary>
internal sealed record PlannedRule(
    string Name, string DisplayName, string Description, Direction Direction, Protocol Protocol, IReadOnlyList<string> Ports, IReadOnlyList<string> Addresses);
