using System.Text.Json.Nodes;

namespace FirewallRules.Tests;

/// <summary>Documents, lists and facts that others published; tests/Data/README.md gives the source of each.</summary>
internal static class TestData
{
    /// <summary>The bytes of a file below tests/Data.</summary>
    public static byte[] Read(params string[] parts) => File.ReadAllBytes(SourceRoot.Combine(["tests", "Data", .. parts]));

    /// <summary>The rows of a file of facts.</summary>
    public static JsonArray Facts(string name) => JsonNode.Parse(Read("facts", $"{name}.json"))!.AsArray();
}
