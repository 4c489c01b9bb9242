using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FirewallRules.Networks;

namespace FirewallRules.IpRanges;

/// <summary>Writes a diff as JSON in chunks, so that memory does not grow with it.</summary>
internal sealed class IpRangesDiffJson(TextWriter writer)
{
    private const int ChunkLength = 32 * 1024;

    private static readonly BigInteger LargestNumber = BigInteger.One << 53;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * ChunkLength);

    public void Write(IpRangesDiff diff)
    {
        using var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        WriteProvenance(json, "old", diff.Old, diff.OldModified);
        WriteProvenance(json, "new", diff.New, diff.NewModified);
        json.WriteString("versionRelation", diff.VersionRelation switch
        {
            IpRangesVersionRelation.Same => "same",
            IpRangesVersionRelation.Newer => "newer",
            IpRangesVersionRelation.Older => "older",
            _ => "unknown",
        });
        json.WriteBoolean("same", diff.IsSame);
        json.WriteBoolean("formOnly", diff.IsFormattingOnly);
        json.WriteBoolean("versionReused", diff.IsVersionReused);
        WriteNames(json, "shrunk", diff.Shrunk.Select(section => section.Section));
        WriteNames(json, "grown", diff.Grown.Select(section => section.Section));
        json.WriteStartObject("prefixes");
        json.WriteNumber("added", diff.AddedPrefixCount);
        json.WriteNumber("removed", diff.RemovedPrefixCount);
        json.WriteEndObject();
        WriteCounts(json, diff.AddedAddresses, diff.RemovedAddresses);
        WriteMoves(json, diff.Moves);
        json.WriteStartArray("sections");
        foreach (var section in diff.Sections)
        {
            WriteSection(json, section);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        WriteChunk();
        writer.Write('\n');
    }

    private static void WriteProvenance(Utf8JsonWriter json, string key, Provenance provenance, string? modified)
    {
        json.WriteStartObject(key);
        json.WriteString("site", provenance.Site?.Key);
        json.WritePropertyName("version");
        if (provenance.Version is { } version)
        {
            json.WriteNumberValue(version);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("modified", modified);
        json.WriteString("origin", provenance.Origin);
        json.WriteEndObject();
    }

    private void WriteMoves(Utf8JsonWriter json, IReadOnlyList<IpRangesMove> moves)
    {
        json.WriteStartArray("moves");
        foreach (var move in moves)
        {
            json.WriteStartObject();
            json.WritePropertyName("prefix");
            WritePrefix(json, move.Prefix);
            WriteNames(json, "from", move.From);
            WriteNames(json, "to", move.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSection(Utf8JsonWriter json, IpRangesSectionDiff section)
    {
        json.WriteStartObject();
        json.WriteString("name", section.Section.Name);
        WriteChange(json, section.Change);
        WriteFamilies(json, "shrunkFamilies", section.ShrunkFamilies);
        WriteFamilies(json, "grownFamilies", section.GrownFamilies);
        WritePrefixes(json, "addedPrefixes", section.AddedPrefixes);
        WritePrefixes(json, "removedPrefixes", section.RemovedPrefixes);
        WriteAddresses(json, section.AddedAddresses, section.RemovedAddresses);
        json.WriteStartArray("locations");
        foreach (var location in section.Locations)
        {
            json.WriteStartObject();
            json.WriteString("name", location.Name);
            WriteChange(json, location.Change);
            WriteAddresses(json, location.AddedAddresses, location.RemovedAddresses);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFamilies(Utf8JsonWriter json, string key, IReadOnlyList<IpFamily> families)
    {
        json.WriteStartArray(key);
        foreach (var family in families)
        {
            json.WriteStringValue(family == IpFamily.IPv4 ? "ipv4" : "ipv6");
        }

        json.WriteEndArray();
    }

    private static void WriteChange(Utf8JsonWriter json, IpRangesChange change) => json.WriteString("change", change switch
    {
        IpRangesChange.Unchanged => "unchanged",
        IpRangesChange.FormattingOnly => "formOnly",
        IpRangesChange.Changed => "changed",
        IpRangesChange.New => "new",
        _ => "removed",
    });

    private void WriteAddresses(Utf8JsonWriter json, AddressSet added, AddressSet removed)
    {
        WriteCounts(json, added, removed);
        WritePrefixes(json, "addedAddresses", added);
        WritePrefixes(json, "removedAddresses", removed);
    }

    private static void WriteCounts(Utf8JsonWriter json, AddressSet added, AddressSet removed)
    {
        json.WriteStartObject("addresses");
        foreach (var (key, addresses) in new[] { ("added", added), ("removed", removed) })
        {
            json.WriteStartObject(key);
            WriteCount(json, "ipv4", addresses.IPv4.CountAddresses());
            WriteCount(json, "ipv6", addresses.IPv6.CountAddresses());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string key, BigInteger count)
    {
        if (count <= LargestNumber)
        {
            json.WriteNumber(key, (long)count);
        }
        else
        {
            json.WriteString(key, count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void WriteNames(Utf8JsonWriter json, string key, IEnumerable<Section> sections)
    {
        json.WriteStartArray(key);
        foreach (var section in sections)
        {
            json.WriteStringValue(section.Name);
            FlushFullChunk(json);
        }

        json.WriteEndArray();
    }

    private void WritePrefixes(Utf8JsonWriter json, string key, IEnumerable<Cidr> prefixes)
    {
        json.WriteStartArray(key);
        foreach (var prefix in prefixes)
        {
            WritePrefix(json, prefix);
        }

        json.WriteEndArray();
    }

    private void WritePrefix(Utf8JsonWriter json, Cidr prefix)
    {
        Span<byte> text = stackalloc byte[AddressFormatter.MaxPrefixLength];
        prefix.TryFormat(text, out var written);
        json.WriteStringValue(text[..written]);
        FlushFullChunk(json);
    }

    private void FlushFullChunk(Utf8JsonWriter json)
    {
        if (json.BytesPending >= ChunkLength)
        {
            json.Flush();
            WriteChunk();
        }
    }

    // Line endings between tokens are those of the OS; within strings they are escaped, and so is everything that is not ASCII.
    private void WriteChunk()
    {
        var text = Encoding.ASCII.GetString(_buffer.WrittenSpan);
        writer.Write(text.Contains('\r') ? text.Replace("\r", "", StringComparison.Ordinal) : text);
        _buffer.ResetWrittenCount();
    }
}
