using System.Numerics;

namespace FirewallRules;

/// <summary>What the best cover adds for one limit: a point of <see cref="AddressCover.Curve"/>.</summary>
/// <param name="MaxPrefixes">The maximum number of prefixes: per family, or for both together, as requested.</param>
/// <param name="AddedIPv4">How many IPv4 addresses it adds; <see langword="null"/> if there is no such cover.</param>
/// <param name="AddedIPv6">How many IPv6 addresses it adds; <see langword="null"/> if there is no such cover.</param>
/// <remarks><c>default</c> is the limit 0, for which there is no cover.</remarks>
public readonly record struct CoverPoint(int MaxPrefixes, BigInteger? AddedIPv4, BigInteger? AddedIPv6)
{
    /// <summary>How many addresses of both families it adds; <see langword="null"/> if there is no such cover.</summary>
    public BigInteger? Added => AddedIPv4 + AddedIPv6;
}
