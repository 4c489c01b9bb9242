using static FirewallRules.Emitters.AzureNsgText;

namespace FirewallRules.Emitters;

/// <summary>Writes an ARM template.</summary>
internal sealed class AzureNsgArmWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    private const string NsgType = "Microsoft.Network/networkSecurityGroups";
    private const string RuleType = NsgType + "/securityRules";

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        writer.Line("{");
        writer.Line($"  \"$schema\": {Json(Schema)},");
        writer.Line("  \"contentVersion\": \"1.0.0.0\",");
        writer.Line("  \"metadata\": {");
        WriteList("    ", "comments", header.Where(line => line.Length > 0), "");
        writer.Line("  },");
        writer.Line("  \"parameters\": {");
        WriteParameter("nsgName", options.NsgName, options.Whole ? "," : "");
        if (options.Whole)
        {
            WriteParameter("location", "[resourceGroup().location]", "");
        }

        writer.Line("  },");
        writer.Line("  \"resources\": [");
        if (options.Whole)
        {
            WriteNsg(rules);
        }
        else
        {
            WriteRules(rules);
        }

        writer.Line("  ]");
        writer.Line("}");
    }

    private void WriteNsg(IReadOnlyList<AzureNsgRule> rules)
    {
        writer.Line("    {");
        WriteType(NsgType);
        writer.Line("      \"name\": \"[parameters('nsgName')]\",");
        writer.Line("      \"location\": \"[parameters('location')]\",");
        writer.Line("      \"properties\": {");
        writer.Line("        \"securityRules\": [");
        for (var i = 0; i < rules.Count; i++)
        {
            writer.Line("          {");
            writer.Line($"            \"name\": {Arm(rules[i].Name)},");
            WriteProperties("            ", rules[i]);
            writer.Line(i == rules.Count - 1 ? "          }" : "          },");
        }

        writer.Line("        ]");
        writer.Line("      }");
        writer.Line("    }");
    }

    private void WriteRules(IReadOnlyList<AzureNsgRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            writer.Line("    {");
            WriteType(RuleType);
            writer.Line($"      \"name\": {Json($"[concat(parameters('nsgName'), '/{rules[i].Name}')]")},");
            if (i > 0)
            {
                WriteList("      ", "dependsOn", [$"[resourceId('{RuleType}', parameters('nsgName'), '{rules[i - 1].Name}')]"], ",");
            }

            WriteProperties("      ", rules[i]);
            writer.Line(i == rules.Count - 1 ? "    }" : "    },");
        }
    }

    private void WriteType(string type)
    {
        writer.Line($"      \"type\": {Json(type)},");
        writer.Line($"      \"apiVersion\": {Json(AzureNsgEmitter.ApiVersion)},");
    }

    private void WriteParameter(string name, string value, string after)
    {
        writer.Line($"    {Json(name)}: {{");
        writer.Line("      \"type\": \"string\",");
        writer.Line($"      \"defaultValue\": {Json(value)}");
        writer.Line("    }" + after);
    }

    private void WriteProperties(string indent, AzureNsgRule rule)
    {
        writer.Line($"{indent}\"properties\": {{");
        var properties = rule.Properties.ToList();
        foreach (var property in properties)
        {
            var after = property == properties[^1] ? "" : ",";
            if (property.Kind == AzureNsgProperty.Form.LongList)
            {
                WriteList(indent + "  ", property.Name, property.Values, after);
                continue;
            }

            writer.Line($"{indent}  {Json(property.Name)}: {Value(property)}{after}");
        }

        writer.Line($"{indent}}}");
    }

    private static string Value(AzureNsgProperty property) => property.Kind switch
    {
        AzureNsgProperty.Form.Number => property.Values[0],
        AzureNsgProperty.Form.Text => Arm(property.Values[0]),
        _ => $"[{string.Join(", ", property.Values.Select(Arm))}]",
    };

    private void WriteList(string indent, string name, IEnumerable<string> values, string after)
    {
        writer.Line($"{indent}{Json(name)}: [");
        writer.Line(string.Join(",\n", values.Select(value => $"{indent}  {Json(value)}")));
        writer.Line($"{indent}]{after}");
    }
}
