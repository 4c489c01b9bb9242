using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>Reads the part of Bicep that outputs are made of, line by line, and refuses every other line.</summary>
internal static class AzureBicepReader
{
    private const string Nsg = "Microsoft.Network/networkSecurityGroups";
    private const string Version = "@2024-05-01";

    private static readonly Regex Resource = new(
        "\\Aresource (?<symbol>[a-z][a-z0-9_]*) '(?<type>[^']*)' =(?<existing>  ?existing =)? \\{\\z",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    public static IReadOnlyList<AzureSecurityRule> Read(string bicep)
    {
        var lines = new Queue<string>(bicep.Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(line => line.Trim()));
        var (rules, symbols) = (new List<AzureSecurityRule>(), new List<string>());
        Assert.That(lines.Dequeue(), Does.Match("^param nsgName string = '[A-Za-z0-9_.-]+'$"));
        while (lines.TryDequeue(out var line))
        {
            if (line == "param location string = resourceGroup().location")
            {
                continue;
            }

            if (line == $"resource nsg '{Nsg}{Version}' existing = {{")
            {
                Assert.That(ReadObject(lines).ToJsonString(), Is.EqualTo("""{"name":"=nsgName"}"""));
                continue;
            }

            var resource = Resource.Match(line);
            Assert.That(resource.Success, Is.True, line);
            var (type, body) = (resource.Groups["type"].Value, ReadObject(lines));
            if (type == Nsg + Version)
            {
                Assert.That(body.Select(pair => pair.Key), Is.EqualTo(new[] { "name", "location", "properties" }));
                Assert.That(new[] { (string)body["name"]!, (string)body["location"]! }, Is.EqualTo(new[] { "=nsgName", "=location" }));
                rules.AddRange(body["properties"]!["securityRules"]!.AsArray()
                    .Select(rule => new AzureSecurityRule((string)rule!["name"]!, rule["properties"]!.AsObject())));
                continue;
            }

            Assert.That(type, Is.EqualTo(Nsg + "/securityRules" + Version));
            Assert.That((string)body["parent"]!, Is.EqualTo("=nsg"));
            Assert.That(
                body.Select(pair => pair.Key),
                Is.EqualTo(symbols.Count == 0 ? ["parent", "name", "properties"] : new[] { "parent", "name", "dependsOn", "properties" }));
            if (symbols.Count > 0)
            {
                Assert.That(body["dependsOn"]!.ToJsonString(), Is.EqualTo($"[\"={symbols[^1]}\"]"));
            }

            symbols.Add(resource.Groups["symbol"].Value);
            rules.Add(new AzureSecurityRule((string)body["name"]!, body["properties"]!.AsObject()));
        }

        Assert.That(symbols, Is.Unique);
        return rules;
    }

    private static JsonObject ReadObject(Queue<string> lines)
    {
        var node = new JsonObject();
        for (var line = lines.Dequeue(); line != "}"; line = lines.Dequeue())
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            node.Add(line[..colon], ReadValue(line[(colon + 2)..], lines));
        }

        return node;
    }

    private static JsonNode ReadValue(string text, Queue<string> lines)
    {
        if (text == "{")
        {
            return ReadObject(lines);
        }

        if (text != "[")
        {
            return ReadScalar(text);
        }

        var list = new JsonArray();
        for (var line = lines.Dequeue(); line != "]"; line = lines.Dequeue())
        {
            list.Add(ReadValue(line, lines));
        }

        return list;
    }

    // The leading equals sign distinguishes a symbol from a string.
    private static JsonValue ReadScalar(string text)
    {
        if (text.Length > 1 && text[0] == '\'' && text[^1] == '\'')
        {
            var inner = text[1..^1];
            Assert.That(
                Regex.IsMatch(inner, "\\A([^'\\\\$]|\\$(?!\\{)|\\\\['\\\\$])*\\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)),
                Is.True,
                text);
            return JsonValue.Create(Regex.Replace(inner, "\\\\(?<plain>.)", "${plain}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create("=" + text);
    }
}
