using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Reads the values that an nftables expression is compared with.</summary>
internal static class NftablesValues
{
    /// <summary>A value without what surrounds it: the timeout and comment of an element.</summary>
    public static JsonElement Bare(JsonElement value)
        => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("elem", out var element) && element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("val", out var inner)
            ? inner
            : value;

    /// <summary>Adds an address, prefix or range.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryAddAddress(JsonElement value, AddressSetBuilder builder)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Cidr.TryParse(value.GetString(), CidrStyles.BareAddress, out var address, out _):
                builder.Add(address);
                return true;
            case JsonValueKind.Object when value.TryGetProperty("prefix", out var prefix)
                && Text(prefix, "addr") is { } first && Number(prefix, "len") is { } length
                && Cidr.TryParse($"{first}/{length}", CidrStyles.MaskHostBits, out var cidr, out _):
                builder.Add(cidr);
                return true;
            case JsonValueKind.Object when TryRange(value, out var from, out var to)
                && from.ValueKind == JsonValueKind.String && to.ValueKind == JsonValueKind.String
                && AddressRange.TryParse($"{from.GetString()}-{to.GetString()}", CidrStyles.Strict, out var range, out _):
                builder.Add(range);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a port or a range of ports.</summary>
    /// <returns>Whether it is one. A range that has port 0 only is none.</returns>
    public static bool TryReadPorts(JsonElement value, out PortRange? ports)
    {
        ports = null;
        if (Number(value) is { } single)
        {
            ports = PortMath.Range(single, single);
            return true;
        }

        if (TryRange(value, out var from, out var to) && Number(from) is { } first && Number(to) is { } last)
        {
            ports = PortMath.Range(first, last);
            return true;
        }

        return false;
    }

    /// <summary>Reads the number of an IP protocol, which is printed as a name where it has one.</summary>
    /// <returns>The number; -1 for a name other than those of TCP and UDP; <see langword="null"/> for anything else.</returns>
    public static int? Protocol(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() switch
        {
            "tcp" => (int)FirewallRules.Protocol.Tcp,
            "udp" => (int)FirewallRules.Protocol.Udp,
            _ => -1,
        },
        JsonValueKind.Number => (int?)Number(value),
        _ => null,
    };

    public static string? Text(JsonElement value, string name)
        => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String
            ? property.GetString()
            : null;

    public static long? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    public static long? Number(JsonElement value, string name)
        => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var property) ? Number(property) : null;

    /// <summary>The name and the value of an object with one property.</summary>
    /// <returns>No name for anything else.</returns>
    public static (string? Name, JsonElement Value) Only(JsonElement value)
        => value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Select(property => ((string?)property.Name, property.Value)).FirstOrDefault()
            : default;

    /// <returns>The texts; <see langword="null"/> when a value is something else.</returns>
    public static IReadOnlyList<string>? Names(IReadOnlyList<JsonElement> values)
        => values.All(value => value.ValueKind == JsonValueKind.String) ? [.. values.Select(value => value.GetString()!)] : null;

    private static bool TryRange(JsonElement value, out JsonElement first, out JsonElement last)
    {
        (first, last) = (default, default);
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("range", out var range)
            || range.ValueKind != JsonValueKind.Array || range.GetArrayLength() != 2)
        {
            return false;
        }

        (first, last) = (range[0], range[1]);
        return true;
    }
}
