using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>Reads the part of HCL that outputs are made of, and turns attributes of azurerm into the properties of ARM.</summary>
internal static class AzureTerraformReader
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly Regex Attribute = new("\\A(?<name>[a-z_]+) += (?<value>.+)\\z", RegexOptions.ExplicitCapture, Timeout);
    private static readonly Regex Text =
        new("\\A\"(?<text>([^\"\\\\$%]|\\$\\$\\{|%%\\{|[$%](?!\\{)|\\\\[\"\\\\])*)\"\\z", RegexOptions.ExplicitCapture, Timeout);

    public static IReadOnlyList<AzureSecurityRule> Read(string hcl)
    {
        var lines = new Queue<string>(hcl.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Trim()));
        var (rules, labels) = (new List<AzureSecurityRule>(), new List<string>());
        while (lines.TryDequeue(out var line))
        {
            if (line.StartsWith("variable ", StringComparison.Ordinal))
            {
                Assert.That(line, Does.Match("^variable \"[a-z][a-z0-9_]*_(resource_group_name|network_security_group_name|location)\" \\{$"));
                ReadBlock(lines, rules);
                continue;
            }

            var inline = Regex.IsMatch(line, "^resource \"azurerm_network_security_group\" \"[a-z0-9_]+_nsg\" \\{$", RegexOptions.ExplicitCapture, Timeout);
            Assert.That(inline || line.StartsWith("resource \"azurerm_network_security_rule\" \"", StringComparison.Ordinal), Is.True, line);
            var body = ReadBlock(lines, rules);
            Assert.That((string)body["resource_group_name"]!, Does.Match("^=var[.][a-z0-9_]+_resource_group_name$"));
            if (inline)
            {
                Assert.That((string)body["name"]!, Does.Match("^=var[.][a-z0-9_]+_network_security_group_name$"));
                continue;
            }

            Assert.That((string)body["network_security_group_name"]!, Does.Match("^=var[.][a-z0-9_]+_network_security_group_name$"));
            body.Remove("resource_group_name");
            body.Remove("network_security_group_name");
            if (body.Remove("depends_on", out var before))
            {
                var own = (string)body["direction"]!;
                var expected = labels.Where((_, i) => (string)rules[i].Properties["direction"]! == own)
                    .Select(label => "=azurerm_network_security_rule." + label);
                Assert.That((string)body["access"]!, Is.EqualTo("Deny"));
                Assert.That(before!.AsArray().Select(one => (string)one!), Is.EqualTo(expected));
            }

            labels.Add(line.Split('"')[3]);
            rules.Add(ToRule(body));
        }

        Assert.That(labels, Is.Unique);
        return rules;
    }

    private static AzureSecurityRule ToRule(JsonObject body)
    {
        var name = (string)body["name"]!;
        body.Remove("name");
        var properties = new JsonObject();
        foreach (var (key, value) in body)
        {
            properties.Add(
                Regex.Replace(
                    key,
                    "_(?<letter>[a-z])",
                    match => match.Groups["letter"].Value.ToUpperInvariant(),
                    RegexOptions.ExplicitCapture,
                    Timeout),
                value!.DeepClone());
        }

        return new AzureSecurityRule(name, properties);
    }

    private static JsonObject ReadBlock(Queue<string> lines, List<AzureSecurityRule> inline)
    {
        var body = new JsonObject();
        for (var line = lines.Dequeue(); line != "}"; line = lines.Dequeue())
        {
            if (line == "security_rule {")
            {
                inline.Add(ToRule(ReadBlock(lines, inline)));
                continue;
            }

            var attribute = Attribute.Match(line);
            Assert.That(attribute.Success, Is.True, line);
            body.Add(attribute.Groups["name"].Value, Value(attribute.Groups["value"].Value, lines));
        }

        return body;
    }

    private static JsonNode Value(string text, Queue<string> lines)
    {
        if (text[0] != '[')
        {
            return Scalar(text);
        }

        var items = new List<string>();
        if (text == "[")
        {
            for (var line = lines.Dequeue(); line != "]"; line = lines.Dequeue())
            {
                Assert.That(line, Does.EndWith(","));
                items.Add(line[..^1]);
            }
        }
        else
        {
            items.AddRange(text[1..^1].Split(", "));
        }

        return new JsonArray([.. items.Select(Scalar)]);
    }

    private static JsonNode Scalar(string text)
    {
        if (Text.Match(text) is { Success: true } match)
        {
            return Regex.Replace(match.Groups["text"].Value, "\\\\(?<plain>.)", "${plain}", RegexOptions.ExplicitCapture, Timeout)
                .Replace("$${", "${", StringComparison.Ordinal).Replace("%%{", "%{", StringComparison.Ordinal);
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : "=" + text;
    }
}
