using System.Net;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>All addresses of one family from <see cref="FirstAddress"/> to <see cref="LastAddress"/>, both inclusive.</summary>
/// <remarks>
/// <c>default</c> is not a range: its family is <see cref="IpFamily.None"/> and no set accepts it. Two ranges are equal if their families and
/// their first and last addresses are. The order is IPv4 before IPv6, then by first address, then by last address.
/// </remarks>
public readonly struct AddressRange : IEquatable<AddressRange>, IComparable<AddressRange>
{
    /// <summary>Creates the range from <paramref name="first"/> to <paramref name="last"/>, both inclusive.</summary>
    /// <exception cref="ArgumentNullException">An address is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The families differ, the last address is before the first, or an address has a scope ID.</exception>
    public AddressRange(IPAddress first, IPAddress last)
    {
        var (family, firstValue) = first.Read();
        var (lastFamily, lastValue) = last.Read();
        if (Validate(family, firstValue, lastFamily, lastValue) is var error && error != CidrError.None)
        {
            throw new ArgumentException($"'{first}-{last}' is refused: {CidrFormatException.Reason(error)}", nameof(last));
        }

        (Family, FirstValue, LastValue) = (family, firstValue, lastValue);
    }

    internal AddressRange(IpFamily family, UInt128 first, UInt128 last) => (Family, FirstValue, LastValue) = (family, first, last);

    /// <summary>The address family; <see cref="IpFamily.None"/> for <c>default</c>.</summary>
    public IpFamily Family { get; }

    /// <summary>The first address, inclusive.</summary>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IPAddress FirstAddress => Defined().ToIPAddress(FirstValue);

    /// <summary>The last address, inclusive.</summary>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IPAddress LastAddress => Defined().ToIPAddress(LastValue);

    /// <summary>The number of addresses: 1 to 2^128; 0 for <c>default</c>.</summary>
    public BigInteger AddressCount => Family == IpFamily.None ? BigInteger.Zero : (BigInteger)(LastValue - FirstValue) + 1;

    internal UInt128 FirstValue { get; }

    internal UInt128 LastValue { get; }

    /// <summary>Parses <c>first-last</c>, a prefix, or a single address. Blanks are permitted around the hyphen only.</summary>
    /// <exception cref="CidrFormatException">The text is none of these; the exception has the reason.</exception>
    public static AddressRange Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, CidrStyles.BareAddress, out var range, out var error) ? range : throw new CidrFormatException(text, error);
    }

    /// <summary>
    /// Parses <c>first-last</c>, a prefix, or (with <see cref="CidrStyles.BareAddress"/>) a single address, and returns the reason if the text
    /// is none of these.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, CidrStyles styles, out AddressRange range, out CidrError error)
        => (error = Parse(MemoryMarshal.Cast<char, ushort>(text), styles, out range)) == CidrError.None;

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, CidrStyles, out AddressRange, out CidrError)" />
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, CidrStyles styles, out AddressRange range, out CidrError error)
        => (error = Parse(utf8Text, styles, out range)) == CidrError.None;

    /// <summary>The range as <c>first-last</c>; empty for <c>default</c>.</summary>
    public override string ToString()
    {
        if (Family == IpFamily.None)
        {
            return "";
        }

        Span<byte> text = stackalloc byte[AddressFormatter.MaxRangeLength];
        var written = AddressFormatter.WriteAddress(FirstValue, Family, text);
        text[written++] = (byte)'-';
        written += AddressFormatter.WriteAddress(LastValue, Family, text[written..]);
        return Encoding.ASCII.GetString(text[..written]);
    }

    /// <inheritdoc />
    public bool Equals(AddressRange other) => Family == other.Family && FirstValue == other.FirstValue && LastValue == other.LastValue;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is AddressRange other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Family, FirstValue, LastValue);

    /// <summary>IPv4 before IPv6, then by first address, then by last address; <c>default</c> before all.</summary>
    public int CompareTo(AddressRange other)
    {
        var order = Family.CompareTo(other.Family);
        order = order != 0 ? order : FirstValue.CompareTo(other.FirstValue);
        return order != 0 ? order : LastValue.CompareTo(other.LastValue);
    }

    /// <summary>Whether two ranges are the same.</summary>
    public static bool operator ==(AddressRange left, AddressRange right) => left.Equals(right);

    /// <summary>Whether two ranges differ.</summary>
    public static bool operator !=(AddressRange left, AddressRange right) => !left.Equals(right);

    /// <summary>Whether the first comes before the second.</summary>
    public static bool operator <(AddressRange left, AddressRange right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first comes before the second or equals it.</summary>
    public static bool operator <=(AddressRange left, AddressRange right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first comes after the second.</summary>
    public static bool operator >(AddressRange left, AddressRange right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first comes after the second or equals it.</summary>
    public static bool operator >=(AddressRange left, AddressRange right) => left.CompareTo(right) >= 0;

    private static CidrError Parse<T>(ReadOnlySpan<T> text, CidrStyles styles, out AddressRange range)
        where T : unmanaged, IBinaryInteger<T>
    {
        range = default;
        var hyphen = text.IndexOf(T.CreateTruncating('-'));
        if (hyphen < 0)
        {
            var error = CidrParser.ParsePrefix(text, styles, out var prefix);
            range = error == CidrError.None ? new AddressRange(prefix.Family, prefix.FirstValue, prefix.LastValue) : default;
            return error;
        }

        ReadOnlySpan<T> blanks = [T.CreateTruncating(' '), T.CreateTruncating('\t')];
        var firstError = CidrParser.ParseAddress(text[..hyphen].TrimEnd(blanks), out var first, out var family);
        var lastError = CidrParser.ParseAddress(text[(hyphen + 1)..].TrimStart(blanks), out var last, out var lastFamily);
        var fault = firstError != CidrError.None ? firstError : lastError != CidrError.None ? lastError : Validate(family, first, lastFamily, last);
        range = fault == CidrError.None ? new AddressRange(family, first, last) : default;
        return fault;
    }

    private static CidrError Validate(IpFamily family, UInt128 first, IpFamily lastFamily, UInt128 last)
        => family != lastFamily ? CidrError.MixedFamilies : last < first ? CidrError.ReversedRange : CidrError.None;

    private IpFamily Defined()
        => Family != IpFamily.None ? Family : throw new InvalidOperationException("The default AddressRange is not a range and has no addresses.");
}
