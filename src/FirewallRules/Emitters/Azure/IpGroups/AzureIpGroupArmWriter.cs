namespace FirewallRules.Emitters;

/// <summary>Writes IP groups as an ARM template.</summary>
internal static class AzureIpGroupArmWriter
{
    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

    public static void Write(TextWriter writer, IEnumerable<string> header, IReadOnlyList<AzureIpGroup> groups)
    {
        using var json = new JsonWriter(writer);
        json.StartObject(JsonLayout.Indented(0)).Property("$schema", Schema).Property("contentVersion", "1.0.0.0");
        json.Name("metadata").StartObject(JsonLayout.Indented(1));
        json.Property("comments", header.Where(line => line.Length > 0), JsonLayout.Indented(2)).EndObject();
        json.Name("parameters").StartObject(JsonLayout.Indented(1)).Name("location").StartObject(JsonLayout.Indented(2));
        json.Property("type", "string").Property("defaultValue", "[resourceGroup().location]").EndObject().EndObject();
        json.Name("resources").StartArray(JsonLayout.Indented(1));
        foreach (var group in groups)
        {
            WriteGroup(json, group);
        }

        json.EndArray();
        json.Name("outputs").StartObject(JsonLayout.Indented(1)).Name("ipGroupIds").StartObject(JsonLayout.Indented(2)).Property("type", "array");
        json.Property("value", groups.Select(group => ResourceId(group.Name)), JsonLayout.Indented(3)).EndObject().EndObject();
        json.EndObject().EndLine().Flush();
    }

    private static void WriteGroup(JsonWriter json, AzureIpGroup group)
    {
        json.StartObject(JsonLayout.Indented(2)).Property("type", AzureIpGroupEmitter.ResourceType).Property("apiVersion", AzureIpGroupEmitter.ApiVersion);
        json.Property("name", group.Name).Property("location", "[parameters('location')]").Name("tags").StartObject(JsonLayout.Indented(3));
        foreach (var (name, value) in group.Tags)
        {
            json.Property(name, ArmText.Literal(value));
        }

        json.EndObject().Name("properties").StartObject(JsonLayout.Indented(3)).Property("ipAddresses", group.Addresses, JsonLayout.Indented(4)).EndObject();
        if (group.After is { } after)
        {
            json.Property("dependsOn", [ResourceId(after)], JsonLayout.Indented(3));
        }

        json.EndObject();
    }

    private static string ResourceId(string name) => $"[resourceId('{AzureIpGroupEmitter.ResourceType}', '{name}')]";
}
