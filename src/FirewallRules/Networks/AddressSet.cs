using System.Collections;
using System.Net;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>An immutable set of IPv4 and IPv6 addresses. It enumerates the minimal list of prefixes that contains exactly these addresses.</summary>
/// <remarks>
/// <para>
/// Two sets are equal if they contain the same addresses, however they were created. Prefixes and ranges are in ascending order, IPv4 before
/// IPv6. IPv4-mapped IPv6 addresses (<c>::ffff:0:0/96</c>) are IPv6 addresses.
/// </para>
/// <para>A set is stored in sorted arrays, without an object per prefix. Set operations take time linear in the size of both operands.</para>
/// </remarks>
/// <example>
/// <code>
/// AddressSet allowed = AddressSet.Parse("10.0.0.0/8\n192.0.2.0/24");
/// AddressSet rest = allowed.Except(AddressSet.Parse("10.0.0.0/9"));
/// foreach (Cidr prefix in rest)
/// {
///     Console.WriteLine(prefix); // 10.128.0.0/9, then 192.0.2.0/24
/// }
/// </code>
/// </example>
[JsonConverter(typeof(AddressSetJsonConverter))]
public sealed partial class AddressSet : IEquatable<AddressSet>, IEnumerable<Cidr>
{
    // Ascending boundaries, see Boundaries: a range starts at each even index and ends before the next one, or at the last address.
    private readonly uint[] _ipv4;
    private readonly IPv6Boundaries _ipv6;

    internal AddressSet(uint[] ipv4, IPv6Boundaries ipv6) => (_ipv4, _ipv6) = (ipv4, ipv6);

    /// <summary>The set without addresses.</summary>
    public static AddressSet Empty { get; } = new([], default);

    /// <summary>All 2^32 IPv4 addresses.</summary>
    public static AddressSet AllIPv4 { get; } = new([0], default);

    /// <summary>All 2^128 IPv6 addresses.</summary>
    public static AddressSet AllIPv6 { get; } = new([], IPv6Boundaries.All);

    /// <summary>Whether the set contains no address.</summary>
    public bool IsEmpty => _ipv4.Length == 0 && _ipv6.IsEmpty;

    /// <summary>The IPv4 addresses of the set.</summary>
    public AddressSet IPv4 => _ipv6.IsEmpty ? this : new AddressSet(_ipv4, default);

    /// <summary>The IPv6 addresses of the set.</summary>
    public AddressSet IPv6 => _ipv4.Length == 0 ? this : new AddressSet([], _ipv6);

    /// <summary>The number of <see cref="Ranges"/>.</summary>
    public int RangeCount => ((_ipv4.Length + 1) / 2) + ((_ipv6.Count + 1) / 2);

    /// <summary>The minimal list of ranges: ascending, neither overlapping nor adjacent, IPv4 first. Enumerated on demand.</summary>
    public IEnumerable<AddressRange> Ranges
    {
        get
        {
            for (var i = 0; i < _ipv4.Length; i += 2)
            {
                yield return new AddressRange(IpFamily.IPv4, _ipv4[i], Boundaries.LastOfRange<uint>(_ipv4, i));
            }

            for (var i = 0; i < _ipv6.Count; i += 2)
            {
                yield return new AddressRange(IpFamily.IPv6, _ipv6[i], _ipv6.LastOfRange(i));
            }
        }
    }

    internal ReadOnlySpan<uint> IPv4Boundaries => _ipv4;

    internal IPv6Boundaries IPv6Boundaries => _ipv6;

    /// <summary>The set of all addresses in the given prefixes, in any order, overlapping or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="prefixes"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A prefix is <c>default</c>.</exception>
    public static AddressSet Of(params Cidr[] prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        var builder = new AddressSetBuilder(prefixes.Length).AddRange(prefixes.AsSpan());
        var set = builder.ToAddressSet();
        builder.Clear();
        return set;
    }

    /// <summary>The addresses that are in this set, in <paramref name="other"/>, or in both.</summary>
    public AddressSet Union(AddressSet other) => Combine(other, Boundaries.InEither);

    /// <summary>The addresses that are in both sets.</summary>
    public AddressSet Intersect(AddressSet other) => Combine(other, Boundaries.InBoth);

    /// <summary>The addresses of this set that are not in <paramref name="other"/>.</summary>
    public AddressSet Except(AddressSet other) => Combine(other, Boundaries.InFirstOnly);

    /// <summary>The addresses that are in exactly one of the two sets.</summary>
    public AddressSet SymmetricExcept(AddressSet other) => Combine(other, Boundaries.InFirstOnly | Boundaries.InSecondOnly);

    /// <summary>All addresses of both families that are not in the set. Use <see cref="IPv4"/> or <see cref="IPv6"/> of it for one family.</summary>
    public AddressSet Complement() => new(Boundaries.Complement<uint>(_ipv4), _ipv6.Complement());

    /// <summary>Whether the address is in the set.</summary>
    /// <exception cref="ArgumentNullException">The address is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address has a scope ID.</exception>
    public bool Contains(IPAddress address) => Contains(Cidr.FromAddress(address));

    /// <summary>Whether every address of the prefix is in the set; <see langword="false"/> for <c>default</c>.</summary>
    public bool Contains(Cidr prefix) => prefix.Family switch
    {
        IpFamily.IPv4 => Boundaries.ContainsAll(_ipv4, (uint)prefix.FirstValue, (uint)prefix.LastValue),
        IpFamily.IPv6 => _ipv6.ContainsAll(prefix.FirstValue, prefix.LastValue),
        _ => false,
    };

    /// <summary>Whether every address of <paramref name="other"/> is in this set; the empty set is in every set.</summary>
    public bool Contains(AddressSet other) => !Any(other, Boundaries.InSecondOnly);

    /// <summary>Whether the set and the prefix share an address; <see langword="false"/> for <c>default</c>.</summary>
    public bool Overlaps(Cidr prefix) => prefix.Family switch
    {
        IpFamily.IPv4 => Boundaries.ContainsAny(_ipv4, (uint)prefix.FirstValue, (uint)prefix.LastValue),
        IpFamily.IPv6 => _ipv6.ContainsAny(prefix.FirstValue, prefix.LastValue),
        _ => false,
    };

    /// <summary>Whether the sets share an address.</summary>
    public bool Overlaps(AddressSet other) => Any(other, Boundaries.InBoth);

    /// <summary>The number of addresses, 0 to 2^32 + 2^128. Takes time linear in <see cref="RangeCount"/>.</summary>
    public BigInteger CountAddresses()
    {
        var count = BigInteger.Zero;
        foreach (var range in Ranges)
        {
            count += range.AddressCount;
        }

        return count;
    }

    /// <summary>The number of prefixes in the minimal list. Takes time linear in it.</summary>
    public int CountPrefixes()
    {
        var count = 0;
        foreach (var _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Enumerates the minimal list of prefixes, ascending, IPv4 first.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Cidr> IEnumerable<Cidr>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the sets contain the same addresses.</summary>
    public bool Equals(AddressSet? other)
        => other is not null && _ipv4.AsSpan().SequenceEqual(other._ipv4) && _ipv6.SetEquals(other._ipv6);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AddressSet);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(_ipv4.AsSpan()));
        _ipv6.AddTo(ref hash);
        return hash.ToHashCode();
    }

    /// <summary>The first eight prefixes, separated by commas, and how many more there are.</summary>
    public override string ToString()
    {
        const int shown = 8;
        var count = CountPrefixes();
        var text = string.Join(", ", this.Take(shown));
        return count > shown ? $"{text}, and {count - shown} more" : text;
    }

    /// <summary>Whether two sets contain the same addresses.</summary>
    public static bool operator ==(AddressSet? left, AddressSet? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(AddressSet? left, AddressSet? right) => !(left == right);

    private AddressSet Combine(AddressSet other, int operation)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new AddressSet(Combine(_ipv4, other._ipv4, operation), IPv6Boundaries.Combine(_ipv6, other._ipv6, operation));
    }

    // Sets are immutable, so a result that equals an operand shares its array.
    private static uint[] Combine(uint[] a, uint[] b, int operation)
        => b.Length == 0 ? ((operation & Boundaries.InFirstOnly) != 0 ? a : [])
        : a.Length == 0 ? ((operation & Boundaries.InSecondOnly) != 0 ? b : [])
        : Boundaries.Combine<uint>(a, b, operation);

    private bool Any(AddressSet other, int operation)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Boundaries.Any<uint>(_ipv4, other._ipv4, operation) || IPv6Boundaries.Any(_ipv6, other._ipv6, operation);
    }
}
