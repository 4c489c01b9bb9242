namespace FirewallRules;

/// <summary>The comparison of a live state with the rules that it should have. Compared by reference.</summary>
public sealed class LiveVerification
{
    internal LiveVerification(IReadOnlyList<LiveFinding> findings) => Findings = findings;

    /// <summary>The result: drift if anything differs, even where something else is unknown.</summary>
    public LiveVerificationOutcome Outcome
        => Findings.Any(finding => finding.Kind != LiveFindingKind.Unknown) ? LiveVerificationOutcome.Drift
            : Findings.Count > 0 ? LiveVerificationOutcome.Unknown
            : LiveVerificationOutcome.Equal;

    /// <summary>
    /// What differs or is unknown, by kind, direction, protocol, port and family. The addresses of one finding are exact.
    /// </summary>
    public IReadOnlyList<LiveFinding> Findings { get; }

    /// <summary>The outcome and the number of findings, such as <c>Drift, 2 findings</c>.</summary>
    public override string ToString() => $"{Outcome}, {Findings.Count} finding{(Findings.Count == 1 ? "" : "s")}";
}
