namespace FirewallRules.SystemTests;

/// <summary>The script against a server that answers as AWS does.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsScriptTests
{
    private const string AllEgress = "egress -1 -1--1: 0.0.0.0/0";

    private MotoServer _server = null!;

    [OneTimeSetUp]
    public void Start()
    {
        Tool.RequireCommands("aws", "moto_server");
        _server = MotoServer.Start();
    }

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    [Test]
    public void Updates_a_group_and_removes_its_own_rules()
    {
        var group = _server.NewGroup();
        _server.Aws(
            "ec2", "authorize-security-group-ingress", "--group-id", group, "--ip-permissions",
            """[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"192.0.2.7/32","Description":"the owner's own"}]}]""");
        const string own = "ingress tcp 22-22: 192.0.2.7/32";

        Run(AwsSamples.Old, group);
        Assert.That(State(group), Is.EqualTo(Sorted($"{GroupState.Of(AwsSamples.Old)}\n{AllEgress}\n{own}")));

        Assert.That(Run(AwsSamples.Old, group).Output, Is.EqualTo($"{group}: 0 rules to add, 0 of ours to revoke\n"), "applying twice equals applying once");

        Run(AwsSamples.New, "--revoke-default-egress", group);
        Assert.That(State(group), Is.EqualTo(Sorted($"{GroupState.Of(AwsSamples.New)}\n{own}")));

        Run(AwsSamples.New, "--remove", group);
        Assert.That(State(group), Is.EqualTo(own));
    }

    [Test]
    public void Keeps_the_old_rules_when_the_service_refuses_the_new_ones()
    {
        var group = _server.NewGroup();
        Run(Few(0), group);

        // 40 old and 40 new ones are more than a group takes at one time.
        var refused = _server.RunScript(Write(Few(40)), group);

        Assert.That(refused.Succeeded, Is.False);
        Assert.That(refused.Error, Does.Contain("RulesPerSecurityGroupLimitExceeded"));

        // The service takes a call whole or not at all; this server takes it up to the limit, so there can be more than the old ones.
        Assert.That(State(group), Does.StartWith(Sorted($"{GroupState.Of(Few(0))}\n{AllEgress}")));
    }

    [Test]
    public void Shares_rules_among_groups()
    {
        string[] groups = [_server.NewGroup(), _server.NewGroup()];
        var rules = Few(0);
        var script = rules.ToAwsSecurityGroup(new AwsSecurityGroupOptions { OnOverflow = OnOverflow.Split, RevokeDefaultEgress = true });

        _server.RunScript(script, groups).MustSucceed();

        Assert.That(State(groups), Is.EqualTo(GroupState.Of(rules).ToString()));
        Assert.That(_server.RunScript(script, groups[0]).ExitCode, Is.EqualTo(2), "it needs both");
    }

    [Test]
    public void Keeps_a_prefix_list_up_to_date()
    {
        var group = _server.NewGroup();
        foreach (var (rules, added) in new[] { (List(150), 150), (List(149), 0) })
        {
            var script = rules.ToAwsSecurityGroup(
                new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000, RevokeDefaultEgress = true });
            var run = _server.RunScript(script, group).MustSucceed();
            Assert.That(run.Output, Does.Contain($": {added} entries added"));
            Assert.That(State(group), Is.EqualTo(GroupState.Of(rules).ToString()));
        }

        static RuleSet List(int count) => RuleSet.Of(Rule.Egress(AddressSet.Of([.. Samples.Scattered(count, "44.0.0.0", 24, 9)]), Protocol.Tcp, 443, "list"));
    }

    private static RuleSet Few(int skip) => RuleSet.Of(
        Rule.Egress(AddressSet.Of([.. Samples.Scattered(skip + 40, "44.0.0.0", 24, 9).Skip(skip)]), Protocol.Tcp, 443, "some"));

    private static string Write(RuleSet rules) => rules.ToAwsSecurityGroup(new AwsSecurityGroupOptions { MaxRules = 200 });

    private static string Sorted(string lines) => string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal));

    private CommandResult Run(RuleSet rules, params string[] arguments) => _server.RunScript(Write(rules), arguments).MustSucceed();

    private string State(params string[] groups) => GroupState.Of(_server, groups).ToString();
}
