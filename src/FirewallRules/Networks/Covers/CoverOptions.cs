using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>The constraints of a cover. Equal if all properties are.</summary>
public sealed record CoverOptions
{
    private const int MinUnitLength = 32;

    /// <summary>No special-purpose addresses are added, prefixes may have any length, and each family has its own limit.</summary>
    public static CoverOptions Default { get; } = new();

    /// <summary>
    /// The addresses that are never added. Default: <see cref="SpecialPurpose.Addresses"/>; use <see cref="AddressSet.Empty"/> for none. Excluded
    /// addresses that are in the set itself remain in the cover.
    /// </summary>
    /// <exception cref="ArgumentNullException">The set is <see langword="null"/>.</exception>
    public AddressSet Excluded
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = SpecialPurpose.Addresses;

    /// <summary>
    /// The minimum length of an IPv4 prefix of the cover, 0 to 32. Default: 0. A shorter prefix of the set itself is split into prefixes of
    /// this length, each of which counts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 0 or above 32.</exception>
    public int MinIPv4Length { get; init => field = Validate(value, 0, IpFamily.IPv4); }

    /// <summary>The minimum length of an IPv6 prefix of the cover, 0 to 128. Default: 0. Otherwise as <see cref="MinIPv4Length"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 0 or above 128.</exception>
    public int MinIPv6Length { get; init => field = Validate(value, 0, IpFamily.IPv6); }

    /// <summary>Whether the limit is for both families together. Default: <see langword="false"/>, the limit is per family.</summary>
    public bool SharedBudget { get; init; }

    /// <summary>
    /// With <see cref="SharedBudget"/>: the length of the IPv6 prefix that counts as much as one IPv4 address when it is added, 32 to 128. Default:
    /// 64. With 128, an IPv6 address counts as much as an IPv4 address.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 32 or above 128.</exception>
    public int IPv6UnitLength { get; init => field = Validate(value, MinUnitLength, IpFamily.IPv6); } = 64;

    internal int MinLength(IpFamily family) => family == IpFamily.IPv4 ? MinIPv4Length : MinIPv6Length;

    private static int Validate(int value, int min, IpFamily family)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, family.Bits());
        return value;
    }
}
