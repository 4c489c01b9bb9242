namespace FirewallRules.Emitters;

/// <summary>Writes IP groups as a Bicep file with the content of the ARM template.</summary>
internal static class AzureIpGroupBicepWriter
{
    public static void Write(TextWriter writer, IEnumerable<string> header, IReadOnlyList<AzureIpGroup> groups)
    {
        writer.WriteComments(header, "//");
        writer.Line();
        writer.Line("param location string = resourceGroup().location");
        foreach (var group in groups)
        {
            WriteGroup(writer, group);
        }

        writer.Line();
        writer.Line("output ipGroupIds array = [");
        foreach (var group in groups)
        {
            writer.Line($"  {AzureNames.Symbol(group.Name)}.id");
        }

        writer.Line("]");
    }

    private static void WriteGroup(TextWriter writer, AzureIpGroup group)
    {
        writer.Line();
        writer.Line($"resource {AzureNames.Symbol(group.Name)} '{AzureIpGroupEmitter.ResourceType}@{AzureIpGroupEmitter.ApiVersion}' = {{");
        writer.Line($"  name: {BicepText.Quoted(group.Name)}");
        writer.Line("  location: location");
        if (group.After is { } after)
        {
            writer.Line("  dependsOn: [");
            writer.Line($"    {AzureNames.Symbol(after)}");
            writer.Line("  ]");
        }

        writer.Line("  tags: {");
        foreach (var (name, value) in group.Tags)
        {
            writer.Line($"    {(name.Contains('-', StringComparison.Ordinal) ? BicepText.Quoted(name) : name)}: {BicepText.Quoted(value)}");
        }

        writer.Line("  }");
        writer.Line("  properties: {");
        writer.Line("    ipAddresses: [");
        foreach (var address in group.Addresses)
        {
            writer.Line($"      {BicepText.Quoted(address)}");
        }

        writer.Line("    ]");
        writer.Line("  }");
        writer.Line("}");
    }
}
