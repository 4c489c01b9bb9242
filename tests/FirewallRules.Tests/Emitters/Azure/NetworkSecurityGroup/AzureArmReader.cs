using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>Reads ARM templates of the two kinds there are here, and refuses every key that it does not expect.</summary>
internal static class AzureArmReader
{
    private const string Nsg = "Microsoft.Network/networkSecurityGroups";

    private static readonly Regex ChildName = new(
        "\\A\\[format\\('\\{0\\}/\\{1\\}', parameters\\('nsgName'\\), '(?<name>[A-Za-z0-9_.-]+)'\\)\\]\\z",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    public static IReadOnlyList<AzureSecurityRule> Read(string json)
    {
        var template = JsonNode.Parse(json)!.AsObject();
        Keys(template, "$schema", "contentVersion", "metadata", "parameters", "resources");
        Assert.That((string)template["$schema"]!, Is.EqualTo("https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"));
        Assert.That((string)template["contentVersion"]!, Is.EqualTo("1.0.0.0"));
        Keys(template["metadata"]!.AsObject(), "comments");
        foreach (var parameter in template["parameters"]!.AsObject())
        {
            Keys(parameter.Value!.AsObject(), "type", "defaultValue");
            Assert.That((string)parameter.Value!["type"]!, Is.EqualTo("string"));
        }

        var resources = template["resources"]!.AsArray().Select(resource => resource!.AsObject()).ToList();
        Assert.That(resources, Has.Count.LessThanOrEqualTo(800), "resources of a template");
        Assert.That(resources.Select(resource => (string)resource["apiVersion"]!), Is.All.EqualTo("2024-05-01"));
        return resources is [var one] && (string)one["type"]! == Nsg ? ReadWhole(template, one) : ReadChildren(template, resources);
    }

    private static AzureSecurityRule[] ReadWhole(JsonObject template, JsonObject nsg)
    {
        Keys(template["parameters"]!.AsObject(), "nsgName", "location");
        Keys(nsg, "type", "apiVersion", "name", "location", "properties");
        Keys(nsg["properties"]!.AsObject(), "securityRules");
        Assert.That((string)nsg["name"]!, Is.EqualTo("[parameters('nsgName')]"));
        Assert.That((string)nsg["location"]!, Is.EqualTo("[parameters('location')]"));
        return [.. nsg["properties"]!["securityRules"]!.AsArray().Select(rule =>
        {
            Keys(rule!.AsObject(), "name", "properties");
            return new AzureSecurityRule((string)rule["name"]!, rule["properties"]!.AsObject());
        })];
    }

    private static List<AzureSecurityRule> ReadChildren(JsonObject template, List<JsonObject> resources)
    {
        Keys(template["parameters"]!.AsObject(), "nsgName");
        var rules = new List<AzureSecurityRule>();
        foreach (var resource in resources)
        {
            Keys(resource, [.. new[] { "type", "apiVersion", "name", "dependsOn", "properties" }.Where(key => key != "dependsOn" || rules.Count > 0)]);
            Assert.That((string)resource["type"]!, Is.EqualTo(Nsg + "/securityRules"));
            if (rules.Count > 0)
            {
                Assert.That(
                    resource["dependsOn"]!.AsArray().Select(one => (string)one!),
                    Is.EqualTo(new[] { $"[resourceId('{Nsg}/securityRules', parameters('nsgName'), '{rules[^1].Name}')]" }));
            }

            rules.Add(new AzureSecurityRule(ChildName.Match((string)resource["name"]!).Groups["name"].Value, resource["properties"]!.AsObject()));
        }

        return rules;
    }

    private static void Keys(JsonObject node, params string[] keys) => Assert.That(node.Select(pair => pair.Key), Is.EqualTo(keys));
}
