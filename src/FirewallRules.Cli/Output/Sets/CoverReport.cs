using System.Globalization;
using System.Numerics;

namespace FirewallRules.Cli.Output;

/// <summary>Reports what a cover adds: it allows more than was requested, so every additional range is listed, however many there are.</summary>
internal sealed class CoverReport(AddressCover cover, int max, bool shared, bool curve)
{
    /// <summary>The widened set.</summary>
    public AddressSet Addresses => cover.Addresses;

    /// <summary>Whether the curve is written instead of the prefixes.</summary>
    public bool IsCurve => curve;

    public void WriteCurve(Terminal terminal, bool json)
        => Table.Write(
            terminal,
            json ? new TableJson<CoverRow>(CliJsonContext.Default.CoverRowArray) : null,
            ["PREFIXES", "IPV4 ADDED", "IPV6 ADDED", "ONE MORE SAVES"],
            CoverRow.Of(cover),
            row =>
            [
                row.Prefixes.ToString(CultureInfo.InvariantCulture),
                row.AddedIpv4 ?? "impossible",
                row.AddedIpv6 ?? "impossible",
                row.OneMoreSaves ?? "-",
            ]);

    public void Report(Terminal terminal)
    {
        if (cover.Added.IsEmpty)
        {
            return;
        }

        var more = cover.NextPoint is { AddedIPv4: { } ipv4, AddedIPv6: { } ipv6 }
            ? $"; with --max-prefixes {max + 1L} it would be {Count(ipv4, ipv6)}" : "";
        terminal.Warn(
            $"WIDENED to fit {max} {(max == 1 ? "prefix" : "prefixes")}{(shared ? "" : " per family")}: "
            + $"{Count(cover.Added.IPv4.CountAddresses(), cover.Added.IPv6.CountAddresses())} were not requested{more}");
        terminal.Warn(cover.Added.Ranges.Select(range
            => $"added {range}, {range.AddressCount} {(range.AddressCount.IsOne ? "address" : "addresses")}"));
    }

    private static string Count(BigInteger ipv4, BigInteger ipv6)
        => string.Join(" and ",
            new[] { Count(ipv4, "IPv4"), Count(ipv6, "IPv6") }.Where((_, i) => i == 0 ? !ipv4.IsZero || ipv6.IsZero : !ipv6.IsZero));

    private static string Count(BigInteger count, string family) => $"{count} {family} {(count.IsOne ? "address" : "addresses")}";
}
