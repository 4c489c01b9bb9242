using System.Text.Json.Serialization.Metadata;

namespace FirewallRules.Cli.Output;

/// <summary>Selects JSON, with the metadata of the rows.</summary>
internal sealed record TableJson<T>(JsonTypeInfo<T[]> Type);
