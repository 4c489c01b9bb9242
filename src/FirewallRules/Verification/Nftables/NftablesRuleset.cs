using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Reads a ruleset as <c>nft -j list ruleset</c> prints it, or as the commands in JSON that make it.</summary>
internal sealed class NftablesRuleset
{
    private const string Source = "the output of 'nft -j list ruleset'";

    private readonly Dictionary<(string Family, string Name), NftablesTableState> _tables = [];
    private readonly Func<string, string, string, bool> _isOurs;

    private NftablesRuleset(Func<string, string, string, bool> isOurs) => _isOurs = isOurs;

    public IReadOnlyCollection<NftablesTableState> Tables => _tables.Values;

    /// <param name="json">The text.</param>
    /// <param name="isOurs">Whether a chain is of this project, by family and name of its table and its own name.</param>
    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static NftablesRuleset Read(ReadOnlyMemory<byte> json, Func<string, string, string, bool> isOurs)
    {
        var ruleset = new NftablesRuleset(isOurs);
        try
        {
            var root = Root(json);
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("nftables", out var objects) || objects.ValueKind != JsonValueKind.Array)
            {
                throw new LiveStateFormatException(Source, "it has no array 'nftables'");
            }

            foreach (var entry in objects.EnumerateArray())
            {
                ruleset.Take(entry);
            }
        }
        catch (JsonException e)
        {
            throw new LiveStateFormatException(Source, "it is not JSON", (e.LineNumber ?? -1) + 1, e);
        }

        foreach (var table in ruleset.Tables)
        {
            table.ReadRules();
        }

        return ruleset;
    }

    public NftablesTableState? Table(string family, string name) => _tables.GetValueOrDefault((family, name));

    // A copy, because the state outlives the caller's memory.
    private static JsonElement Root(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private void Take(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            throw new LiveStateFormatException(Source, "an element of 'nftables' is not an object");
        }

        foreach (var (name, value) in entry.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            switch (name)
            {
                case "add" or "create" or "insert":
                    Take(value);
                    break;
                case "flush" or "delete" or "destroy":
                    Undo(name, value);
                    break;
                default:
                    Take(name, value);
                    break;
            }
        }
    }

    private void Take(string kind, JsonElement value)
    {
        var (family, name) = (NftablesValues.Text(value, "family") ?? "ip", NftablesValues.Text(value, "name"));
        switch (kind)
        {
            case "table" when name is not null:
                Of(family, name).IsDormant = IsDormant(value);
                break;
            case "chain" when name is not null && TableOf(value) is { } table:
                table.Declare(name, value);
                break;
            case "rule" when TableOf(value) is { } table && NftablesValues.Text(value, "chain") is { } chain:
                table.AddRule(chain, value);
                break;
            case "set" or "map" or "element" when name is not null && TableOf(value) is { } table:
                table.AddElements(name, value.TryGetProperty("elem", out var elements) ? elements : default);
                break;
        }

        NftablesTableState? TableOf(JsonElement declared) => NftablesValues.Text(declared, "table") is { } table ? Of(family, table) : null;
    }

    private static bool IsDormant(JsonElement table)
        => table.TryGetProperty("flags", out var flags)
            && (flags.ValueKind == JsonValueKind.Array ? flags.EnumerateArray().Any(IsFlag) : IsFlag(flags));

    private static bool IsFlag(JsonElement flag) => flag.ValueKind == JsonValueKind.String && flag.ValueEquals("dormant");

    // What the commands of this project take back before they add.
    private void Undo(string command, JsonElement target)
    {
        foreach (var (kind, value) in target.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (NftablesValues.Text(value, "name") is not { } name || NftablesValues.Text(value, "table") is not { } tableName)
            {
                continue;
            }

            var table = Of(NftablesValues.Text(value, "family") ?? "ip", tableName);
            switch (command, kind)
            {
                case ("flush", "set" or "map"):
                    table.FlushSet(name);
                    break;
                case ("flush", "chain"):
                    table.FlushChain(name);
                    break;
                case (_, "chain"):
                    table.DeleteChain(name);
                    break;
            }
        }
    }

    private NftablesTableState Of(string family, string name)
    {
        if (!_tables.TryGetValue((family, name), out var table))
        {
            table = new NftablesTableState(family, name, chain => _isOurs(family, name, chain));
            _tables[(family, name)] = table;
        }

        return table;
    }
}
