using System.Globalization;
using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>The script of an update against a server that answers as AWS does.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsUpdateTests
{
    private static readonly AwsSecurityGroupOptions s_script = new() { MaxRules = 60 };
    private static readonly AwsSecurityGroupOptions s_lists = new() { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 };

    private static readonly RuleSet s_oneFamily = RuleSet.Of(
        [.. AwsSamples.New.Rules.Where(rule => rule.Remote.IsAnyIPv4 || rule.Direction == Direction.Egress)])
        .Only(IpFamily.IPv4);

    private MotoServer _server = null!;

    private static IEnumerable<TestCaseData> Documents
        => Versions.Pairs.Select(pair => new TestCaseData(pair.Old, pair.New).SetArgDisplayNames($"{pair.Old} to {pair.New}"));

    [OneTimeSetUp]
    public void Start()
    {
        Tool.RequireCommands("aws", "moto_server");
        _server = MotoServer.Start();
    }

    [OneTimeTearDown]
    public void Stop() => _server?.Dispose();

    [Test]
    public void Leads_to_the_new_rules_and_back_and_changes_nothing_else()
    {
        var group = _server.NewGroup();
        _server.Aws(
            "ec2", "authorize-security-group-ingress", "--group-id", group, "--ip-permissions",
            """[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":["""
                + """{"CidrIp":"192.0.2.7/32","Description":"the owner's own"},"""
                + """{"CidrIp":"45.0.0.0/16","Description":"as the old rules, and the owner's own"}]}]""");
        Run(AwsSamples.Old.ToAwsSecurityGroup(s_script), group);
        var before = State(group);

        Run(Update(AwsSamples.Old, AwsSamples.New, s_script), group);
        var after = State(group);
        var fresh = _server.NewGroup();
        Run(AwsSamples.New.ToAwsSecurityGroup(s_script), fresh);

        Assert.That(
            after,
            Is.EqualTo(State(fresh)
                .Replace("44.1.0.0/16 47.0.0.0/16", "44.1.0.0/16 45.0.0.0/16 47.0.0.0/16 192.0.2.7/32", StringComparison.Ordinal)));
        Assert.That(
            Run(Update(AwsSamples.Old, AwsSamples.New, s_script), group),
            Is.EqualTo($"{group}: 0 rules to add, 0 of ours to revoke\n"),
            "applying twice equals applying once");

        Run(Update(AwsSamples.New, AwsSamples.Old, s_script), group);
        Assert.That(State(group), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Documents))]
    public void Leads_from_one_real_document_to_the_next(int oldVersion, int newVersion)
    {
        // The server has the quota that an account starts with.
        var (old, updated) = Versions.Rules(oldVersion, newVersion, most: s_script.MaxRules);
        var (group, options) = (_server.NewGroup(), s_script);
        Assert.That(RuleSetChange.Between(old, updated).IsEmpty, Is.False);

        // Not by the script, which refuses to where it has no egress to put in its place.
        _server.Aws(
            "ec2", "revoke-security-group-egress", "--group-id", group, "--ip-permissions",
            """[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]""");
        Run(old.ToAwsSecurityGroup(options), group);
        Run(Update(old, updated, options), group);
        Assert.That(State(group), Is.EqualTo(GroupState.Of(updated).ToString()));
        Run(Update(updated, old, options), group);
        Assert.That(State(group), Is.EqualTo(GroupState.Of(old).ToString()));
    }

    [Test]
    public void Has_every_shared_address_in_the_group_after_each_call()
    {
        var group = _server.NewGroup();
        Run(AwsSamples.Old.ToAwsSecurityGroup(s_script with { RevokeDefaultEgress = true }), group);
        var script = Update(AwsSamples.Old, AwsSamples.New, s_script);
        var log = Scratch.NewPath();

        // After every call that changes the group, its state is recorded.
        var watched = script.Replace(
            "set -eu\n",
            $$"""
            set -eu
            aws() {
                command aws "$@" || return
                case $2 in
                    authorize-* | revoke-*)
                        command aws ec2 describe-security-groups --group-ids "$group" --output json >>{{log}}
                        printf '\n--\n' >>{{log}} ;;
                esac
            }

            """.ReplaceLineEndings("\n"),
            StringComparison.Ordinal)
            .Replace(
                "xargs -n 50 aws ec2 \"revoke-security-group-$direction\" --group-id \"$group\" --security-group-rule-ids \\\n",
                "call_revoke() { while read -r id; do "
                    + "aws ec2 \"revoke-security-group-$direction\" --group-id \"$group\" --security-group-rule-ids \"$id\"; "
                    + "done; }; call_revoke \\\n",
                StringComparison.Ordinal);
        Run(watched, group);

        var states = File.ReadAllText(log)
            .Split("--\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(text => text.Trim().Length > 0)
            .Select(text => GroupState.Of(text).ToString())
            .ToList();
        Assert.That(states, Has.Count.GreaterThan(8), "calls");
        Assert.That(states[^1], Is.EqualTo(GroupState.Of(AwsSamples.New).ToString()));
        foreach (var rule in RuleSetChange.Between(AwsSamples.Old, AwsSamples.New).Updated.Rules)
        {
            var old = AwsSamples.Old.Rules.Single(
                other => other.Direction == rule.Direction && other.Protocol == rule.Protocol && other.Ports.SequenceEqual(rule.Ports));
            var shared = rule.Remote.Addresses.Intersect(old.Remote.Addresses);
            foreach (var ports in rule.Ports)
            {
                var direction = rule.Direction == Direction.Egress ? "egress" : "ingress";
                var protocol = rule.Protocol == Protocol.Tcp ? "tcp" : "udp";
                var key = string.Create(CultureInfo.InvariantCulture, $"{direction} {protocol} {ports.First}-{ports.Last}: ");
                Assert.That(states, Is.All.Matches<string>(state => GroupState.Addresses(state!, key).Contains(shared)), key);
            }
        }
    }

    [Test]
    public void Can_be_run_again_after_an_interruption()
    {
        var group = _server.NewGroup();
        Run(AwsSamples.Old.ToAwsSecurityGroup(s_script with { RevokeDefaultEgress = true }), group);
        var script = Update(AwsSamples.Old, AwsSamples.New, s_script);
        var broken = Regex.Replace(
            script,
            "^(?<call> *aws ec2 \"authorize-security-group-)\\$direction",
            "${call}nothing",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5));
        Assert.That(broken, Is.Not.EqualTo(script));

        Assert.That(_server.RunScript(broken, group).Succeeded, Is.False);
        Assert.That(State(group), Is.EqualTo(GroupState.Of(AwsSamples.Old).ToString()), "nothing was revoked");
        var late = script.Replace("xargs -n 50 aws", "xargs -n 1 false", StringComparison.Ordinal);
        Assert.That(_server.RunScript(late, group).Succeeded, Is.False);
        Run(script, group);

        Assert.That(State(group), Is.EqualTo(GroupState.Of(AwsSamples.New).ToString()));
    }

    [Test]
    public void Changes_fills_and_deletes_prefix_lists()
    {
        var group = _server.NewGroup();
        Run(AwsSamples.Old.ToAwsSecurityGroup(s_lists with { RevokeDefaultEgress = true, NamePrefix = "lists" }), group);
        foreach (var (old, updated) in new[] { (AwsSamples.Old, s_oneFamily), (s_oneFamily, AwsSamples.New) })
        {
            var script = Update(old, updated, s_lists with { NamePrefix = "lists" });
            Run(script, group);
            Assert.That(State(group), Is.EqualTo(GroupState.Of(updated).ToString()));
            Assert.That(Run(script, group), Does.EndWith("0 rules to add, 0 of ours to revoke\n"));
            Assert.That(State(group), Is.EqualTo(GroupState.Of(updated).ToString()));
        }
    }

    [TestCase]
    [TestCase("--remove", "sg-1")]
    [TestCase("sg-1", "sg-2")]
    [TestCase("$(touch x)")]
    public void Other_arguments_are_refused(params string[] arguments)
        => Assert.That(_server.RunScript(Update(AwsSamples.Old, AwsSamples.New, s_script), arguments).ExitCode, Is.EqualTo(2));

    private static string Update(RuleSet old, RuleSet updated, AwsSecurityGroupOptions options)
        => updated.EmitUpdate(old, new AwsSecurityGroupEmitter(options));

    private string Run(string script, string group) => _server.RunScript(script, group).MustSucceed().Output;

    private string State(string group) => GroupState.Of(_server, group).ToString();
}
