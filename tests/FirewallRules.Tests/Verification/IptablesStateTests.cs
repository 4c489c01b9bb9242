using FirewallRules.Tests.Catalogs;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.Tests.Verification;

public sealed class IptablesStateTests
{
    private const string Jumps = """
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [10:2000]
        -A INPUT -j DATADOG-INGRESS
        -A FORWARD -j DATADOG-FORWARD
        -A OUTPUT -j DATADOG-EGRESS
        COMMIT

        """;

    private static IEnumerable<TestCaseData> Outputs()
    {
        foreach (var (name, rules) in SampleRules.All.Concat(CatalogSamples.All))
        {
            yield return new TestCaseData(rules, new IptablesOptions()) { TestName = name };
            yield return new TestCaseData(rules, new IptablesOptions { DefaultDeny = new() { AllowDns = true } }) { TestName = $"{name}, deny" };
            yield return new TestCaseData(rules, new IptablesOptions { DefaultDeny = new() { Forward = true } }) { TestName = $"{name}, forward" };
        }
    }

    [TestCaseSource(nameof(Outputs))]
    public void What_was_written_is_equal(RuleSet rules, IptablesOptions options)
        => Assert.That(rules.Verify(Parse(rules, options, Jumps)).Findings, Is.Empty);

    [Test]
    public void Without_jumps_everything_is_missing()
        => Assert.That(
            SampleRules.Logs.Verify(Parse(SampleRules.Logs, new(), "COMMIT\n")).Findings.Select(finding => finding.ToString()),
            Is.EqualTo(new[]
            {
                "missing: egress tcp 443, 10516 to 3.233.144.0/20",
                "missing: egress tcp 443, 10516 to 2600:1f18:24e6:b900::/56",
            }));

    [TestCase("-A OUTPUT -d 3.233.144.0/24 -p tcp -m tcp --dport 443 -j DROP",
        "overridden: egress tcp 443 to 3.233.144.0/24 (iptables filter OUTPUT: -d 3.233.144.0/24 -p tcp -m tcp --dport 443 -j DROP)")]
    [TestCase("-A OUTPUT -d 3.233.144.0/24 -m owner --uid-owner 7 -j DROP",
        "unknown: egress tcp 443, 10516 to 3.233.144.0/24 (iptables filter OUTPUT: -d 3.233.144.0/24 -m owner --uid-owner 7 -j DROP)")]
    [TestCase("-A OUTPUT -o eth7 -j REJECT",
        "overridden: egress tcp 443, 10516 to 3.233.144.0/20 on eth7 (iptables filter OUTPUT: -o eth7 -j REJECT)")]
    [TestCase("-A OUTPUT -m conntrack --ctstate INVALID -j DROP")]
    [TestCase("-A OUTPUT ! -d 3.233.144.0/20 -j DROP")]
    [TestCase("-A OUTPUT -p tcp -m multiport --dports 1000:2000 -j DROP")]
    [TestCase("-A OUTPUT -d 3.233.144.0/20 -p udp -j DROP")]
    public void Rules_of_others_count_where_they_override(string rule, params string[] findings)
        => Assert.That(
            SampleRules.Logs.Verify(Parse(SampleRules.Logs, new(), Jumps.Replace("-A INPUT", $"{rule}\n-A INPUT", StringComparison.Ordinal), Jumps))
                .Findings.Select(finding => finding.ToString()),
            Is.EqualTo(findings));

    [Test]
    public void A_direction_that_is_not_asked_for_any_more_is_extra()
    {
        var rules = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 22));
        var findings = rules.Verify(Parse(SampleRules.Logs, new(), Jumps, Jumps)).Findings;

        Assert.That(findings.Select(finding => finding.ToString()), Does.Contain("extra: egress tcp 443, 10516 to 3.233.144.0/20"));
    }

    private static IptablesState Parse(RuleSet rules, IptablesOptions options, string rest, string? rest6 = null)
    {
        return IptablesState.Parse(Save(IptablesOutput.RestoreIPv4, rest), Save(IptablesOutput.RestoreIPv6, rest6 ?? rest), null, options);

        string Save(IptablesOutput output, string end)
            => rules.ToIptables(options with { Output = output }).Replace("COMMIT\n", end, StringComparison.Ordinal);
    }
}
