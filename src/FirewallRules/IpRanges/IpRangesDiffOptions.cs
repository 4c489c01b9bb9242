using System.Numerics;

namespace FirewallRules;

/// <summary>Which sections are compared, and when a section counts as shrunk or grown.</summary>
public sealed record IpRangesDiffOptions
{
    internal const double DefaultGrowthFactor = 16;
    internal const double MaxGrowthFactor = 1_000_000_000;

    /// <summary>As many addresses as a /24 has.</summary>
    internal static readonly BigInteger IPv4GrowthBase = 256;

    /// <summary>As many addresses as a /48 has.</summary>
    internal static readonly BigInteger IPv6GrowthBase = BigInteger.One << 80;

    /// <summary>
    /// The fraction of its addresses that a section may lose, 0–1, separately for IPv4 and IPv6; a section that loses more counts as shrunk. A
    /// section that loses all addresses of a family always does.
    /// </summary>
    /// <value>
    /// The default is 0.5: a section that loses exactly half does not count as shrunk. Compared as a decimal with 15 significant digits.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0–1.</exception>
    public double ShrinkThreshold
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The fraction must be from 0 to 1.");
    }
    = 0.5;

    /// <summary>
    /// How many times its addresses a section may have in the new document, 1 to 1,000,000,000, separately for IPv4 and IPv6; a section with more counts
    /// as grown. A section with fewer than 256 IPv4 or 2^80 IPv6 addresses (a /24, a /48) counts as if it had as many, because small sections
    /// have grown by large factors. The factor does not apply to a family that the section did not have before.
    /// </summary>
    /// <value>
    /// The default is 16: a section with exactly 16 times its addresses does not count as grown. No section of a published document has grown so
    /// much. Compared as a decimal with 15 significant digits;
    /// <see cref="double.PositiveInfinity"/> for no limit.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 1 to 1,000,000,000 nor infinity.</exception>
    public double GrowthFactor
    {
        get;
        init => field = value is >= 1 and <= MaxGrowthFactor or double.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The factor must be from 1 to 1000000000, or infinity.");
    }
    = DefaultGrowthFactor;

    /// <summary>How many IPv4 addresses a section may gain, 0 or more; a section that gains more counts as grown, and so does a new one.</summary>
    /// <value>
    /// The default is 65,536, as many as a /16 has: the largest section of a published document has fewer than 20,000 IPv4 addresses.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public BigInteger IPv4GrowthLimit
    {
        get;
        init => field = NotNegative(value);
    }
    = 65_536;

    /// <summary>How many IPv6 addresses a section may gain, 0 or more; a section that gains more counts as grown, and so does a new one.</summary>
    /// <value>The default is 2^98, as many as a /30 has: the widest IPv6 prefix known to be published is a /34.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public BigInteger IPv6GrowthLimit
    {
        get;
        init => field = NotNegative(value);
    }
    = BigInteger.One << 98;

    /// <summary>The sections to compare.</summary>
    /// <value>The default is empty: all sections of both documents.</value>
    public IReadOnlyCollection<Section> Sections { get; init; } = [];

    private static BigInteger NotNegative(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
