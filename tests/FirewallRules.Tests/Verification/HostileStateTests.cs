using System.Globalization;
using System.Text;

namespace FirewallRules.Tests.Verification;

/// <summary>States that would take endless work are unknown, and large ones are judged.</summary>
public sealed class HostileStateTests
{
    private const int ManyRules = 100_000;

    private static readonly RuleSet Rules = RuleSet.For(Section.Logs);

    private static readonly string Start = Rules.ToNftables(new NftablesOptions { Output = NftablesOutput.Json }).TrimEnd()[..^2].TrimEnd();

    private const string Output =
        """,{"chain":{"family":"inet","table":"filter","name":"output","type":"filter","hook":"output","prio":0,"policy":"accept"}}""";

    [Test]
    public void Chains_that_jump_in_a_circle_are_unknown()
    {
        var text = new StringBuilder(Start).Append(Output);
        AddChain(text, "one");
        AddChain(text, "two");
        AddRule(text, "output", Jump("one"));
        AddRule(text, "one", Jump("two"));
        AddRule(text, "two", Jump("one"));
        AddRule(text, "output", Jump("datadog_egress"));

        var verification = Rules.Verify(NftablesState.Parse(text.Append("]}").ToString()));

        Assert.That(verification.Findings, Has.Some.Property("Kind").EqualTo(LiveFindingKind.Unknown).And.Some.Property("Cause").Contains("lead back to it"));
    }

    [Test]
    [Long]
    public void Jumps_that_double_the_work_each_time_are_unknown()
    {
        var text = new StringBuilder(Start).Append(Output);
        for (var i = 0; i < 60; i++)
        {
            AddChain(text, Name(i));
        }

        AddRule(text, "output", Jump(Name(0)));
        for (var i = 0; i < 59; i++)
        {
            AddRule(text, Name(i), Jump(Name(i + 1)));
            AddRule(text, Name(i), """{"counter":null}""");
            AddRule(text, Name(i), Jump(Name(i + 1)));
        }

        AddRule(text, Name(59), """{"match":{"op":"==","left":{"meta":{"key":"skuid"}},"right":7}},{"drop":null}""");
        AddRule(text, "output", Jump("datadog_egress"));

        var verification = Rules.Verify(NftablesState.Parse(text.Append("]}").ToString()));

        Assert.That(verification.Findings, Has.Some.Property("Cause").Contains("too many rules apply to too many kinds of packets"));

        static string Name(int i) => $"c{i.ToString(CultureInfo.InvariantCulture)}";
    }

    [TestCase("drop")]
    [TestCase("accept")]
    [Long]
    public void Rules_of_others_are_judged_however_many_there_are(string verdict)
    {
        var text = new StringBuilder(Start).Append(Output);
        for (var i = 0; i < ManyRules; i++)
        {
            AddRule(text, "output", $"{Address(i)},{{\"{verdict}\":null}}");
        }

        AddRule(text, "output", Jump("datadog_egress"));
        var verification = Rules.Verify(NftablesState.Parse(text.Append("]}").ToString()));

        Assert.That(verification.Outcome, Is.EqualTo(LiveVerificationOutcome.Equal), () => string.Join('\n', verification.Findings));

        static string Address(int i) => $$$"""{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"daddr"}},"right":"{{{Others(i)}}}"}}""";
    }

    [Test]
    [Long]
    public void An_iptables_state_with_a_rule_for_each_port_and_address_is_judged()
    {
        var options = new IptablesOptions { Output = IptablesOutput.RestoreIPv4, IpsetThreshold = 100_000 };
        var text = new StringBuilder(Rules.ToIptables(options).Replace("COMMIT\n", "", StringComparison.Ordinal));
        for (var i = 0; i < ManyRules; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"-A OUTPUT -d {Others(i)} -p tcp --dport {1 + (i % 60_000)} -j DROP\n");
        }

        text.Append("-A OUTPUT -j DATADOG-EGRESS\nCOMMIT\n");
        text.Replace("*filter\n", "*filter\n:OUTPUT ACCEPT [0:0]\n");
        var verification = Rules.Verify(IptablesState.Parse(text.ToString(), null, null, options));

        Assert.That(verification.Outcome, Is.Not.EqualTo(LiveVerificationOutcome.Drift), () => string.Join('\n', verification.Findings));
    }

    // Addresses that no section has.
    private static string Others(int i) => string.Create(CultureInfo.InvariantCulture, $"100.{64 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}");

    private static void AddChain(StringBuilder text, string name)
        => text.Append(CultureInfo.InvariantCulture, $$$""",{"chain":{"family":"inet","table":"filter","name":"{{{name}}}"}}""");

    private static void AddRule(StringBuilder text, string chain, string expressions)
        => text.Append(CultureInfo.InvariantCulture, $$$""",{"rule":{"family":"inet","table":"filter","chain":"{{{chain}}}","expr":[{{{expressions}}}]}}""");

    private static string Jump(string chain) => $$$"""{"jump":{"target":"{{{chain}}}"}}""";
}
