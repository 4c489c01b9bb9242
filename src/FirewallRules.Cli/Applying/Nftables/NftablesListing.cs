using System.Text.Json;

namespace FirewallRules.Cli.Applying;

/// <summary>The tables, base chains and jumps in the output of <c>nft -j list ruleset</c>, which is untrusted where others name things.</summary>
internal sealed class NftablesListing
{
    private readonly HashSet<(string Family, string Name)> _tables = [];
    private readonly List<(NftablesTable Table, string Name, string Hook, string Type)> _baseChains = [];
    private readonly List<(NftablesTable Table, string From, string To)> _jumps = [];

    private NftablesListing()
    {
    }

    /// <exception cref="CliException">The text is something else.</exception>
    public static NftablesListing Read(string json)
    {
        try
        {
            var listing = new NftablesListing();
            using var document = JsonDocument.Parse(json);
            foreach (var item in document.RootElement.GetProperty("nftables").EnumerateArray())
            {
                listing.Add(item.EnumerateObject().First());
            }

            return listing;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw CliException.Input("'nft -j list ruleset' printed something that cannot be read; nothing was changed.", e);
        }
    }

    public bool Has(NftablesTable table) => _tables.Contains((table.Family, table.Name));

    /// <summary>The base chains of a table that a hook enters.</summary>
    /// <param name="table">The table.</param>
    /// <param name="hook">Such as <c>output</c>.</param>
    /// <param name="type">Such as <c>filter</c>; <see langword="null"/> for every type.</param>
    public IReadOnlyList<string> BaseChains(NftablesTable table, string hook, string? type = null)
        => [.. _baseChains.Where(chain => chain.Table == table && chain.Hook == hook && (type ?? chain.Type) == chain.Type).Select(chain => chain.Name)];

    /// <summary>Whether a chain jumps or goes to another one, at least for some packets and at least through others.</summary>
    public bool Leads(NftablesTable table, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var chain))
        {
            foreach (var target in _jumps.Where(jump => jump.Table == table && jump.From == chain).Select(jump => jump.To).Where(seen.Add))
            {
                open.Push(target);
            }
        }

        return seen.Contains(to);
    }

    private void Add(JsonProperty item)
    {
        switch (item.Name)
        {
            case "table":
                _tables.Add((Text(item.Value, "family"), Text(item.Value, "name")));
                break;
            case "chain" when item.Value.TryGetProperty("hook", out var hook) && TableOf(item.Value) is { } table:
                _baseChains.Add((table, Text(item.Value, "name"), hook.GetString() ?? "", Text(item.Value, "type")));
                break;
            case "rule" when TableOf(item.Value) is { } table:
                _jumps.AddRange(Targets(item.Value.GetProperty("expr")).Select(target => (table, Text(item.Value, "chain"), target)));
                break;
            default:
                break;
        }
    }

    // A verdict map holds verdicts below the rule.
    private static IEnumerable<string> Targets(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Targets),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.Name is "jump" or "goto" && property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("target", out var target)
                ? [target.GetString() ?? ""]
                : Targets(property.Value)),
        _ => [],
    };

    // A table with another name is not one that rules are written to.
    private static NftablesTable? TableOf(JsonElement item)
        => NftablesTable.TryParse($"{Text(item, "family")}/{Text(item, "table")}", out var table) ? table : null;

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
