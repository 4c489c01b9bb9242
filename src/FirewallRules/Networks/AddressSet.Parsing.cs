using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FirewallRules;

public sealed partial class AddressSet : ISpanParsable<AddressSet>, IUtf8SpanParsable<AddressSet>
{
    /// <summary>Parses a list with one prefix, address or <c>first-last</c> range per line; see <see cref="AddressListReader"/> for the format.</summary>
    /// <remarks>A text without any entry is the empty set.</remarks>
    /// <exception cref="CidrFormatException">A line is not an entry; the exception has the line number and the reason.</exception>
    /// <example>
    /// <code>
    /// AddressSet set = AddressSet.Parse("10.0.0.0/25\n10.0.0.128/25   # comment\n192.0.2.1 - 192.0.2.4");
    /// Console.WriteLine(set); // 10.0.0.0/24, 192.0.2.1/32, 192.0.2.2/31, 192.0.2.4/32
    /// </code>
    /// </example>
    public static AddressSet Parse(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Parse(list.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)" />
    public static AddressSet Parse(ReadOnlySpan<char> list) => Parse(ToUtf8(list));

    /// <inheritdoc cref="Parse(string)" />
    public static AddressSet Parse(ReadOnlySpan<byte> utf8List)
    {
        var builder = new AddressSetBuilder();
        var reader = new AddressListReader(into: builder);
        reader.Append(utf8List);
        var set = reader.Complete();
        builder.Clear();
        return set;
    }

    /// <summary>Parses a list as <see cref="Parse(string)"/> does, without exceptions for invalid text.</summary>
    /// <param name="list">The list; <see langword="null"/> is not a list.</param>
    /// <param name="set">The set, or <see langword="null"/> if a line is invalid.</param>
    /// <returns>Whether every line is valid.</returns>
    public static bool TryParse([NotNullWhen(true)] string? list, [NotNullWhen(true)] out AddressSet? set) => TryParse(list, out set, out _);

    /// <inheritdoc cref="TryParse(string?, out AddressSet?)" />
    public static bool TryParse(ReadOnlySpan<char> list, [NotNullWhen(true)] out AddressSet? set) => TryParse(list, out set, out _);

    /// <inheritdoc cref="TryParse(string?, out AddressSet?)" />
    public static bool TryParse(ReadOnlySpan<byte> utf8List, [NotNullWhen(true)] out AddressSet? set) => TryParse(utf8List, out set, out _);

    /// <summary>Parses a list as <see cref="Parse(string)"/> does, and returns the first error instead of throwing it.</summary>
    /// <param name="list">The list; <see langword="null"/> is not a list.</param>
    /// <param name="set">The set, or <see langword="null"/> if a line is invalid.</param>
    /// <param name="error">What is wrong with the first invalid line; <see langword="null"/> if every line is valid.</param>
    /// <returns>Whether every line is valid.</returns>
    public static bool TryParse(
        [NotNullWhen(true)] string? list, [NotNullWhen(true)] out AddressSet? set, [NotNullWhen(false)] out CidrFormatException? error)
    {
        if (list is not null)
        {
            return TryParse(list.AsSpan(), out set, out error);
        }

        (set, error) = (null, new CidrFormatException("", CidrError.Empty));
        return false;
    }

    /// <inheritdoc cref="TryParse(string?, out AddressSet?, out CidrFormatException?)" />
    public static bool TryParse(
        ReadOnlySpan<char> list, [NotNullWhen(true)] out AddressSet? set, [NotNullWhen(false)] out CidrFormatException? error)
        => TryParse(ToUtf8(list), out set, out error);

    /// <inheritdoc cref="TryParse(string?, out AddressSet?, out CidrFormatException?)" />
    public static bool TryParse(
        ReadOnlySpan<byte> utf8List, [NotNullWhen(true)] out AddressSet? set, [NotNullWhen(false)] out CidrFormatException? error)
    {
        CidrFormatException? first = null;
        var builder = new AddressSetBuilder();
        var reader = new AddressListReader(e => first ??= e, builder);
        reader.Append(utf8List);
        reader.End();
        (set, error) = (first is null ? builder.ToAddressSet() : null, first);
        builder.Clear();
        return set is not null;
    }

    static AddressSet IParsable<AddressSet>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<AddressSet>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out AddressSet result)
        => TryParse(s, out result);

    static AddressSet ISpanParsable<AddressSet>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static bool ISpanParsable<AddressSet>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out AddressSet result)
        => TryParse(s, out result);

    static AddressSet IUtf8SpanParsable<AddressSet>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) => Parse(utf8Text);

    static bool IUtf8SpanParsable<AddressSet>.TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, [MaybeNullWhen(false)] out AddressSet result)
        => TryParse(utf8Text, out result);

    private static byte[] ToUtf8(ReadOnlySpan<char> text)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        return utf8;
    }
}
