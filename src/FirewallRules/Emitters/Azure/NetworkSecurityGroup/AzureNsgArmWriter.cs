using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes an ARM template.</summary>
internal sealed class AzureNsgArmWriter(TextWriter writer, AzureNsgOptions options) : IAzureNsgWriter
{
    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    private const string NsgType = "Microsoft.Network/networkSecurityGroups";
    private const string RuleType = NsgType + "/securityRules";

    public void Write(IReadOnlyList<string> header, IReadOnlyList<AzureNsgRule> rules, IReadOnlyList<Direction> directions)
    {
        using var json = new JsonWriter(writer);
        json.StartObject(JsonLayout.Indented(0)).Property("$schema", Schema).Property("contentVersion", "1.0.0.0");
        json.Name("metadata").StartObject(JsonLayout.Indented(1));
        json.Property("comments", header.Where(line => line.Length > 0), JsonLayout.Indented(2)).EndObject();
        WriteParameters(json);
        json.Name("resources").StartArray(JsonLayout.Indented(1));
        if (options.FullNsg)
        {
            WriteNsg(json, rules);
        }
        else
        {
            WriteRules(json, rules);
        }

        json.EndArray().EndObject().EndLine().Flush();
    }

    private void WriteParameters(JsonWriter json)
    {
        json.Name("parameters").StartObject(JsonLayout.Indented(1));
        WriteParameter("nsgName", options.NsgName);
        if (options.FullNsg)
        {
            WriteParameter("location", "[resourceGroup().location]");
        }

        json.EndObject();

        void WriteParameter(string name, string value)
            => json.Name(name).StartObject(JsonLayout.Indented(2)).Property("type", "string").Property("defaultValue", value).EndObject();
    }

    private static void WriteNsg(JsonWriter json, IReadOnlyList<AzureNsgRule> rules)
    {
        StartResource(json, NsgType);
        json.Property("name", "[parameters('nsgName')]").Property("location", "[parameters('location')]");
        json.Name("properties").StartObject(JsonLayout.Indented(3));
        json.Name("securityRules").StartArray(JsonLayout.Indented(4));
        foreach (var rule in rules)
        {
            json.StartObject(JsonLayout.Indented(5)).Property("name", ArmText.Literal(rule.Name));
            WriteProperties(json, 6, rule);
            json.EndObject();
        }

        json.EndArray().EndObject().EndObject();
    }

    private static void WriteRules(JsonWriter json, IReadOnlyList<AzureNsgRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            StartResource(json, RuleType);
            json.Property("name", $"[format('{{0}}/{{1}}', parameters('nsgName'), '{rules[i].Name}')]");
            if (i > 0)
            {
                json.Property("dependsOn", [$"[resourceId('{RuleType}', parameters('nsgName'), '{rules[i - 1].Name}')]"], JsonLayout.Indented(3));
            }

            WriteProperties(json, 3, rules[i]);
            json.EndObject();
        }
    }

    private static void StartResource(JsonWriter json, string type)
        => json.StartObject(JsonLayout.Indented(2)).Property("type", type).Property("apiVersion", AzureNsgEmitter.ApiVersion);

    private static void WriteProperties(JsonWriter json, int depth, AzureNsgRule rule)
    {
        json.Name("properties").StartObject(JsonLayout.Indented(depth));
        foreach (var property in rule.Properties)
        {
            json.Name(property.Name);
            _ = property.Kind switch
            {
                AzureNsgProperty.ValueKind.Number => json.Value(int.Parse(property.Values[0], CultureInfo.InvariantCulture)),
                AzureNsgProperty.ValueKind.Text => json.Value(ArmText.Literal(property.Values[0])),
                AzureNsgProperty.ValueKind.SecurityGroup => WriteSecurityGroup(json, depth + 1, property.Values[0]),
                AzureNsgProperty.ValueKind.ShortList => json.Values(property.Values.Select(ArmText.Literal)),
                _ => json.Values(property.Values, JsonLayout.Indented(depth + 1)),
            };
        }

        json.EndObject();
    }

    private static JsonWriter WriteSecurityGroup(JsonWriter json, int depth, string name)
        => json.StartArray(JsonLayout.Indented(depth)).StartObject()
            .Property("id", $"[resourceId('{AzureNsgProperty.SecurityGroupType}', '{name}')]").EndObject().EndArray();
}
