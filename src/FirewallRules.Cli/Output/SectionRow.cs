namespace FirewallRules.Cli.Output;

/// <summary>A row of <c>fwrules sections</c>. Prefixes are counted as published and as merged.</summary>
internal sealed record SectionRow(
    string Section, int Ipv4, int Ipv6, int MergedIpv4, int MergedIpv6, string? Direction, string? Protocol, IReadOnlyList<string> Ports,
        IReadOnlyList<string> Locations);
