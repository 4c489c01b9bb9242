using System.Text.Json.Serialization;

namespace FirewallRules.Cli.Output;

/// <summary>Source-generated JSON metadata for the rows of tables.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiteRow[]))]
[JsonSerializable(typeof(SectionRow[]))]
[JsonSerializable(typeof(AgentPortRow[]))]
[JsonSerializable(typeof(DataKitPortRow[]))]
[JsonSerializable(typeof(PrivateLinkServiceRow[]))]
[JsonSerializable(typeof(WhichReport))]
[JsonSerializable(typeof(VerificationReport))]
[JsonSerializable(typeof(CoverRow[]))]
[JsonSerializable(typeof(SetCounts[]))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
