using System.Globalization;
using System.Text.Json;

namespace FirewallRules.Cli.Output;

/// <summary>Writes the comparison of a live state with its rules for programs.</summary>
internal static class VerificationJson
{
    public static void Write(TextWriter writer, LiveVerification verification, IpRangesDocument? older)
    {
        var report = new VerificationReport(
            verification.Outcome.ToString().ToLowerInvariant(),
            older?.Provenance.ToShortString(),
            [.. verification.Findings.Select(finding => new VerificationRow(
                finding.Kind.ToString().ToLowerInvariant(),
                finding.IsDeny,
                finding.Direction?.ToString().ToLowerInvariant(),
                finding.IsForwarded,
                finding.Protocol == Protocol.None ? null : finding.Protocol.ToString().ToLowerInvariant(),
                [.. finding.Ports.Select(ports => ports.ToString())],
                finding.Family == IpFamily.None ? null : finding.Family.ToString().ToLowerInvariant(),
                [.. finding.Addresses.Select(prefix => prefix.ToString())],
                finding.Addresses.CountAddresses().ToString(CultureInfo.InvariantCulture),
                finding.Interface,
                finding.Cause))]);
        writer.Write(JsonSerializer.Serialize(report, CliJsonContext.Default.VerificationReport).ReplaceLineEndings("\n") + "\n");
    }
}
