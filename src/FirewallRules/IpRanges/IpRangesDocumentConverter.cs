using System.Text.Json;
using System.Text.Json.Serialization;
using FirewallRules.IpRanges;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Reads and writes an <see cref="IpRangesDocument"/> as JSON, with the default <see cref="IpRangesReadOptions"/>.</summary>
public sealed class IpRangesDocumentConverter : JsonConverter<IpRangesDocument>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">
    /// The value is not a document that rules can be made from; the message contains the JSON path.
    /// </exception>
    public override IpRangesDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return IpRangesReader.Read(ref reader, new IpRangesReadOptions());
        }
        catch (IpRangesFormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, IpRangesDocument value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        if (value.Version is { } version)
        {
            writer.WriteNumber(IpRangesReader.VersionKey, version);
        }

        if (value.Modified is { } modified)
        {
            writer.WriteString(IpRangesReader.ModifiedKey, modified);
        }

        foreach (var section in value.Sections)
        {
            writer.WritePropertyName(section.Section.Name);
            writer.WriteStartObject();
            WriteList(writer, IpRangesReader.IPv4Key, section.Content.IPv4);
            WriteLocations(writer, IpRangesReader.IPv4ByLocationKey, section.Content.IPv4ByLocation);
            WriteList(writer, IpRangesReader.IPv6Key, section.Content.IPv6);
            WriteLocations(writer, IpRangesReader.IPv6ByLocationKey, section.Content.IPv6ByLocation);
            WriteUnknown(writer, section.UnknownKeys);
            writer.WriteEndObject();
        }

        WriteUnknown(writer, value.UnknownKeys);
        writer.WriteEndObject();
    }

    private static void WriteLocations(Utf8JsonWriter writer, string key, Dictionary<string, Cidr[]>? locations)
    {
        if (locations is null)
        {
            return;
        }

        writer.WriteStartObject(key);
        foreach (var (location, prefixes) in locations)
        {
            WriteList(writer, location, prefixes);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string key, Cidr[]? prefixes)
    {
        if (prefixes is null)
        {
            return;
        }

        Span<byte> text = stackalloc byte[AddressFormatter.MaxPrefixLength];
        writer.WriteStartArray(key);
        foreach (var prefix in prefixes)
        {
            prefix.TryFormat(text, out var written);
            writer.WriteStringValue(text[..written]);
        }

        writer.WriteEndArray();
    }

    private static void WriteUnknown(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> unknown)
    {
        foreach (var (key, element) in unknown)
        {
            writer.WritePropertyName(key);
            element.WriteTo(writer);
        }
    }
}
