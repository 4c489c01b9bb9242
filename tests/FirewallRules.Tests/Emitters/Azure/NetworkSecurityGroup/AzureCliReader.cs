using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>Reads the rules that a script asks the Azure CLI to create, as the CLI would send them.</summary>
internal static class AzureCliReader
{
    private const string Create = "nsg_rule create ";

    public static IReadOnlyList<AzureSecurityRule> Read(string script)
    {
        var rules = Created(script);
        Assert.That(Wanted(script), Is.EqualTo(rules.Select(Line)));
        return rules;
    }

    /// <param name="script">The script of an update.</param>
    /// <param name="former">The names of the rules that it deletes.</param>
    public static IReadOnlyList<AzureSecurityRule> ReadUpdate(string script, out string[] former)
    {
        var rules = Created(script);
        Assert.That(rules.Select(Line), Is.SubsetOf(Wanted(script)));
        former = Data(script, "former", "[a-z][a-z0-9-]*-(egress|ingress)-[a-z0-9_-]+");
        return rules;
    }

    private static List<AzureSecurityRule> Created(string script)
        =>
        [
            .. script.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
                .Where(line => line.StartsWith(Create, StringComparison.Ordinal))
                .Select(line => ToRule([.. Words(line[Create.Length..])])),
        ];

    private static string[] Wanted(string script) => Data(script, "wanted", "(Outbound|Inbound) [0-9]+ [^ \n]+ [0-9a-f]{8}");

    private static string[] Data(string script, string function, string line)
        => [.. Regex.Matches(
            script.Split($"\n{function}() {{\n")[1].Split("\n}\n")[0], line, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => match.Value)];

    // The last word is the hash in the description.
    private static string Line(AzureSecurityRule rule)
        => $"{rule.Properties["direction"]} {rule.Properties["priority"]} {rule.Name} {((string)rule.Properties["description"]!).Split(' ')[1]}";

    private static AzureSecurityRule ToRule(string[] words)
    {
        var options = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var last = "";
        foreach (var word in words)
        {
            Assert.That(word, Does.Not.StartWith("@").And.Not.Contains("=@"), "the CLI would read a file");
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                options.Add(last = word, []);
            }
            else
            {
                options[last].Add(word);
            }
        }

        var properties = new JsonObject();
        foreach (var (option, values) in options.Where(pair => pair.Key is not ("--name" or "--output")))
        {
            var parts = option[2..].Split('-');
            var name = parts[0] + string.Concat(parts[1..].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
            if (option == "--priority")
            {
                properties.Add(name, int.Parse(values.Single(), CultureInfo.InvariantCulture));
            }
            else if (name.EndsWith("Ranges", StringComparison.Ordinal) || name.EndsWith("Prefixes", StringComparison.Ordinal))
            {
                AddList(properties, name, values);
            }
            else
            {
                properties.Add(name, values.Single());
            }
        }

        return new AzureSecurityRule(options["--name"].Single(), properties);
    }

    // As the CLI does, which has only the plural options.
    private static void AddList(JsonObject properties, string name, List<string> values)
    {
        if (values.Count == 1)
        {
            properties.Add(
                name.EndsWith("es", StringComparison.Ordinal) && name.Contains("Prefix", StringComparison.Ordinal)
                    ? name[..^2]
                    : name[..^1],
                values[0]);
        }
        else
        {
            properties.Add(name, new JsonArray([.. values.Select(value => (JsonNode)value)]));
        }
    }

    private static IEnumerable<string> Words(string line)
    {
        var (word, quoted, any) = (new StringBuilder(), false, false);
        foreach (var c in line)
        {
            if (c == '\'')
            {
                (quoted, any) = (!quoted, true);
            }
            else if (c == ' ' && !quoted)
            {
                if (any)
                {
                    yield return word.ToString();
                }

                (word, any) = (new StringBuilder(), false);
            }
            else
            {
                Assert.That(quoted || char.IsAsciiLetterOrDigit(c) || "._:/-".Contains(c), Is.True, $"unquoted {c} in {line}");
                word.Append(c);
                any = true;
            }
        }

        Assert.That(quoted, Is.False, line);
        if (any)
        {
            yield return word.ToString();
        }
    }
}
