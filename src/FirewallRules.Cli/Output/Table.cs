using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FirewallRules.Cli.Output;

/// <summary>Writes rows as aligned text or as JSON.</summary>
internal static class Table
{
    public static void Write<T>(Terminal terminal, TableJson<T>? json, string[] titles, T[] rows, Func<T, string[]> cells)
        => OutputFile.Write(null, terminal, stream =>
        {
            var text = json is null ? Align([titles, .. rows.Select(cells)])
                : JsonSerializer.Serialize(rows, json.Type).ReplaceLineEndings("\n") + "\n";
            stream.Write(Encoding.UTF8.GetBytes(text));
        });

    public static string OrDash(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Aligns the cells of lines in columns.</summary>
    public static string Align(IReadOnlyList<string[]> lines)
    {
        var widths = lines[0].Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
