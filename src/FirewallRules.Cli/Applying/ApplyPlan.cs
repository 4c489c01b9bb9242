using System.Globalization;

namespace FirewallRules.Cli.Applying;

/// <summary>Writes what an apply would change: one prefix a line, with + for what it opens and - for what it closes.</summary>
internal static class ApplyPlan
{
    /// <param name="writer">The target.</param>
    /// <param name="verification">The comparison of what is there with the rules.</param>
    /// <param name="jumps">The jumps that would be inserted, as commands.</param>
    public static void Write(TextWriter writer, LiveVerification verification, IReadOnlyList<string> jumps)
    {
        foreach (var finding in verification.Findings)
        {
            if (SignOf(finding) is { } sign)
            {
                WritePrefixes(writer, sign, finding);
            }
            else
            {
                writer.Write($"! {VerificationText.Line(finding)}\n");
            }
        }

        foreach (var jump in jumps)
        {
            writer.Write($"+ {VerificationText.Printable(jump)}\n");
        }

        writer.Write(Summary(verification, jumps) + "\n");
    }

    // The rules allow what is missing, and deny what they allow too much.
    private static string? SignOf(LiveFinding finding) => (finding.Kind, finding.IsDeny) switch
    {
        (LiveFindingKind.Missing, false) or (LiveFindingKind.Extra, true) => "+",
        (LiveFindingKind.Missing, true) or (LiveFindingKind.Extra, false) => "-",
        _ => null,
    };

    private static void WritePrefixes(TextWriter writer, string sign, LiveFinding finding)
    {
        var traffic = VerificationText.Traffic(finding);
        var tail = finding.Interface is { } name ? $" on {VerificationText.Printable(name)}" : "";
        foreach (var prefix in finding.Addresses)
        {
            writer.Write($"{sign} {traffic}{prefix}{tail}\n");
        }

        if (finding.Addresses.IsEmpty)
        {
            writer.Write($"{sign} {VerificationText.What(finding)}\n");
        }
    }

    private static string Summary(LiveVerification verification, IReadOnlyList<string> jumps)
    {
        if (verification.Outcome == LiveVerificationOutcome.Equal && jumps.Count == 0)
        {
            return "plan: no change: the firewall does exactly what it should";
        }

        var (opens, closes, other) = (Count("+"), Count("-"), verification.Findings.Count(finding => SignOf(finding) is null));
        return string.Create(CultureInfo.InvariantCulture, $"plan: opens {Prefixes(opens)}, closes {Prefixes(closes)}")
            + (other == 0 ? "" : "; what rules of others decide (!) stays, so the apply needs --accept-overridden");

        int Count(string sign) => verification.Findings.Where(finding => SignOf(finding) == sign).Sum(finding => finding.Addresses.CountPrefixes());
    }

    private static string Prefixes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} prefix{(count == 1 ? "" : "es")}");
}
