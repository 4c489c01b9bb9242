using System.Globalization;
using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>One row of the curve of covers. Counts are strings, because they exceed the numbers of JSON; null where no cover is that small.</summary>
/// <param name="Prefixes">The maximum number of prefixes.</param>
/// <param name="AddedIpv4">How many IPv4 addresses the best cover adds.</param>
/// <param name="AddedIpv6">How many IPv6 addresses it adds.</param>
/// <param name="OneMoreSaves">How many fewer addresses are added with one more prefix, both families together; null in the last row where
/// nothing is added.</param>
internal sealed record CoverRow(int Prefixes, string? AddedIpv4, string? AddedIpv6, string? OneMoreSaves)
{
    public static CoverRow[] Of(AddressCover cover)
        => [.. cover.Curve.Zip(cover.Curve.Select(point => (CoverPoint?)point).Skip(1).Append(cover.NextPoint), (point, next) => new CoverRow(
            point.MaxPrefixes, Text(point.AddedIPv4), Text(point.AddedIPv6), Text(point.Added - next?.Added)))];

    private static string? Text(BigInteger? count) => count?.ToString(CultureInfo.InvariantCulture);
}
