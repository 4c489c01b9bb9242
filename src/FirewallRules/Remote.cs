namespace FirewallRules;

/// <summary>The remote side of a rule: a set of addresses, or an explicit "any" for a family.</summary>
/// <remarks>
/// "Any" is always explicit and never follows from data: a set that contains every address of a family is refused. An empty set allows
/// nothing; it never means "any". Immutable; equal when the addresses and the "any" flags of both families are.
/// </remarks>
/// <example><code>
/// Remote office = AddressSet.Parse("192.0.2.0/24\n2001:db8::/32");
/// var rules = RuleSet.Of(Rule.Ingress(office, Protocol.Tcp, 22), Rule.Egress(Remote.Any, Protocol.Udp, 123));
/// </code></example>
public sealed class Remote : IEquatable<Remote>
{
    private Remote(AddressSet addresses, bool anyIPv4, bool anyIPv6)
        => (Addresses, IsAnyIPv4, IsAnyIPv6) = (addresses, anyIPv4, anyIPv6);

    /// <summary>Every address of both families.</summary>
    public static Remote Any { get; } = new(AddressSet.Empty, anyIPv4: true, anyIPv6: true);

    /// <summary>Every IPv4 address.</summary>
    public static Remote AnyIPv4 { get; } = new(AddressSet.Empty, anyIPv4: true, anyIPv6: false);

    /// <summary>Every IPv6 address.</summary>
    public static Remote AnyIPv6 { get; } = new(AddressSet.Empty, anyIPv4: false, anyIPv6: true);

    /// <summary>The addresses; empty for a family that is "any".</summary>
    public AddressSet Addresses { get; }

    /// <summary>Whether every IPv4 address is included.</summary>
    public bool IsAnyIPv4 { get; }

    /// <summary>Whether every IPv6 address is included.</summary>
    public bool IsAnyIPv6 { get; }

    /// <summary>Whether no address is included.</summary>
    public bool IsEmpty => !IsAnyIPv4 && !IsAnyIPv6 && Addresses.IsEmpty;

    /// <summary>Creates the remote side from a set of addresses.</summary>
    /// <exception cref="EntireAddressSpaceException">
    /// The set contains every address of a family: use <see cref="Any"/> if that is intended.
    /// </exception>
    public static implicit operator Remote(AddressSet addresses) => Of(addresses);

    /// <inheritdoc cref="op_Implicit(AddressSet)" />
    public static Remote Of(AddressSet addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var (family, whole) in new[] { (IpFamily.IPv4, AddressSet.AllIPv4), (IpFamily.IPv6, AddressSet.AllIPv6) })
        {
            if (addresses.Contains(whole))
            {
                throw new EntireAddressSpaceException(family, nameof(addresses));
            }
        }

        return new Remote(addresses, anyIPv4: false, anyIPv6: false);
    }

    /// <summary>Whether every address of the family is included.</summary>
    public bool IsAny(IpFamily family) => family switch
    {
        IpFamily.IPv4 => IsAnyIPv4,
        IpFamily.IPv6 => IsAnyIPv6,
        _ => false,
    };

    /// <summary>Whether any address of the family is included.</summary>
    public bool Has(IpFamily family) => IsAny(family) || !In(family).IsEmpty;

    /// <summary>The remote side restricted to one family; it may be empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family is neither IPv4 nor IPv6.</exception>
    public Remote Only(IpFamily family) => family switch
    {
        IpFamily.IPv4 => new Remote(Addresses.IPv4, IsAnyIPv4, anyIPv6: false),
        IpFamily.IPv6 => new Remote(Addresses.IPv6, anyIPv4: false, IsAnyIPv6),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "The family must be IPv4 or IPv6."),
    };

    /// <inheritdoc />
    public bool Equals(Remote? other)
        => other is not null && IsAnyIPv4 == other.IsAnyIPv4 && IsAnyIPv6 == other.IsAnyIPv6 && Addresses == other.Addresses;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Remote);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Addresses, IsAnyIPv4, IsAnyIPv6);

    /// <summary><c>any IPv4</c>, <c>any IPv6</c> and the prefixes, separated by commas.</summary>
    public override string ToString()
    {
        string[] parts = [IsAnyIPv4 ? "any IPv4" : "", IsAnyIPv6 ? "any IPv6" : "", Addresses.ToString()];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The addresses of one family; empty when that family is "any".</summary>
    internal AddressSet In(IpFamily family) => family == IpFamily.IPv4 ? Addresses.IPv4 : Addresses.IPv6;

    /// <summary>The addresses of this side that the other does not include. "Any" minus a set of addresses is a set.</summary>
    internal Remote Except(Remote other)
    {
        var left = new Remote(AddressSet.Empty, anyIPv4: false, anyIPv6: false);
        foreach (var (family, whole, any) in new[] { (IpFamily.IPv4, AddressSet.AllIPv4, AnyIPv4), (IpFamily.IPv6, AddressSet.AllIPv6, AnyIPv6) })
        {
            if (!other.IsAny(family))
            {
                left = left.Union(IsAny(family) && !other.Has(family) ? any : Of((IsAny(family) ? whole : In(family)).Except(other.In(family))));
            }
        }

        return left;
    }

    /// <summary>The union of both sides.</summary>
    internal Remote Union(Remote other)
    {
        var (any4, any6) = (IsAnyIPv4 || other.IsAnyIPv4, IsAnyIPv6 || other.IsAnyIPv6);
        var addresses = Of(Addresses.Union(other.Addresses)).Addresses;
        addresses = any4 ? addresses.IPv6 : addresses;
        return new Remote(any6 ? addresses.IPv4 : addresses, any4, any6);
    }
}
