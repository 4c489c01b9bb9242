using System.Text.Json;
using System.Text.Json.Serialization;

namespace FirewallRules;

/// <summary>Reads and writes a <see cref="Cidr"/> as a JSON string or property name. <c>default</c> cannot be written: it is not a prefix.</summary>
public sealed class CidrJsonConverter : JsonConverter<Cidr>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The value is not a string with a prefix in the strict format.</exception>
    public override Cidr Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : throw new JsonException("Expected a JSON string for a Cidr.");

    /// <inheritdoc />
    /// <exception cref="JsonException">The value is <c>default</c>.</exception>
    public override void Write(Utf8JsonWriter writer, Cidr value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Text(value));
    }

    /// <inheritdoc />
    /// <exception cref="JsonException">The name is not a prefix in the strict format.</exception>
    public override Cidr ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Parse(reader.GetString()!);

    /// <inheritdoc />
    /// <exception cref="JsonException">The value is <c>default</c>.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Cidr value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(Text(value));
    }

    private static Cidr Parse(string text)
        => Cidr.TryParse(text, CidrStyles.Strict, out var prefix, out var error)
            ? prefix
            : throw new JsonException(new CidrFormatException(text, error).Message);

    private static string Text(Cidr value)
        => value.Family == IpFamily.None ? throw new JsonException("The default Cidr is not a prefix and cannot be written.") : value.ToString();
}
