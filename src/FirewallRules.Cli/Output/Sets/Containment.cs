using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FirewallRules.Cli.Output;

/// <summary>Says of each entry of a list whether it is inside a set, partly, or outside: as it is written, in its order.</summary>
internal static class Containment
{
    /// <returns>Whether every entry is inside.</returns>
    public static bool Write(AddressSet set, string file, ListInput input, SetFormat format, Terminal terminal)
    {
        // All of it is known before anything is written: an entry that is refused leaves no half of an answer.
        var answer = new ArrayBufferWriter<byte>();
        using var json = format == SetFormat.Json ? new Utf8JsonWriter(answer, new JsonWriterOptions { Indented = true, NewLine = "\n" }) : null;
        var isAllInside = true;
        json?.WriteStartArray();
        input.ReadEntries(file, (range, text) =>
        {
            var where = set.Contains(range) ? "inside" : set.Overlaps(range) ? "partly" : "outside";
            isAllInside &= where == "inside";
            if (json is null)
            {
                Encoding.ASCII.GetBytes($"{where}\t{text.Replace('\t', ' ')}\n", answer);
                return;
            }

            json.WriteStartObject();
            json.WriteString("entry", text);
            json.WriteString("is", where);
            json.WriteEndObject();
        });
        input.Complete();
        json?.WriteEndArray();
        json?.Flush();
        OutputFile.Write(null, terminal, stream =>
        {
            stream.Write(answer.WrittenSpan);
            stream.Write(json is null ? [] : "\n"u8);
        });
        return isAllInside;
    }
}
