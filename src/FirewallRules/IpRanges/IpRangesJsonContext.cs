using System.Text.Json;
using System.Text.Json.Serialization;

namespace FirewallRules;

/// <summary>Source-generated JSON metadata, so that documents can be read and written in trimmed and native programs.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(IpRangesDocument))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class IpRangesJsonContext : JsonSerializerContext;
