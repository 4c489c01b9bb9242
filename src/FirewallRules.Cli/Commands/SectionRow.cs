namespace FirewallRules.Cli.Commands;

/// <summary>A line of <c>fwrules sections</c>. Prefixes are counted as published and as merged.</summary>
internal sealed record SectionRow(
    string Section, int IPv4, int IPv6, int MergedIPv4, int MergedIPv6, string? Direction, string? Protocol, IReadOnlyList<string> Ports, IReadOnlyList<string> Locations);
