using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>What a cover may do in order to fit. Equal when all properties are.</summary>
public sealed record CoverOptions
{
    private const int ShortestUnit = 32;

    /// <summary>Nothing special is added, prefixes may have any length, and each family has a number of prefixes of its own.</summary>
    public static CoverOptions Default { get; } = new();

    /// <summary>
    /// The addresses that are never added; <see cref="SpecialPurpose.Addresses"/> unless said otherwise, and <see cref="AddressSet.Empty"/> for
    /// none. What the set itself holds of them stays.
    /// </summary>
    /// <exception cref="ArgumentNullException">The set is null.</exception>
    public AddressSet Forbidden
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = SpecialPurpose.Addresses;

    /// <summary>
    /// The shortest length of an IPv4 prefix of the cover, 0 to 32; 0 unless said otherwise. Where the set itself holds a shorter one, the cover
    /// holds the prefixes of this length that make it up, and each of them counts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not one of IPv4.</exception>
    public int MinIPv4Length { get; init => field = Length(value, 0, IpFamily.IPv4); }

    /// <summary>The same for IPv6, 0 to 128; 0 unless said otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not one of IPv6.</exception>
    public int MinIPv6Length { get; init => field = Length(value, 0, IpFamily.IPv6); }

    /// <summary>Whether both families share the number of prefixes; unless said otherwise each has all of it.</summary>
    public bool SharedBudget { get; init; }

    /// <summary>
    /// Where the families share: the length of the IPv6 prefix that counts as much as one IPv4 address when it is added, 32 to 128; 64 unless
    /// said otherwise, and 128 weighs all addresses alike.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 32 or above 128.</exception>
    public int IPv6UnitLength { get; init => field = Length(value, ShortestUnit, IpFamily.IPv6); } = 64;

    internal int MinLength(IpFamily family) => family == IpFamily.IPv4 ? MinIPv4Length : MinIPv6Length;

    private static int Length(int value, int shortest, IpFamily family)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, family.Bits());
        return value;
    }
}
