using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>Security groups of a server that answers as AWS does, listed by the script for that and changed by hand.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsDriftTests
{
    private static readonly AwsSecurityGroupOptions s_rules = new() { MaxRules = 60 };
    private static readonly AwsSecurityGroupOptions s_lists = new() { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 };
    private static readonly AwsSecurityGroupOptions s_split = new() { OnOverflow = OnOverflow.Split, MaxRules = 10, SplitHeadroom = 2 };

    private MotoServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        Tool.RequireCommands("aws", "moto_server");
        _server = MotoServer.Start();
    }

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    private static IEnumerable<TestCaseData> Options()
    {
        yield return new TestCaseData(s_rules, 1).SetArgDisplayNames("rules");
        yield return new TestCaseData(s_lists, 1).SetArgDisplayNames("prefix lists");
        yield return new TestCaseData(s_split, 2).SetArgDisplayNames("several groups");
    }

    [TestCaseSource(nameof(Options))]
    public void What_the_script_applied_is_equal(AwsSecurityGroupOptions options, int groups)
    {
        string[] ids = [.. Enumerable.Range(0, groups).Select(_ => _server.NewGroup())];
        _server.RunScript(AwsSamples.Old.ToAwsSecurityGroup(options), ids).MustSucceed();

        Assert.That(Findings(AwsSamples.Old, ids, options), Is.Empty);
        Assert.That(Findings(AwsSamples.New, ids, options), Is.Not.Empty);
    }

    [Test]
    public void Changes_by_hand_are_named()
    {
        var group = _server.NewGroup();
        _server.RunScript(AwsSamples.Old.ToAwsSecurityGroup(s_rules), group).MustSucceed();
        var rule = _server.Aws("ec2", "describe-security-group-rules", "--filters", $"Name=group-id,Values={group}")!["SecurityGroupRules"]!
            .AsArray().Single(one => (string?)one!["CidrIpv4"] == "45.0.0.0/16")!;
        Revoke(group, rule);
        Authorize(group, "ingress", 443, "45.0.0.0/17", "by hand");
        Authorize(group, "ingress", 443, "46.0.0.0/16", (string)rule["Description"]!);
        Authorize(group, "ingress", 22, "0.0.0.0/0", "administrators");

        Assert.That(
            Findings(AwsSamples.Old, [group], s_rules),
            Is.EqualTo(new[] { "missing: ingress tcp 443 from 45.0.0.0/16", "extra: ingress tcp 443 from 46.0.0.0/16" }));
    }

    private string[] Findings(RuleSet rules, string[] groups, AwsSecurityGroupOptions options)
    {
        var listing = _server.RunScript(AwsSecurityGroupState.Script, groups).MustSucceed().Output;
        return [.. rules.Verify(AwsSecurityGroupState.Parse(listing, options)).Findings.Select(finding => finding.ToString())];
    }

    private void Authorize(string group, string direction, int port, string prefix, string description)
        => _server.Aws(
            "ec2", $"authorize-security-group-{direction}", "--group-id", group, "--ip-permissions",
            new JsonArray(new JsonObject
            {
                ["IpProtocol"] = "tcp",
                ["FromPort"] = port,
                ["ToPort"] = port,
                ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = prefix, ["Description"] = description }),
            }).ToJsonString());

    private void Revoke(string group, JsonNode rule)
        => _server.Aws(
            "ec2", "revoke-security-group-ingress", "--group-id", group, "--security-group-rule-ids", (string)rule["SecurityGroupRuleId"]!);
}
