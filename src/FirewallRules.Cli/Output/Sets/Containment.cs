using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FirewallRules.Cli.Output;

/// <summary>Reports for each entry of a list whether it is inside a set, partially inside, or outside: as written, in the order of the
/// list.</summary>
internal static class Containment
{
    /// <returns>Whether every entry is inside.</returns>
    public static bool Write(AddressSet set, string file, ListInput input, SetFormat format, Terminal terminal)
    {
        // Everything is read before anything is written, so that an invalid entry does not leave half of a result.
        var results = new ArrayBufferWriter<byte>();
        using var json = format == SetFormat.Json ? new Utf8JsonWriter(results, new JsonWriterOptions { Indented = true, NewLine = "\n" }) : null;
        var isAllInside = true;
        json?.WriteStartArray();
        input.ReadEntries(file, (range, text) =>
        {
            var match = set.Contains(range) ? "inside" : set.Overlaps(range) ? "partial" : "outside";
            isAllInside &= match == "inside";
            if (json is null)
            {
                Encoding.ASCII.GetBytes($"{match}\t{text.Replace('\t', ' ')}\n", results);
                return;
            }

            json.WriteStartObject();
            json.WriteString("entry", text);
            json.WriteString("match", match);
            json.WriteEndObject();
        });
        input.Complete();
        json?.WriteEndArray();
        json?.Flush();
        OutputFile.Write(null, terminal, stream =>
        {
            stream.Write(results.WrittenSpan);
            stream.Write(json is null ? [] : "\n"u8);
        });
        return isAllInside;
    }
}
