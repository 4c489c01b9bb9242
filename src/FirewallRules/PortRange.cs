using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>A single port or a port range, both ends inclusive, each 1–65535.</summary>
/// <remarks>
/// Equal when both ends are; ordered by first port, then by last. <c>default</c> is not a port (0–0), and no rule accepts it. In JSON and
/// configuration a range is a string such as <c>"443"</c> or <c>"8000-8100"</c>.
/// </remarks>
[JsonConverter(typeof(PortRangeJsonConverter))]
[TypeConverter(typeof(TextTypeConverter<PortRange>))]
public readonly partial record struct PortRange : IComparable<PortRange>, ISpanParsable<PortRange>
{
    /// <summary>Creates the range from <paramref name="first"/> to <paramref name="last"/>, both inclusive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A port is not 1–65535, or the range is reversed.</exception>
    public PortRange(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        (First, Last) = (first, last);
    }

    /// <summary>Every port, 1–65535.</summary>
    public static PortRange All { get; } = new(1, ushort.MaxValue);

    /// <summary>The first port, inclusive; 0 for <c>default</c>.</summary>
    public int First { get; }

    /// <summary>The last port, inclusive; 0 for <c>default</c>.</summary>
    public int Last { get; }

    /// <summary>Whether the range is a single port.</summary>
    public bool IsSingle => First == Last;

    /// <summary>Converts a single port to a range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1–65535.</exception>
    public static implicit operator PortRange(int port) => new(port, port);

    /// <inheritdoc cref="op_Implicit(int)" />
    public static PortRange FromInt32(int port) => port;

    /// <summary>Parses <c>443</c> or <c>8000-8100</c>: decimal numbers without spaces, signs or leading zeros.</summary>
    /// <exception cref="FormatException">The text is not a port range.</exception>
    /// <example><code>
    /// var ports = PortRange.Parse("8000-8100");
    /// Console.WriteLine(ports.Last); // 8100
    /// </code></example>
    public static PortRange Parse(ReadOnlySpan<char> text)
        => TryParse(text, out var ports)
            ? ports
            : throw new FormatException(
                $"'{PrintableText.Of(text.ToString())}' is not a port range: expected a port from 1 to 65535, such as 443, or a range such as 8000-8100.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})" />
    public static PortRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{char})" path="/summary" />
    /// <returns>Whether the text is a port range.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PortRange ports)
    {
        ports = default;
        var hyphen = text.IndexOf('-');
        var lastText = hyphen < 0 ? text : text[(hyphen + 1)..];
        if (!TryParsePort(hyphen < 0 ? text : text[..hyphen], out var first) || !TryParsePort(lastText, out var last) || last < first)
        {
            return false;
        }

        ports = new PortRange(first, last);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out PortRange)" />
    public static bool TryParse(string? text, out PortRange ports) => TryParse(text.AsSpan(), out ports);

    /// <summary>Whether the first comes before the second.</summary>
    public static bool operator <(PortRange left, PortRange right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first comes before the second or equals it.</summary>
    public static bool operator <=(PortRange left, PortRange right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first comes after the second.</summary>
    public static bool operator >(PortRange left, PortRange right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first comes after the second or equals it.</summary>
    public static bool operator >=(PortRange left, PortRange right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(PortRange other) => (First, Last).CompareTo((other.First, other.Last));

    /// <summary>The ports as <c>443</c> or <c>8000-8100</c>; <c>0</c> for <c>default</c>.</summary>
    public override string ToString() => Format('-');

    internal string Format(char separator)
        => IsSingle ? First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{First}{separator}{Last}");

    static PortRange IParsable<PortRange>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<PortRange>.TryParse(string? s, IFormatProvider? provider, out PortRange result) => TryParse(s, out result);

    static PortRange ISpanParsable<PortRange>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<PortRange>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PortRange result) => TryParse(s, out result);

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && text[0] != '0' && port <= ushort.MaxValue;
}
