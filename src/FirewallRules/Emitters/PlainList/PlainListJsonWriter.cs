namespace FirewallRules.Emitters;

/// <summary>Writes rows as a JSON array with one object per line. What a rule does not have, such as labels, is left out.</summary>
internal static class PlainListJsonWriter
{
    public static void Write(TextWriter writer, IEnumerable<PlainListRow> rows)
    {
        using var json = new JsonWriter(writer);
        var lines = rows.Any();
        json.StartArray(lines ? JsonLayout.Indented(0) : default);
        foreach (var row in rows)
        {
            json.StartObject();
            json.Property("direction", row.Direction);
            json.Property("protocol", row.Protocol);
            json.Property("ports", row.Ports);
            json.Property("family", row.Family);
            json.Property("prefix", row.Prefix);
            WriteTexts(json, "sections", row.Labels);
            WriteTexts(json, "sources", row.Sources);
            json.EndObject();
        }

        json.EndArray().EndLine();
        json.Flush();
    }

    private static void WriteTexts(JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            json.Property(name, texts);
        }
    }
}
