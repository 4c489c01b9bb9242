using System.Text.Json.Nodes;

namespace FirewallRules.Tests;

/// <summary>What the vendor's documentation says, collected in JSON beside the checkout; ends the test as ignored where there is none.</summary>
internal static class SharedFacts
{
    public static JsonNode Read(string name) => JsonNode.Parse(SharedData.Read("..", "facts", name))!;
}
