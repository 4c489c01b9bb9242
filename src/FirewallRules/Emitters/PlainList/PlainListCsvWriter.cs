namespace FirewallRules.Emitters;

/// <summary>Writes rows as CSV. Several values in one field are separated by blanks (ports) or semicolons (texts).</summary>
internal static class PlainListCsvWriter
{
    public static void Write(TextWriter writer, IEnumerable<PlainListRow> rows)
    {
        writer.Line("direction,protocol,ports,family,prefix,sections,sources");
        foreach (var row in rows)
        {
            var ports = string.Join(' ', row.Ports);
            writer.Line($"{row.Direction},{row.Protocol},{ports},{row.Family},{row.Prefix},{CsvText.Texts(row.Labels)},{CsvText.Texts(row.Sources)}");
        }
    }
}
