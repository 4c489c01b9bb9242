using System.Globalization;
using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>The script for IP sets against a server that answers as AWS does.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsWafScriptTests
{
    private const string Marker = "fwrules:datadog one, two";

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
    public void Creates_updates_and_removes_its_sets()
    {
        _server.RunScript(WafSamples.Old.ToAwsWaf(), "--dry-run").MustSucceed();
        Assert.That(State(), Is.Empty, "a dry run changes nothing");

        var created = _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed().Output;
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.Old)));
        Assert.That(created, Does.Match($"\\A{WafSamples.IPv4}: created, addresses: 3, arn:aws:.*\n{WafSamples.IPv6}: created, addresses: 1, arn:aws:.*\n\\z"));

        var tokens = Tokens();
        var again = _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed().Output;
        Assert.That(again, Does.Match($"\\A({WafSamples.IPv4[..^1]}[46]: unchanged, addresses: [31], arn:.*\n){{2}}\\z"));
        Assert.That(Tokens(), Is.EqualTo(tokens), "nothing was written");

        var dry = _server.RunScript(WafSamples.New.ToAwsWaf(), "--dry-run").MustSucceed().Output;
        Assert.That(dry, Is.EqualTo(
            $"{WafSamples.IPv4}: would be updated, addresses: 4 (2 added, 1 removed)\n"
            + $"{WafSamples.IPv6}: would be updated, addresses: 0 (0 added, 1 removed)\n"));
        Assert.That(Tokens(), Is.EqualTo(tokens), "a dry run changes nothing");

        _server.RunScript(WafSamples.New.ToAwsWaf()).MustSucceed();
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.New)), "the empty set stays");

        Assert.That(_server.RunScript(WafSamples.New.ToAwsWaf(), "--remove", "--dry-run").MustSucceed().Output, Does.Contain("would be deleted"));
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.New)));
        _server.RunScript(WafSamples.New.ToAwsWaf(), "--remove").MustSucceed();
        Assert.That(State(), Is.Empty);
        Assert.That(_server.RunScript(WafSamples.New.ToAwsWaf(), "--remove").MustSucceed().Output, Does.Contain("does not exist"));
    }

    [Test]
    public void A_set_of_somebody_else_is_neither_changed_nor_deleted()
    {
        Create(WafSamples.IPv6, "IPV6", "fwrules:datadog-mine one, two", "2001:db8:1::/48");
        var before = State();

        var refused = _server.RunScript(WafSamples.Old.ToAwsWaf());
        Assert.That((refused.ExitCode, State()), Is.EqualTo((1, before)), "nothing was changed, not even the other set");
        Assert.That(refused.Error, Does.Contain($"nothing was changed").And.Contain(WafSamples.IPv6).And.Not.Contain(WafSamples.IPv4));

        var removal = _server.RunScript(WafSamples.Old.ToAwsWaf(), "--remove").MustSucceed();
        Assert.That(removal.Error, Does.Contain($"{WafSamples.IPv6} was kept"));
        Assert.That(State(), Is.EqualTo(before));

        _server.RunScript(WafSamples.Old.ToAwsWaf(new() { NamePrefix = "another" })).MustSucceed();
        Assert.That(State(), Has.Length.EqualTo(3), "the advice works");
    }

    [Test]
    public void A_set_on_a_later_page_is_found_and_other_scopes_are_not_touched()
    {
        // The server lists sets in the order in which they were created, and 100 on a page.
        for (var i = 0; i < 100; i++)
        {
            Create(string.Create(CultureInfo.InvariantCulture, $"other-{i}"), "IPV4", i % 2 == 0 ? "a\nb\tc" : null, "192.0.2.0/24");
        }

        _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        var again = _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        Assert.That(again.Output, Does.Not.Contain("created"), "found behind 100 others");
        Assert.That(Tokens(), Has.Count.EqualTo(102));

        _server.RunScript(WafSamples.New.ToAwsWaf(new() { Scope = AwsWafScope.CloudFront })).MustSucceed();
        Assert.That(State("CLOUDFRONT"), Is.EqualTo(Expected(WafSamples.New)));
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.Old)));
    }

    [Test]
    public void Another_notation_of_the_same_prefixes_is_no_change()
    {
        const string Prefixes = "192.0.2.0/24 2001:db8::/32 2600:0:0:1::/64 ::1:2:0/112 fe80::1/128 ::ffff:198.51.100.0/120";
        var rules = RuleSet.Of(Rule.Ingress(Samples.Set(Prefixes), Protocol.Tcp, 443, "one, two"));
        Create("datadog-one-two-ipv4", "IPV4", Marker, "192.0.2.0/24");
        Create(
            "datadog-one-two-ipv6",
            "IPV6",
            Marker,
            "2001:0DB8:0000:0000:0000:0000:0000:0000/32",
            "2600:0000:0000:0001:0000:0000:0000:0000/64",
            "0:0:0:0:0:1:2:0/112",
            "fe80:0::0001/128",
            "0000:0000:0000:0000:0000:ffff:c633:6400/120");

        Assert.That(
            _server.RunScript(rules.ToAwsWaf()).MustSucceed().Output,
            Does.Match("\\Adatadog-one-two-ipv4: unchanged, .*\ndatadog-one-two-ipv6: unchanged, addresses: 5, .*\n\\z"));
    }

    [Test]
    public void Ten_thousand_addresses_are_written_and_one_more_is_an_update()
    {
        Check(9_999, "created, addresses: 9999");
        Check(10_000, "updated, addresses: 10000 (1 added, 0 removed)");

        void Check(int count, string outcome)
        {
            var rules = RuleSet.Of(Rule.Ingress(AddressSet.Of([.. Samples.Scattered(count, "2600::", 64, 66)]), Protocol.Tcp, 443, "many"));
            Assert.That(_server.RunScript(rules.ToAwsWaf()).MustSucceed().Output, Does.Contain($"datadog-many-ipv6: {outcome}"));
            Assert.That(State()[1], Is.EqualTo($"datadog-many-ipv6 IPV6: {string.Join(' ', rules.Rules[0].Remote.Addresses)}"));
        }
    }

    [Test]
    public void A_change_by_somebody_else_between_reading_and_writing_is_followed_by_another_try()
    {
        _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        var aws = new InterceptedAws(_server, "update-ip-set", $"[ \"$calls\" -gt 1 ] || {Overwrite(WafSamples.IPv4)}");

        aws.Run(WafSamples.New.ToAwsWaf()).MustSucceed();

        Assert.That(aws.Calls, Is.EqualTo(3), "twice for IPv4, once for IPv6");
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.New)));
    }

    [Test]
    public void A_set_that_somebody_else_changes_each_time_ends_in_an_error()
    {
        _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        var aws = new InterceptedAws(_server, "update-ip-set", Overwrite(WafSamples.IPv4));

        var failed = aws.Run(WafSamples.New.ToAwsWaf());

        Assert.That((failed.ExitCode, aws.Calls), Is.EqualTo((1, 5)));
        Assert.That(failed.Error, Does.Contain("WAFOptimisticLockException").And.Contain($"{WafSamples.IPv4} was not changed"));
    }

    [Test]
    public void A_set_that_somebody_else_overwrites_is_not_reported_as_written()
    {
        _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        var aws = new InterceptedAws(_server, "update-ip-set", ":", Overwrite(WafSamples.IPv4));

        var failed = aws.Run(WafSamples.New.ToAwsWaf());

        Assert.That(failed.ExitCode, Is.EqualTo(1));
        Assert.That(failed.Output, Is.Empty);
        Assert.That(failed.Error, Does.Contain($"{WafSamples.IPv4} does not have the addresses that were written"));
    }

    [Test]
    public void A_call_that_fails_ends_the_script_and_the_next_run_completes_it()
    {
        var aws = new InterceptedAws(
            _server, "create-ip-set", "[ \"$calls\" -lt 2 ] || { echo 'An error occurred (WAFLimitsExceededException)' >&2; exit 254; }");

        var failed = aws.Run(WafSamples.Old.ToAwsWaf());
        Assert.That(failed.ExitCode, Is.EqualTo(1));
        Assert.That(failed.Error, Does.Contain("WAFLimitsExceededException").And.Contain($"{WafSamples.IPv6} was not changed"));
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.Old)[..1]));

        _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.Old)));
    }

    [Test]
    public void Two_runs_that_create_the_same_sets_end_with_one_of_each()
    {
        // The service refuses a second set of the same name, which the server does not.
        var other = Scratch.Write(WafSamples.Old.ToAwsWaf());
        var aws = new InterceptedAws(
            _server,
            "create-ip-set",
            $"if [ \"$calls\" = 1 ]; then PATH={Path.GetDirectoryName(AwsCommand.Path)}:$PATH sh {other}; "
                + "echo 'An error occurred (WAFDuplicateItemException)' >&2; exit 254; fi");

        var run = aws.Run(WafSamples.New.ToAwsWaf()).MustSucceed();

        Assert.That(run.Output, Does.Contain($"{WafSamples.IPv4}: updated"));
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.New)));
    }

    [Test]
    public void A_set_that_is_in_use_is_kept_and_reported()
    {
        _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed();
        var aws = new InterceptedAws(
            _server, "delete-ip-set", "[ \"$calls\" != 1 ] || { echo 'An error occurred (WAFAssociatedItemException)' >&2; exit 254; }");

        var removal = aws.Run(WafSamples.Old.ToAwsWaf(), "--remove");

        Assert.That(removal.ExitCode, Is.EqualTo(1));
        Assert.That(removal.Error, Does.Contain($"{WafSamples.IPv4} was kept, because a rule of a web ACL or of a rule group refers to it"));
        Assert.That(State(), Is.EqualTo(Expected(WafSamples.Old)[..1]), "the other one was deleted");
    }

    [Test]
    public void A_name_of_the_other_family_and_unknown_arguments_are_refused()
    {
        Create(WafSamples.IPv6, "IPV4", Marker, "192.0.2.0/24");
        var before = State();

        Assert.That(_server.RunScript(WafSamples.Old.ToAwsWaf()).Error, Does.Contain("is for IPV4 and not for IPV6"));
        Assert.That(State(), Is.EqualTo(before));
        Assert.That(_server.RunScript(WafSamples.Old.ToAwsWaf(), "--delete").ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void A_web_ACL_refers_to_both_sets()
    {
        var output = _server.RunScript(WafSamples.Old.ToAwsWaf()).MustSucceed().Output;
        var references = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => $$$"""{"IPSetReferenceStatement":{"ARN":"{{{line[line.IndexOf("arn:", StringComparison.Ordinal)..]}}}"}}""");
        var rules = $$$"""
            [{"Name":"datadog","Priority":0,"Statement":{"OrStatement":{"Statements":[{{{string.Join(',', references)}}}]}},"Action":{"Allow":{}},
            "VisibilityConfig":{"SampledRequestsEnabled":true,"CloudWatchMetricsEnabled":true,"MetricName":"datadog"}}]
            """;

        _server.Aws(
            "wafv2", "create-web-acl", "--name", "edge", "--scope", "REGIONAL", "--default-action", """{"Block":{}}""", "--rules", rules,
            "--visibility-config", "SampledRequestsEnabled=true,CloudWatchMetricsEnabled=true,MetricName=edge");
    }

    private static string[] Expected(RuleSet rules)
    {
        var addresses = rules.WithMergedLabels().Rules.Single().Remote.Addresses;
        return [$"{WafSamples.IPv4} IPV4: {string.Join(' ', addresses.IPv4)}", $"{WafSamples.IPv6} IPV6: {string.Join(' ', addresses.IPv6)}"];
    }

    private static string Overwrite(string name)
        => $"id=$(aws_ list-ip-sets --scope REGIONAL --query \"IPSets[?Name=='{name}'].Id\" --output text)\n"
            + $"{{ token=$(aws_ get-ip-set --name {name} --scope REGIONAL --id \"$id\" --query LockToken --output text) && "
            + $"aws_ update-ip-set --name {name} --scope REGIONAL --id \"$id\" --lock-token \"$token\" --addresses 9.9.9.9/32; }}";

    private void Create(string name, string version, string? description, params string[] addresses)
        => _server.Aws([
            "wafv2", "create-ip-set", "--scope", "REGIONAL", "--name", name, "--ip-address-version", version,
            .. description is null ? Array.Empty<string>() : ["--description", description], "--addresses", .. addresses]);

    private List<JsonNode> List(string scope = "REGIONAL")
    {
        var sets = new List<JsonNode>();
        string[] next = [];
        do
        {
            var page = _server.Aws(["wafv2", "list-ip-sets", "--scope", scope, .. next])!;
            sets.AddRange(page["IPSets"]!.AsArray().Select(set => set!));
            next = (string?)page["NextMarker"] is { } marker ? ["--next-marker", marker] : [];
        }
        while (next.Length > 0);
        return sets;
    }

    private List<string> Tokens() => [.. List().Select(set => $"{set["Name"]} {set["LockToken"]}")];

    private string[] State(string scope = "REGIONAL")
        => [.. List(scope).Where(set => !((string)set["Name"]!).StartsWith("other-", StringComparison.Ordinal)).Select(set =>
    {
        var read = _server.Aws("wafv2", "get-ip-set", "--scope", scope, "--name", (string)set["Name"]!, "--id", (string)set["Id"]!)!["IPSet"]!;
        return $"{read["Name"]} {read["IPAddressVersion"]}: {string.Join(' ', read["Addresses"]!.AsArray())}";
    }).Order(StringComparer.Ordinal)];
}
