using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FirewallRules.Tests.Emitters.Azure;

namespace FirewallRules.Tests.Emitters.Readers;

/// <summary>The state of a platform after an output, one line for each item, and after an update is applied to it.</summary>
internal static class UpdateReader
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly Regex Document = new("^(?<name>[a-z_0-9]+)\\(\\) \\{\n(:|echo '(?<text>[^']*)')\n\\}$", Options);
    private static readonly Regex Fill =
        new("^ *list_(?<number>[0-9]+) >\"\\$work/entries\"\n *fill_list (?<name>[a-z0-9-]+) IPv[46] (?<size>[0-9]+)$", Options);
    private static readonly Regex Delete = new("^delete_list (?<name>[a-z0-9-]+) \"\\$group\"$", Options);
    private static readonly Regex Find = new("^find_list (?<name>[a-z0-9-]+)$", Options);
    private static readonly Regex Former = new("^\\$former = @\\(\n(?<names>(    '[^']+'\n)*)\\)$", Options);

    /// <summary>Whether an update changes the existing state incrementally, and is not the complete output for the newer rules.</summary>
    public static bool IsDelta(string emitter) => emitter is "windows" or "aws-cli" or "aws-json" or "azure-cli";

    /// <summary>The state after an output.</summary>
    public static SortedDictionary<string, string> StateOf(string emitter, string output) => emitter switch
    {
        "windows" => Windows(output),
        "aws-cli" => AwsScript(output, out _),
        "aws-json" => AwsJson(JsonNode.Parse(output)!["groups"]!.AsArray().Single()!),
        "azure-cli" => Azure(AzureCliReader.Read(output)),
        _ => throw new ArgumentOutOfRangeException(nameof(emitter), emitter, "Its updates are whole outputs."),
    };

    /// <summary>Applies an update to the state.</summary>
    public static void Apply(string emitter, string update, SortedDictionary<string, string> state)
    {
        var (added, removed) = emitter switch
        {
            "windows" => (
                Windows(update),
                Names(Former.Match(update).Groups["names"].Value
                    .Replace("    '", "", StringComparison.Ordinal)
                    .Replace("'", "", StringComparison.Ordinal))),
            "aws-cli" => (AwsScript(update, out var gone), gone),
            "aws-json" => (AwsJson(JsonNode.Parse(update)!["authorize"]!), AwsJson(JsonNode.Parse(update)!["revoke"]!).Keys),
            _ => (Azure(AzureCliReader.ReadUpdate(update, out var former)), (IEnumerable<string>)former),
        };
        foreach (var (key, value) in added)
        {
            state[key] = value;
        }

        foreach (var key in removed)
        {
            Assert.That(added.ContainsKey(key), Is.False, "nothing is both added and removed");
            Assert.That(state.Remove(key), Is.True, $"only what is there is removed, and not {key}");
        }
    }

    private static SortedDictionary<string, string> Windows(string script)
        => Sorted(PowerShellReader.Plan(script, out _, out _)
            .Select(rule => (
                rule.Name, $"{rule.Direction} {rule.Protocol} {string.Join(',', rule.Ports)} {string.Join(',', rule.Addresses)}")));

    private static SortedDictionary<string, string> AwsScript(string script, out IEnumerable<string> removed)
    {
        var documents = Document.Matches(script).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value, StringComparer.Ordinal);
        var state = Sorted(Names(documents.GetValueOrDefault("added") ?? documents["wanted_1"]).Select(line => (string.Join(' ', line.Split(' ')[..5]), "")));
        foreach (Match fill in Fill.Matches(script))
        {
            state.Add("list " + fill.Groups["name"].Value, fill.Groups["size"].Value + "\n" + documents["list_" + fill.Groups["number"].Value]);
        }

        var deleted = Delete.Matches(script).Select(match => match.Groups["name"].Value).ToList();
        removed = Names(documents.GetValueOrDefault("removed", "")).Concat(deleted.Select(name => "list " + name));
        if (documents.ContainsKey("added"))
        {
            var known = state.Keys.Where(key => key.StartsWith("list ", StringComparison.Ordinal))
                .Select(key => key[5..])
                .Concat(Find.Matches(script).Select(match => match.Groups["name"].Value));
            var referred = state.Keys.Concat(removed)
                .Where(key => key.Contains(" list:", StringComparison.Ordinal))
                .Select(key => key[(key.IndexOf(" list:", StringComparison.Ordinal) + 6)..]);
            Assert.That(referred.Distinct(StringComparer.Ordinal), Is.SubsetOf(known), "every list that a rule refers to is looked up");
        }

        return state;
    }

    private static SortedDictionary<string, string> AwsJson(JsonNode node)
        => Sorted(from direction in new[] { "egress", "ingress" }
                  from permission in node[direction]?.AsArray() ?? []
                  from list in new[] { ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6") }
                  from range in permission![list.Item1]?.AsArray() ?? []
                  select (
                      string.Create(
                          CultureInfo.InvariantCulture,
                          $"{direction} {permission["IpProtocol"]} {permission["FromPort"]} {permission["ToPort"]} {range![list.Item2]}"),
                      ""));

    private static SortedDictionary<string, string> Azure(IEnumerable<AzureSecurityRule> rules)
        => Sorted(rules.Select(rule => (
            rule.Name,
            string.Join(
                ' ',
                rule.Properties.Where(property => property.Key != "description")
                    .Select(property => $"{property.Key}={property.Value!.ToJsonString()}")))));

    private static SortedDictionary<string, string> Sorted(IEnumerable<(string Key, string Value)> items)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in items)
        {
            sorted.Add(key, value);
        }

        return sorted;
    }

    private static string[] Names(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
