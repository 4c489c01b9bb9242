namespace FirewallRules.Cli.Output;

/// <summary>The comparison as JSON.</summary>
/// <param name="Outcome"><c>equal</c>, <c>drift</c> or <c>unknown</c>.</param>
/// <param name="LiveIs">The older document from which the firewall was made; null when it is not known.</param>
/// <param name="Findings">What differs or is unknown.</param>
internal sealed record VerificationReport(string Outcome, string? LiveIs, IReadOnlyList<VerificationRow> Findings);

/// <summary>A finding as JSON.</summary>
internal sealed record VerificationRow(
    string Kind,
    bool Deny,
    string? Direction,
    bool Forwarded,
    string? Protocol,
    IReadOnlyList<string> Ports,
    string? Family,
    IReadOnlyList<string> Prefixes,
    string AddressCount,
    string? Interface,
    string? Cause);
