using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>Prefix lists belong to an account and a region, so that other groups and other runs can use the same ones.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsScriptListTests
{
    private static readonly AwsSecurityGroupOptions s_lists = new() { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 };

    private MotoServer _server = null!;

    [SetUp]
    public void Start()
    {
        Tool.RequireCommands("aws", "moto_server");
        _server = MotoServer.Start();
    }

    [TearDown]
    public void Stop() => _server?.Dispose();

    [Test]
    public void Two_sites_do_not_share_a_list()
    {
        var (us, eu) = (_server.NewGroup(), _server.NewGroup());
        var (rules, others) = (Webhooks(Site.Us1, "192.0.2.0/24"), Webhooks(Site.Eu1, "198.51.100.0/24"));

        _server.RunScript(rules.ToAwsSecurityGroup(s_lists), us).MustSucceed();
        _server.RunScript(others.ToAwsSecurityGroup(s_lists), eu).MustSucceed();

        Assert.That(State(us), Is.EqualTo(Expected(rules)));
        Assert.That(State(eu), Is.EqualTo(Expected(others)));
    }

    [Test]
    public void A_list_of_another_group_is_changed_only_on_request()
    {
        var (first, second) = (_server.NewGroup(), _server.NewGroup());
        var (old, updated) = (Webhooks(Site.Us1, "192.0.2.0/24"), Webhooks(Site.Us1, "198.51.100.0/24"));
        _server.RunScript(old.ToAwsSecurityGroup(s_lists), first).MustSucceed();
        _server.RunScript(old.ToAwsSecurityGroup(s_lists), second).MustSucceed();

        var refused = _server.RunScript(updated.ToAwsSecurityGroup(s_lists), second);
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain($"is used by {first} too; nothing was changed").And.Contain("--shared-lists"));
        Assert.That(State(first), Is.EqualTo(Expected(old)));
        Assert.That(State(second), Is.EqualTo(Expected(old)));
        var update = updated.EmitUpdate(old, new AwsSecurityGroupEmitter(s_lists));
        Assert.That(_server.RunScript(update, second).Error, Does.Contain($"is used by {first} too; nothing was changed"));

        _server.RunScript(updated.ToAwsSecurityGroup(s_lists), "--shared-lists", second).MustSucceed();
        Assert.That(State(first), Is.EqualTo(Expected(updated)));
        Assert.That(State(second), Is.EqualTo(Expected(updated)));

        var removed = _server.RunScript(updated.ToAwsSecurityGroup(s_lists), "--remove", second).MustSucceed();
        Assert.That(removed.Error, Does.Contain("was kept, because it is used by: " + first));
        Assert.That(State(first), Is.EqualTo(Expected(updated)));
        _server.RunScript(updated.ToAwsSecurityGroup(s_lists), "--remove", first).MustSucceed();
        Assert.That(Lists(), Is.Zero);
    }

    [Test]
    public void A_dry_run_shows_the_numbers_and_changes_nothing()
    {
        var group = _server.NewGroup();
        var (old, updated) = (Webhooks(Site.Us1, "192.0.2.0/24"), Webhooks(Site.Us1, "192.0.2.0/25 198.51.100.0/24"));

        var first = _server.RunScript(old.ToAwsSecurityGroup(s_lists), "--dry-run", group).MustSucceed().Output;
        Assert.That(first, Does.Contain("datadog-us1-webhooks-ipv4: to be created with a size of 1\n").And.EndWith("nothing was changed\n"));
        Assert.That(Lists(), Is.Zero);

        _server.RunScript(old.ToAwsSecurityGroup(s_lists), group).MustSucceed();
        var second = _server.RunScript(updated.ToAwsSecurityGroup(s_lists), "--dry-run", group).MustSucceed().Output;
        Assert.That(second, Does.Contain("entries: 2 to add, 1 to remove; size 1, wanted 2\n"));
        Assert.That(second, Does.Contain($"{group} ingress IPv4: 2 present, 2 wanted, 0 missing, limit 1000\n"));
        Assert.That(State(group), Is.EqualTo(Expected(old)));

        var update = updated.EmitUpdate(old, new AwsSecurityGroupEmitter(s_lists));
        Assert.That(_server.RunScript(update, "--dry-run", group).MustSucceed().Output, Does.EndWith("nothing was changed\n"));
        Assert.That(State(group), Is.EqualTo(Expected(old)));
    }

    [Test]
    public void Lists_that_nothing_uses_are_reported_and_deleted_on_request()
    {
        var group = _server.NewGroup();
        _server.RunScript(Webhooks(Site.Us1, "192.0.2.0/24").ToAwsSecurityGroup(s_lists), group).MustSucceed();
        var other = Webhooks(Site.Us1, "192.0.2.0/24", "synthetics").ToAwsSecurityGroup(s_lists);

        Assert.That(
            _server.RunScript(other, group).MustSucceed().Output,
            Does.Match("datadog-us1-webhooks-ipv4 \\(pl-[0-9a-z]+\\): nothing uses it; --remove-orphans"));
        Assert.That(Lists(), Is.EqualTo(2));
        Assert.That(_server.RunScript(other, "--remove-orphans", group).MustSucceed().Output, Does.Contain("deleted, because nothing used it"));
        Assert.That(Lists(), Is.EqualTo(1));
        Assert.That(State(group), Does.StartWith("egress -1 -1--1: 0.0.0.0/0\ningress tcp 443-443: 192.0.2.0/24"));
    }

    // "datadog-agent" starts with "datadog-".
    [Test]
    public void Lists_of_a_longer_name_prefix_are_not_ours()
    {
        var group = _server.NewGroup();
        var (rules, others) = (Webhooks(Site.Us1, "192.0.2.0/24"), Webhooks(Site.Us1, "198.51.100.0/24"));
        var script = others.ToAwsSecurityGroup(s_lists with { NamePrefix = "datadog-agent" });
        _server.RunScript(script, group).MustSucceed();
        _server.RunScript(rules.ToAwsSecurityGroup(s_lists), "--remove-orphans", group).MustSucceed();
        Assert.That(State(group), Does.Contain("192.0.2.0/24").And.Contain("198.51.100.0/24"));

        _server.RunScript(script, "--remove", group).MustSucceed();
        _server.RunScript(rules.ToAwsSecurityGroup(s_lists), "--remove", group).MustSucceed();
        _server.RunScript(script, group).MustSucceed();
        _server.RunScript(rules.ToAwsSecurityGroup(s_lists), "--remove", "--remove-orphans", group).MustSucceed();
        Assert.That(State(group), Does.Contain("198.51.100.0/24"));
        Assert.That(Lists(), Is.EqualTo(1));
    }

    [Test]
    public void What_does_not_fit_is_refused_before_the_first_change()
    {
        var group = _server.NewGroup();
        var many = RuleSet.Of(Rule.Ingress(AddressSet.Of([.. Samples.Scattered(50, "44.0.0.0", 24, 9)]), Protocol.Tcp, 443, "some"));
        _server.Aws(
            "ec2", "authorize-security-group-ingress", "--group-id", group, "--ip-permissions",
            "[{\"IpProtocol\":\"tcp\",\"FromPort\":22,\"ToPort\":22,\"IpRanges\":["
            + string.Join(',', Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"CidrIp\":\"192.0.2.{i}/32\"}}"))) + "]}]");
        var before = State(group);

        var refused = _server.RunScript(many.ToAwsSecurityGroup(), group);
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain($"{group} ingress IPv4: 20 present, 50 wanted, 50 missing, limit 60").And.Contain("nothing was changed"));
        Assert.That(State(group), Is.EqualTo(before));

        var dry = _server.RunScript(many.ToAwsSecurityGroup(), "--dry-run", "--max-rules=70", group).MustSucceed();
        Assert.That(dry.Output, Does.Contain("limit 70"));
        Assert.That(_server.RunScript(many.ToAwsSecurityGroup(), "--max-rules=", group).ExitCode, Is.EqualTo(2));
        Assert.That(_server.RunScript(many.ToAwsSecurityGroup(), "--shared-lists", group).ExitCode, Is.EqualTo(2), "there are no lists");
    }

    private static RuleSet Webhooks(Site site, string prefixes, string section = "webhooks")
    {
        var list = string.Join(',', prefixes.Split(' ').Select(prefix => $"\"{prefix}\""));
        var json = $"{{\"version\":1,\"modified\":\"2026-01-01-00-00-00\",\"{section}\":{{\"prefixes_ipv4\":[{list}],\"prefixes_ipv6\":[]}}}}";
        return RuleSet.For(
            IpRangesDocument.Parse(System.Text.Encoding.UTF8.GetBytes(json), new IpRangesReadOptions { Site = site, Origin = "test" }), Section.Parse(section));
    }

    private static string Expected(RuleSet rules) => $"egress -1 -1--1: 0.0.0.0/0\n{GroupState.Of(rules)}";

    // The server forgets the name of a list that was changed.
    private int Lists() => _server.Aws("ec2", "describe-managed-prefix-lists")!["PrefixLists"]!.AsArray()
        .Count(list => !((string)list!["State"]!).StartsWith("delete", StringComparison.Ordinal)
            && list["Tags"]!.AsArray().Any(tag => (string?)tag!["Key"] == "fwrules"));

    private string State(string group) => GroupState.Of(_server, group).ToString();
}
