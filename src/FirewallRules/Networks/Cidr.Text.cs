using System.Text;
using FirewallRules.Networks;

namespace FirewallRules;

public readonly partial struct Cidr : ISpanParsable<Cidr>, IUtf8SpanParsable<Cidr>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Parses a prefix. The format is strict, apart from what <paramref name="styles"/> permits.</summary>
    /// <exception cref="CidrFormatException">The text is not a prefix; the exception has the reason.</exception>
    /// <example>
    /// <code>
    /// Cidr network = Cidr.Parse("10.20.0.0/16");
    /// Cidr masked = Cidr.Parse("10.20.30.40/16", CidrStyles.MaskHostBits);
    /// Console.WriteLine(network == masked); // True
    /// </code>
    /// </example>
    public static Cidr Parse(ReadOnlySpan<char> text, CidrStyles styles = CidrStyles.Strict)
        => CidrParser.ParsePrefix(Units(text), styles, out var prefix) is var error && error == CidrError.None
            ? prefix
            : throw new CidrFormatException(text.ToString(), error);

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, CidrStyles)" />
    public static Cidr Parse(string text, CidrStyles styles = CidrStyles.Strict)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan(), styles);
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, CidrStyles)" />
    public static Cidr Parse(ReadOnlySpan<byte> utf8Text, CidrStyles styles = CidrStyles.Strict)
        => CidrParser.ParsePrefix(utf8Text, styles, out var prefix) is var error && error == CidrError.None
            ? prefix
            : throw new CidrFormatException(Encoding.UTF8.GetString(utf8Text), error);

    /// <summary>Parses a prefix, and returns the reason if the text is not one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="styles">What is permitted beyond the strict format.</param>
    /// <param name="prefix">The prefix, or <c>default</c>.</param>
    /// <param name="error">Why the text is not a prefix, or <see cref="CidrError.None"/>.</param>
    /// <returns>Whether the text is a prefix.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, CidrStyles styles, out Cidr prefix, out CidrError error)
        => (error = CidrParser.ParsePrefix(Units(text), styles, out prefix)) == CidrError.None;

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, CidrStyles, out Cidr, out CidrError)" />
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, CidrStyles styles, out Cidr prefix, out CidrError error)
        => (error = CidrParser.ParsePrefix(utf8Text, styles, out prefix)) == CidrError.None;

    /// <summary>Parses a prefix in the strict format.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cidr prefix) => TryParse(text, CidrStyles.Strict, out prefix, out _);

    /// <summary>Parses a prefix in the strict format; <see langword="null"/> is not a prefix.</summary>
    public static bool TryParse(string? text, out Cidr prefix) => TryParse(text.AsSpan(), CidrStyles.Strict, out prefix, out _);

    static Cidr IParsable<Cidr>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Cidr>.TryParse(string? s, IFormatProvider? provider, out Cidr result) => TryParse(s, out result);

    static Cidr ISpanParsable<Cidr>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<Cidr>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Cidr result) => TryParse(s, out result);

    static Cidr IUtf8SpanParsable<Cidr>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text);

    static bool IUtf8SpanParsable<Cidr>.TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out Cidr result)
        => TryParse(utf8Text, CidrStyles.Strict, out result, out _);

    /// <summary>The text of the prefix, such as <c>3.233.144.0/20</c> or <c>2600:1f18:24e6:b900::/56</c>; empty for <c>default</c>.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[AddressFormatter.MaxPrefixLength];
        return TryFormat(text, out var written) ? text[..written].ToString() : "";
    }

    /// <summary>Formats the prefix; <see langword="false"/> if <paramref name="destination"/> is too short. 43 characters are always enough.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<byte> text = stackalloc byte[AddressFormatter.MaxPrefixLength];
        var length = WriteTo(text);
        charsWritten = destination.Length < length ? 0 : AddressFormatter.Widen(text[..length], destination);
        return destination.Length >= length;
    }

    /// <summary>Formats the prefix as UTF-8; <see langword="false"/> if <paramref name="utf8Destination"/> is too short. 43 bytes are always enough.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten)
    {
        if (utf8Destination.Length >= AddressFormatter.MaxPrefixLength)
        {
            bytesWritten = WriteTo(utf8Destination);
            return true;
        }

        Span<byte> text = stackalloc byte[AddressFormatter.MaxPrefixLength];
        var length = WriteTo(text);
        var fits = text[..length].TryCopyTo(utf8Destination);
        bytesWritten = fits ? length : 0;
        return fits;
    }

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => TryFormat(utf8Destination, out bytesWritten);

    private int WriteTo(Span<byte> text) => Family == IpFamily.None ? 0 : AddressFormatter.WritePrefix(FirstValue, Family, _length, text);

    private static ReadOnlySpan<ushort> Units(ReadOnlySpan<char> text) => System.Runtime.InteropServices.MemoryMarshal.Cast<char, ushort>(text);
}
