namespace FirewallRules.Cli.Output;

/// <summary>A row of <c>fwrules privatelink services</c>.</summary>
internal sealed record PrivateLinkServiceRow(
    string Service, string Name, string Host, string PrivateDnsName, string ServiceName, string Region, IReadOnlyList<string> HostNames,
        string Source);
