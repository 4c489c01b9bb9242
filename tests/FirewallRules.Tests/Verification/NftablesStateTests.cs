using System.Text.Json.Nodes;
using FirewallRules.Tests.Catalogs;
using FirewallRules.Tests.Emitters;

namespace FirewallRules.Tests.Verification;

public sealed class NftablesStateTests
{
    private const string Jump =
        """
        {"chain":{"family":"inet","table":"filter","name":"output","type":"filter","hook":"output","prio":0,"policy":"accept"}},
        {"rule":{"family":"inet","table":"filter","chain":"output","expr":[{"jump":{"target":"datadog_egress"}}]}},
        {"chain":{"family":"inet","table":"filter","name":"input","type":"filter","hook":"input","prio":0,"policy":"drop"}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[
            {"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"jump":{"target":"datadog_ingress"}}]}}
        """;

    private static readonly NftablesOptions Table = new() { Mode = NftablesMode.Table };

    private static IEnumerable<TestCaseData> Outputs()
    {
        var all = SampleRules.All.Concat(CatalogSamples.All.Where(sample => !sample.Name.Contains("local", StringComparison.Ordinal)));
        foreach (var (name, rules) in all)
        {
            yield return new TestCaseData(rules, new NftablesOptions()) { TestName = $"{name}, include" };
            yield return new TestCaseData(rules, Table) { TestName = $"{name}, table" };
            yield return new TestCaseData(rules, Table with { DefaultDeny = new() { AllowDns = true, AllowDhcp = true } }) { TestName = $"{name}, deny" };
            yield return new TestCaseData(rules, Table with { DefaultDeny = new() { Forward = true } }) { TestName = $"{name}, forward" };
            yield return new TestCaseData(rules, new NftablesOptions { Mode = NftablesMode.Sets }) { TestName = $"{name}, sets" };
        }
    }

    [TestCaseSource(nameof(Outputs))]
    public void What_was_written_is_equal(RuleSet rules, NftablesOptions options)
    {
        var live = NftablesState.Parse(Written(rules, options, options.Mode == NftablesMode.Include ? Jump : ""), options);

        Assert.That(rules.Verify(live).Findings, Is.Empty);
    }

    [Test]
    public void A_direction_that_is_not_asked_for_any_more_is_extra()
    {
        var rules = RuleSet.Of(Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 22));
        var findings = rules.Verify(NftablesState.Parse(Written(SampleRules.Logs, new(), Jump))).Findings;

        Assert.That(findings.Select(finding => finding.ToString()), Does.Contain("extra: egress tcp 443, 10516 to 3.233.144.0/20"));
    }

    [Test]
    public void Without_a_jump_everything_is_missing()
    {
        var rules = SampleRules.Logs;
        var findings = rules.Verify(NftablesState.Parse(Written(rules, new(), ""))).Findings;

        Assert.That(findings.Select(finding => finding.ToString()), Is.EqualTo(new[]
        {
            "missing: egress tcp 443, 10516 to 3.233.144.0/20",
            "missing: egress tcp 443, 10516 to 2600:1f18:24e6:b900::/56",
        }));
    }

    private static string Written(RuleSet rules, NftablesOptions options, string more)
    {
        var json = JsonNode.Parse(rules.ToNftables(options with { Output = NftablesOutput.Json }))!;
        foreach (var item in JsonNode.Parse($"[{more}]")!.AsArray())
        {
            json["nftables"]!.AsArray().Add(item!.DeepClone());
        }

        return json.ToJsonString();
    }
}
