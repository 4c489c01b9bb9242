using System.ComponentModel;
using System.Net;
using System.Numerics;
using System.Text.Json.Serialization;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>An IPv4 or IPv6 prefix: all addresses that share their first <see cref="PrefixLength"/> bits. It never has host bits.</summary>
/// <remarks>
/// <para>
/// <c>default</c> is not a prefix: its <see cref="Family"/> is <see cref="IpFamily.None"/>, it contains no address, its text is empty,
/// and no set or rule accepts it. It is not <c>0.0.0.0/0</c>.
/// </para>
/// <para>
/// Two prefixes are equal when family, address and length are. The order is IPv4 before IPv6, then by address, then the shorter
/// (wider) prefix first. IPv4-mapped IPv6 (<c>::ffff:10.0.0.0/104</c>) is IPv6 and never equals or contains an IPv4 prefix.
/// </para>
/// <para>Parsing is strict; see <see cref="CidrError"/> for what is rejected. IPv6 text is formatted as in RFC 5952.</para>
/// </remarks>
/// <example>
/// <code>
/// Cidr prefix = Cidr.Parse("2001:db8::/32");
/// Console.WriteLine(prefix.Contains(Cidr.Parse("2001:db8:1::/48"))); // True
/// Console.WriteLine(prefix.LastAddress); // 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff
/// </code>
/// </example>
[JsonConverter(typeof(CidrJsonConverter))]
[TypeConverter(typeof(CidrTypeConverter))]
public readonly partial struct Cidr : IEquatable<Cidr>, IComparable<Cidr>, IComparable, IComparisonOperators<Cidr, Cidr, bool>
{
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly byte _length;
    private readonly byte _family;

    /// <summary>Creates the prefix of <paramref name="prefixLength"/> bits that starts at <paramref name="address"/>.</summary>
    /// <param name="address">The first address. An IPv6 address must not have a scope ID.</param>
    /// <param name="prefixLength">The prefix length in bits: 0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    /// <exception cref="ArgumentNullException">The address is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Host bits are set, or the address has a scope ID.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range for the address family.</exception>
    public Cidr(IPAddress address, int prefixLength)
    {
        var (family, value) = address.Read();
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, family.Bits());
        if ((value & family.NetworkMask(prefixLength)) != value)
        {
            throw new ArgumentException(
                $"'{address}/{prefixLength}' is refused: {CidrFormatException.Reason(CidrError.HostBitsSet)}", nameof(address));
        }

        this = new Cidr(value, prefixLength, family);
    }

    internal Cidr(UInt128 value, int length, IpFamily family)
    {
        _high = (ulong)(value >> 64);
        _low = (ulong)value;
        _length = (byte)length;
        _family = (byte)family;
    }

    /// <summary>The address family; <see cref="IpFamily.None"/> for <c>default</c>.</summary>
    public IpFamily Family => (IpFamily)_family;

    /// <summary>The prefix length in bits: 0 to 32 for IPv4, 0 to 128 for IPv6; 0 for <c>default</c>.</summary>
    public int PrefixLength => _length;

    /// <summary>The first address of the prefix, which is before the slash in its text.</summary>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IPAddress FirstAddress => Defined().ToIPAddress(FirstValue);

    /// <summary>The last address of the prefix, inclusive.</summary>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IPAddress LastAddress => Defined().ToIPAddress(LastValue);

    /// <summary>The number of addresses: 1 to 2^128; 0 for <c>default</c>.</summary>
    public BigInteger AddressCount => Family == IpFamily.None ? BigInteger.Zero : BigInteger.One << (Family.Bits() - _length);

    internal UInt128 FirstValue => new(_high, _low);

    internal UInt128 LastValue => FirstValue | Family.HostMask(_length);

    /// <summary>The addresses of an IPv4 prefix.</summary>
    internal IPv4Range ToIPv4Range() => new((uint)_low, (uint)_low | (uint)((ulong)uint.MaxValue >> _length));

    /// <summary>Converts an IPv6 prefix.</summary>
    internal IPv6Prefix ToIPv6Prefix() => new(_high, _low, _length);

    /// <summary>The prefix of a single address: /32 or /128.</summary>
    /// <exception cref="ArgumentNullException">The address is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address has a scope ID.</exception>
    public static Cidr FromAddress(IPAddress address)
    {
        var (family, value) = address.Read();
        return new Cidr(value, family.Bits(), family);
    }

    /// <summary>Whether the address is in the prefix; <see langword="false"/> for an address of the other family.</summary>
    /// <exception cref="ArgumentNullException">The address is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address has a scope ID.</exception>
    public bool Contains(IPAddress address)
    {
        var (family, value) = address.Read();
        return family == Family && value >= FirstValue && value <= LastValue;
    }

    /// <summary>Whether every address of <paramref name="other"/> is in this prefix; <see langword="false"/> if either is <c>default</c>.</summary>
    public bool Contains(Cidr other)
        => Overlaps(other) && _length <= other._length;

    /// <summary>Whether the prefixes share an address, which means that one contains the other; <see langword="false"/> for <c>default</c>.</summary>
    public bool Overlaps(Cidr other)
        => Family == other.Family && Family != IpFamily.None && FirstValue <= other.LastValue && other.FirstValue <= LastValue;

    /// <inheritdoc />
    public bool Equals(Cidr other) => _high == other._high && _low == other._low && _length == other._length && _family == other._family;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Cidr other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_high, _low, _length, _family);

    /// <summary>IPv4 before IPv6, then by address, then the shorter prefix first; <c>default</c> before all.</summary>
    public int CompareTo(Cidr other)
    {
        var order = _family.CompareTo(other._family);
        order = order != 0 ? order : FirstValue.CompareTo(other.FirstValue);
        return order != 0 ? order : _length.CompareTo(other._length);
    }

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Cidr other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(Cidr)} cannot be compared with a {obj.GetType().Name}.", nameof(obj)),
    };

    /// <summary>Whether two prefixes are the same.</summary>
    public static bool operator ==(Cidr left, Cidr right) => left.Equals(right);

    /// <summary>Whether two prefixes differ.</summary>
    public static bool operator !=(Cidr left, Cidr right) => !left.Equals(right);

    /// <summary>Whether the first comes before the second.</summary>
    public static bool operator <(Cidr left, Cidr right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first comes before the second or equals it.</summary>
    public static bool operator <=(Cidr left, Cidr right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first comes after the second.</summary>
    public static bool operator >(Cidr left, Cidr right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first comes after the second or equals it.</summary>
    public static bool operator >=(Cidr left, Cidr right) => left.CompareTo(right) >= 0;

    private IpFamily Defined()
        => Family != IpFamily.None ? Family : throw new InvalidOperationException("The default Cidr is not a prefix and has no addresses.");
}
