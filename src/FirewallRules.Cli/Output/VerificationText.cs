using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>Writes the comparison of a live state with its rules for people.</summary>
internal static class VerificationText
{
    // Longer lists are in the JSON.
    private const int MaxPrefixes = 20;

    /// <param name="writer">The target.</param>
    /// <param name="verification">The comparison.</param>
    /// <param name="older">The older document from which the firewall was made, if that is known.</param>
    public static void Write(TextWriter writer, LiveVerification verification, IpRangesDocument? older)
    {
        foreach (var finding in verification.Findings)
        {
            writer.Write($"{Name(finding)}: {What(finding)}\n");
            if (finding.Cause is { } cause && !finding.Addresses.IsEmpty)
            {
                writer.Write($"    {(finding.Kind == LiveFindingKind.Unknown ? "because of" : "by")} {Printable(cause)}\n");
            }
        }

        writer.Write($"{Summary(verification)}\n");
        if (older is not null)
        {
            writer.Write($"the live rules are those of {older}\n");
        }
    }

    /// <summary>The result in one sentence without a period.</summary>
    public static string Summary(LiveVerification verification)
    {
        if (verification.Outcome == LiveVerificationOutcome.Equal)
        {
            return "equal: the live rules allow exactly what they should";
        }

        var counts = verification.Findings.GroupBy(finding => finding.Kind)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
        return $"{(verification.Outcome == LiveVerificationOutcome.Drift ? "drift" : "unknown")}: {string.Join(", ", counts)}";
    }

    /// <summary>The traffic and its addresses, such as <c>egress tcp 443 to 192.0.2.0/24 (1 prefix, 256 addresses)</c>.</summary>
    public static string What(LiveFinding finding)
    {
        if (finding.Addresses.IsEmpty)
        {
            return Printable(finding.Cause ?? "");
        }

        return $"{Traffic(finding)}{Addresses(finding.Addresses)}{(finding.Interface is null ? "" : $" on {Printable(finding.Interface)}")}";
    }

    /// <summary>The traffic without its addresses, such as <c>egress tcp 443 to </c>; empty for a set.</summary>
    public static string Traffic(LiveFinding finding)
        => finding.Direction is not { } direction ? ""
            : $"{(finding.IsForwarded ? "forwarded " : "")}{(direction == Direction.Egress ? "egress" : "ingress")} "
                + $"{(finding.Protocol == Protocol.Tcp ? "tcp" : "udp")} {Ports(finding.Ports)} {(direction == Direction.Egress ? "to" : "from")} ";

    /// <summary>A finding in one line, with what causes it.</summary>
    public static string Line(LiveFinding finding)
        => $"{Name(finding)}: {What(finding)}{(finding is { Cause: { } cause, Addresses.IsEmpty: false } ? $" ({Printable(cause)})" : "")}";

    /// <summary>What is wrong, in a word or two.</summary>
    public static string Name(LiveFinding finding)
        => (finding.Kind, finding.IsDeny) switch
        {
            (LiveFindingKind.Missing, true) => "missing deny",
            (LiveFindingKind.Extra, true) => "extra deny",
            (LiveFindingKind.Overridden, true) => "overridden deny",
            (var kind, _) => kind.ToString().ToLowerInvariant(),
        };

    private static string Ports(IReadOnlyList<PortRange> ports)
        => ports is [var all] && all == PortRange.All ? "any port" : string.Join(", ", ports);

    private static string Addresses(AddressSet addresses)
    {
        if (addresses == AddressSet.AllIPv4 || addresses == AddressSet.AllIPv6)
        {
            return addresses == AddressSet.AllIPv4 ? "any IPv4 address" : "any IPv6 address";
        }

        var count = addresses.CountPrefixes();
        var shown = string.Join(", ", addresses.Take(MaxPrefixes));
        var more = count > MaxPrefixes ? string.Create(CultureInfo.InvariantCulture, $" and {count - MaxPrefixes} more") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{shown}{more} ({count} prefix{(count == 1 ? "" : "es")}, {addresses.CountAddresses()} address{(addresses.CountAddresses().IsOne ? "" : "es")})");
    }

    /// <summary>A text of a live state, in which names are anyone's text.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) || c > '~' ? '?' : c));
}
