using System.Numerics;

namespace FirewallRules;

/// <summary>What the best cover by a number of prefixes adds: one point of <see cref="AddressCover.Curve"/>.</summary>
/// <param name="MaxPrefixes">The most prefixes, for each family or for both together, as it was asked for.</param>
/// <param name="AddedIPv4">How many IPv4 addresses it adds; null where no cover is that small.</param>
/// <param name="AddedIPv6">How many IPv6 addresses it adds; null where no cover is that small.</param>
/// <remarks><c>default</c> is the point of no prefix, of which there is no cover.</remarks>
public readonly record struct CoverPoint(int MaxPrefixes, BigInteger? AddedIPv4, BigInteger? AddedIPv6)
{
    /// <summary>How many addresses are added, both families together; null where either has no cover that small.</summary>
    public BigInteger? Added => AddedIPv4 + AddedIPv6;
}
