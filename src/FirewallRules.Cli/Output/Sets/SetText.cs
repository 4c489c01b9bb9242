using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>Writes a set as prefixes or ranges: one a line, as a JSON array of strings, or as CSV.</summary>
internal static class SetText
{
    private const int PieceLength = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static StreamWriter NewWriter(Stream stream) => new(stream, Utf8, PieceLength, leaveOpen: true) { NewLine = "\n" };

    /// <summary>The fewest prefixes, one a line.</summary>
    public static void WritePrefixes(Stream stream, AddressListWriter writer)
    {
        var piece = new byte[PieceLength];
        while (writer.Write(piece) is var length && length > 0)
        {
            stream.Write(piece, 0, length);
        }
    }

    public static void WriteLines<T>(Stream stream, IEnumerable<T> items)
    {
        using var writer = NewWriter(stream);
        foreach (var item in items)
        {
            writer.WriteLine(item!.ToString());
        }
    }

    public static void WriteJson<T>(Stream stream, IEnumerable<T> items)
    {
        using var writer = NewWriter(stream);
        var before = "[\n";
        foreach (var item in items)
        {
            writer.Write($"{before}  \"{item}\"");
            before = ",\n";
        }

        writer.Write(before == "[\n" ? "[]\n" : "\n]\n");
    }

    public static void WriteCsv(Stream stream, IEnumerable<Cidr> prefixes)
        => WriteLines(stream,
            prefixes.Select(prefix
                => $"{prefix},{Row(new AddressRange(prefix.FirstAddress, prefix.LastAddress))}").Prepend("prefix,first,last,addresses"));

    public static void WriteCsv(Stream stream, IEnumerable<AddressRange> ranges)
        => WriteLines(stream, ranges.Select(Row).Prepend("first,last,addresses"));

    private static string Row(AddressRange range) => $"{range.ToString().Replace('-', ',')},{range.AddressCount}";
}
