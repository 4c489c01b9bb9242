namespace FirewallRules.SystemTests;

/// <summary>Checks the verdict on a tampering: by what it is known to do, and by packets.</summary>
internal static class TamperingVerdict
{
    public static void Check(TamperingLab lab, Tampering tampering, LiveState state, bool isDenying, Random random)
    {
        var verification = TamperingLab.Rules.Verify(tampering.IsOnKnownHost ? state.OnHost(TamperingLab.Addresses) : state);
        var text = tampering.ToString();
        var names = new[] { "eth0", "eth*", "eth+" };
        var isNamed = names.Any(name => text.Contains(name, StringComparison.Ordinal));
        var findings = verification.Findings
            .Where(finding => finding.Interface is null or "eth0" or "eth*" || (finding.Interface == "any other interface" && !isNamed))
            .ToList();
        var found = $"{text}\n{string.Join('\n', verification.Findings)}";
        using (Assert.EnterMultipleScope())
        {
            if (tampering.Expected is { } expected)
            {
                Assert.That(Claim.Text(Claim.Of(findings)), Is.EqualTo(Claim.Text(expected)), found);
                Assert.That(findings.Where(finding => finding.Direction is null), Is.Empty, found);
            }

            Assert.That(lab.Contradictions(findings, isDenying, tampering.IsAllowedByOthers, random), Is.Empty, found);
        }
    }
}
