using System.Text.Json;
using System.Text.Json.Serialization;

namespace FirewallRules;

/// <summary>
/// Reads and writes an <see cref="AddressSet"/> as a JSON array of strings. It writes the minimal prefixes; it reads prefixes, addresses and
/// <c>first-last</c> ranges in any order.
/// </summary>
/// <remarks>JSON <c>null</c> is <see langword="null"/> and not the empty set, which is <c>[]</c>.</remarks>
public sealed class AddressSetJsonConverter : JsonConverter<AddressSet>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The value is not an array, or an element is not a string with a prefix, an address or a range.</exception>
    public override AddressSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a JSON array of strings for an AddressSet.");
        }

        var builder = new AddressSetBuilder();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException("Expected a JSON string as an element of an AddressSet.");
            }

            var text = reader.GetString()!;
            builder.Add(AddressRange.TryParse(text, CidrStyles.BareAddress, out var range, out var error)
                ? range
                : throw new JsonException(new CidrFormatException(text, error).Message));
        }

        return builder.ToAddressSet();
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, AddressSet value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        Span<byte> text = stackalloc byte[Networks.AddressFormatter.MaxPrefixLength];
        writer.WriteStartArray();
        foreach (var prefix in value)
        {
            prefix.TryFormat(text, out var length);
            writer.WriteStringValue(text[..length]);
        }

        writer.WriteEndArray();
    }
}
