using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FirewallRules;

/// <summary>Reads and writes a value as a JSON string or property name. No reflection is used.</summary>
/// <typeparam name="T">The type, which reads its own text.</typeparam>
public class TextJsonConverter<T> : JsonConverter<T>
    where T : IParsable<T>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The JSON value is not a string, or not the text of a value.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String
            ? Parse(reader.GetString()!)
            : throw new JsonException($"Expected a JSON string for a {typeof(T).Name}.");

    /// <inheritdoc />
    /// <exception cref="JsonException">The value has no text.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Format(value));
    }

    /// <inheritdoc />
    /// <exception cref="JsonException">The name is not the text of a value.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Parse(reader.GetString()!);

    /// <inheritdoc />
    /// <exception cref="JsonException">The value has no text.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(Format(value));
    }

    private protected virtual string Format(T value) => value.ToString()!;

    private static T Parse(string text)
    {
        try
        {
            return T.Parse(text, CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
