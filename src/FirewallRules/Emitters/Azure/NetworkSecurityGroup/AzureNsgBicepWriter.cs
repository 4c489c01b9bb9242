namespace FirewallRules.Emitters;

/// <summary>Writes a Bicep file with the content of the ARM template.</summary>
internal sealed class AzureNsgBicepWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private const string NsgType = "Microsoft.Network/networkSecurityGroups";

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        writer.WriteComments(header, "//");
        writer.Line();
        writer.Line($"param nsgName string = {BicepText.Quoted(options.NsgName)}");
        if (options.FullNsg)
        {
            WriteNsg(rules);
        }
        else
        {
            WriteRules(rules);
        }
    }

    private void WriteNsg(IReadOnlyList<AzureNsgRule> rules)
    {
        writer.Line("param location string = resourceGroup().location");
        writer.Line();
        writer.Line($"resource nsg '{NsgType}@{AzureNsgEmitter.ApiVersion}' = {{");
        writer.Line("  name: nsgName");
        writer.Line("  location: location");
        writer.Line("  properties: {");
        writer.Line("    securityRules: [");
        foreach (var rule in rules)
        {
            writer.Line("      {");
            writer.Line($"        name: {BicepText.Quoted(rule.Name)}");
            WriteProperties("        ", rule);
            writer.Line("      }");
        }

        writer.Line("    ]");
        writer.Line("  }");
        writer.Line("}");
    }

    private void WriteRules(IReadOnlyList<AzureNsgRule> rules)
    {
        writer.Line();
        writer.Line($"resource nsg '{NsgType}@{AzureNsgEmitter.ApiVersion}' existing = {{");
        writer.Line("  name: nsgName");
        writer.Line("}");
        for (var i = 0; i < rules.Count; i++)
        {
            writer.Line();
            writer.Line($"resource {AzureNsgNames.Symbol(rules[i].Name)} '{NsgType}/securityRules@{AzureNsgEmitter.ApiVersion}' = {{");
            writer.Line("  parent: nsg");
            writer.Line($"  name: {BicepText.Quoted(rules[i].Name)}");
            if (i > 0)
            {
                writer.Line("  dependsOn: [");
                writer.Line($"    {AzureNsgNames.Symbol(rules[i - 1].Name)}");
                writer.Line("  ]");
            }

            WriteProperties("  ", rules[i]);
            writer.Line("}");
        }
    }

    private void WriteProperties(string indent, AzureNsgRule rule)
    {
        writer.Line($"{indent}properties: {{");
        foreach (var property in rule.Properties)
        {
            if (property.Kind is AzureNsgProperty.ValueKind.Text or AzureNsgProperty.ValueKind.Number)
            {
                var value = property.Kind == AzureNsgProperty.ValueKind.Text ? BicepText.Quoted(property.Values[0]) : property.Values[0];
                writer.Line($"{indent}  {property.Name}: {value}");
                continue;
            }

            if (property.Kind == AzureNsgProperty.ValueKind.SecurityGroup)
            {
                writer.Line($"{indent}  {property.Name}: [");
                writer.Line($"{indent}    {{");
                writer.Line($"{indent}      id: resourceId({BicepText.Quoted(AzureNsgProperty.SecurityGroupType)}, {BicepText.Quoted(property.Values[0])})");
                writer.Line($"{indent}    }}");
                writer.Line($"{indent}  ]");
                continue;
            }

            // One value a line, because older compilers do not support lists on one line.
            writer.Line($"{indent}  {property.Name}: [");
            foreach (var value in property.Values)
            {
                writer.Line($"{indent}    {BicepText.Quoted(value)}");
            }

            writer.Line($"{indent}  ]");
        }

        writer.Line($"{indent}}}");
    }
}
