using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace FirewallRules.Cli.Output;

/// <summary>What is only in one of two lists, and what is in both.</summary>
internal sealed class Comparison(string a, string b, AddressSet setOfA, AddressSet setOfB)
{
    private static readonly BigInteger LargestNumber = BigInteger.One << 53;

    private readonly AddressSet _onlyInA = setOfA.Except(setOfB);
    private readonly AddressSet _onlyInB = setOfB.Except(setOfA);
    private readonly AddressSet _inBoth = setOfA.Intersect(setOfB);

    public bool IsSame => _onlyInA.IsEmpty && _onlyInB.IsEmpty;

    public void Write(SetFormat format, bool countOnly, Terminal terminal)
        => OutputFile.Write(null, terminal, stream =>
        {
            if (format == SetFormat.Json)
            {
                WriteJson(stream, countOnly);
            }
            else
            {
                WriteText(stream, countOnly);
            }
        });

    // Counts after '#'; then, unless only counts are wanted, the prefixes of one list only after '<' or '>'.
    private void WriteText(Stream stream, bool countOnly)
    {
        using var writer = SetText.NewWriter(stream);
        WritePart(writer, $"only in {InputFile.DisplayName(a)}", _onlyInA, countOnly ? null : "< ");
        WritePart(writer, $"only in {InputFile.DisplayName(b)}", _onlyInB, countOnly ? null : "> ");
        WritePart(writer, "in both", _inBoth, sign: null);
    }

    private void WriteJson(Stream stream, bool countOnly)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteBoolean("same", IsSame);
            WritePart(json, "onlyInA", a, _onlyInA, countOnly);
            WritePart(json, "onlyInB", b, _onlyInB, countOnly);
            WritePart(json, "inBoth", file: null, _inBoth, countOnly);
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WritePart(StreamWriter writer, string title, AddressSet set, string? sign)
    {
        var (prefixes, addresses) = (set.CountPrefixes(), set.CountAddresses());
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"# {Printable(title)}: {prefixes} {(prefixes == 1 ? "prefix" : "prefixes")}, {addresses} "
                + $"{(addresses.IsOne ? "address" : "addresses")}"));
        foreach (var prefix in sign is null ? [] : (IEnumerable<Cidr>)set)
        {
            writer.Write(sign);
            writer.WriteLine(prefix);
        }
    }

    private static void WritePart(Utf8JsonWriter json, string key, string? file, AddressSet set, bool countOnly)
    {
        json.WriteStartObject(key);
        if (file is not null)
        {
            json.WriteString("file", file);
        }

        json.WriteNumber("prefixCount", set.CountPrefixes());
        if (set.CountAddresses() is var count && count <= LargestNumber)
        {
            json.WriteNumber("addressCount", (long)count);
        }
        else
        {
            json.WriteString("addressCount", set.CountAddresses().ToString(CultureInfo.InvariantCulture));
        }

        if (!countOnly)
        {
            json.WriteStartArray("prefixes");
            foreach (var prefix in set)
            {
                json.WriteStringValue(prefix.ToString());
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // A file name can contain line breaks.
    private static string Printable(string title) => string.Concat(title.Select(c => char.IsControl(c) ? '?' : c));
}
