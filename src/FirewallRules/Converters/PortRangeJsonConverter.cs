using System.Text.Json;

namespace FirewallRules;

/// <summary>
/// Writes a <see cref="PortRange"/> as a JSON string, such as <c>"443"</c> or <c>"8000-8100"</c>; a number is read as a single port.
/// </summary>
public sealed class PortRangeJsonConverter : TextJsonConverter<PortRange>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The JSON value is neither a port range nor a port number from 1 to 65535.</exception>
    public override PortRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType != JsonTokenType.Number ? base.Read(ref reader, typeToConvert, options)
            : reader.TryGetInt32(out var port) && port is >= 1 and <= ushort.MaxValue ? port
            : throw new JsonException("Expected a port number from 1 to 65535.");

    private protected override string Format(PortRange value)
        => value == default ? throw new JsonException("The default PortRange is not a port and cannot be written.") : value.ToString();
}
