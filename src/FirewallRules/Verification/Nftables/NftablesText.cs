using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Writes an expression of nftables roughly as <c>nft list</c> does, to name a rule in a report. It is not meant to be read by nft.</summary>
internal static class NftablesText
{
    private const int MaxLength = 160;

    public static string Of(IEnumerable<JsonElement> statements, string? comment)
    {
        var text = string.Join(' ', statements.Select(Of).Where(part => part.Length > 0)) + (comment is null ? "" : $" comment \"{comment}\"");
        return text.Length <= MaxLength ? text : text[..MaxLength] + "...";
    }

    public static string Of(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString()!;
            case JsonValueKind.Null:
                return "";
            case JsonValueKind.Array:
                return string.Join(',', value.EnumerateArray().Take(8).Select(Of)) + (value.GetArrayLength() > 8 ? ",..." : "");
            case JsonValueKind.Object:
                var (name, inner) = value.EnumerateObject().Select(property => (property.Name, property.Value)).FirstOrDefault();
                return name is null ? "" : Of(name, inner);
            default:
                return value.GetRawText();
        }
    }

    private static string Of(string name, JsonElement inner) => name switch
    {
        "match" when inner.ValueKind == JsonValueKind.Object => Match(inner),
        "payload" => $"{NftablesValues.Text(inner, "protocol")} {NftablesValues.Text(inner, "field")}",
        "meta" => NftablesValues.Text(inner, "key") ?? "meta",
        "ct" => string.Join(' ', new[] { "ct", NftablesValues.Text(inner, "dir"), NftablesValues.Text(inner, "key") }.Where(part => part is not null)),
        "prefix" => $"{NftablesValues.Text(inner, "addr")}/{NftablesValues.Number(inner, "len")}",
        "range" when inner.ValueKind == JsonValueKind.Array && inner.GetArrayLength() == 2 => $"{Of(inner[0])}-{Of(inner[1])}",
        "concat" when inner.ValueKind == JsonValueKind.Array => string.Join(" . ", inner.EnumerateArray().Select(Of)),
        "set" when inner.ValueKind == JsonValueKind.Array => $"{{ {Of(inner)} }}",
        "jump" or "goto" => $"{name} {NftablesValues.Text(inner, "target")}",
        "counter" => "",
        "accept" or "drop" or "return" or "continue" or "reject" or "masquerade" or "queue" => name,
        "xt" => $"xt {NftablesValues.Text(inner, "name")}",
        "elem" => Of(NftablesValues.Bare(inner)),
        "&" or "|" when inner.ValueKind == JsonValueKind.Array => string.Join($" {name} ", inner.EnumerateArray().Select(Of)),
        _ => inner.ValueKind is JsonValueKind.String or JsonValueKind.Number ? $"{name} {Of(inner)}" : name,
    };

    private static string Match(JsonElement match)
    {
        var op = NftablesValues.Text(match, "op");
        var (left, right) = (Property(match, "left"), Property(match, "right"));
        return $"{left} {(op is "==" or "in" or null ? "" : op + " ")}{right}";

        static string Property(JsonElement value, string name) => value.TryGetProperty(name, out var property) ? Of(property) : "";
    }
}
