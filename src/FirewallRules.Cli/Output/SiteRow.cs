namespace FirewallRules.Cli.Output;

/// <summary>A row of <c>fwrules sites</c>.</summary>
internal sealed record SiteRow(string Key, string Name, string Domain, string IpRanges, int? LogsTcpPort, long? SnapshotVersion, DateOnly? SnapshotModified);
