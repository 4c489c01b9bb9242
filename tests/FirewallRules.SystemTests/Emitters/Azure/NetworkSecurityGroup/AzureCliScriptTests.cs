using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>What the script does to an NSG, with an Azure CLI that only records its calls.</summary>
[Tools]
public sealed class AzureCliScriptTests
{
    private static readonly string[] s_apply = ["my group"];
    private static readonly string[] s_remove = ["--remove", "my group", "datadog"];
    private static readonly AzureNsgOptions s_options = new() { Output = AzureNsgOutput.Cli };

    private static readonly RuleSet s_fewer = RuleSet.Of(
        Rule.Egress(Samples.Set("1.0.0.0/8"), Protocol.Tcp, 443, "one"), Rule.Ingress(Samples.Set("2.0.0.0/8"), Protocol.Udp, 5, "two"));

    private FakeAzure _azure = null!;

    [SetUp]
    public void Start()
    {
        Tool.RequireCommands("sh");
        _azure = new FakeAzure();
    }

    [Test]
    public void Twice_equals_once([Values] bool closeRest)
    {
        var script = Samples.Old.ToAzureNsg(s_options with { DenyOtherTraffic = closeRest });
        _azure.Run(script, s_apply).MustSucceed();
        var once = _azure.Rules;
        var calls = _azure.TakeCalls();
        _azure.Run(script, s_apply).MustSucceed();

        Assert.That(_azure.Rules, Is.EqualTo(once));
        Assert.That(_azure.TakeCalls(), Is.EqualTo(calls).And.All.StartsWith("create "));
        Assert.That(once, Has.Count.EqualTo(closeRest ? 8 : 6));
    }

    [Test]
    public void After_a_newer_document_only_its_rules_and_foreign_rules_remain(
        [Values] bool closeRest, [Values("new", "shrunk", "unrelated", "fewer")] string newer)
    {
        var rules = newer switch { "new" => Samples.New, "shrunk" => Samples.Shrunk, "unrelated" => Samples.Unrelated, _ => s_fewer };
        var script = rules.ToAzureNsg(s_options);
        var fresh = new FakeAzure();
        fresh.Run(script, s_apply).MustSucceed();
        _azure.Add("mine", "Outbound", 4000);
        _azure.Add("datadog-of-mine", "Inbound", 4000);
        _azure.Run(Samples.Old.ToAzureNsg(s_options with { DenyOtherTraffic = closeRest }), s_apply).MustSucceed();
        _azure.TakeCalls();
        _azure.Run(script, s_apply).MustSucceed();
        var verbs = _azure.TakeCalls().Select(call => call.Split(' ')[0]).ToList();

        Assert.That(_azure.Rules.Where(rule => rule.Key is not ("mine" or "datadog-of-mine")), Is.EquivalentTo(fresh.Rules));
        Assert.That(_azure.Rules.Keys, Does.Contain("mine").And.Contain("datadog-of-mine"));
        Assert.That(verbs.LastIndexOf("create"), Is.LessThan(verbs.Append("delete").ToList().IndexOf("delete")), "adds before it removes");
    }

    [Test]
    public void Removes_its_own_rules_and_the_deny_rules_first()
    {
        var script = Samples.Old.ToAzureNsg(s_options with { DenyOtherTraffic = true });
        _azure.Add("mine", "Outbound", 4000);
        _azure.Run(script, s_apply).MustSucceed();
        _azure.TakeCalls();
        _azure.Run(script, s_remove).MustSucceed();
        var calls = _azure.TakeCalls();
        _azure.Run(script, s_remove).MustSucceed();

        Assert.That(_azure.Rules.Keys, Is.EqualTo(new[] { "mine" }));
        Assert.That(calls[0], Is.EqualTo("delete datadog-egress-deny"));
        Assert.That(calls.SkipWhile(call => call != "delete datadog-ingress-deny").Skip(1), Is.All.StartsWith("delete datadog-ingress-"));
        Assert.That(_azure.TakeCalls(), Is.Empty);
    }

    [Test]
    public void A_section_of_a_direction_without_rules_is_kept()
    {
        _azure.Run(s_fewer.ToAzureNsg(s_options), s_apply).MustSucceed();
        _azure.Run(RuleSet.Of(Rule.Egress(Samples.Set("3.0.0.0/8"), Protocol.Tcp, 80, "three")).ToAzureNsg(s_options), s_apply).MustSucceed();

        Assert.That(_azure.Rules.Keys, Is.EquivalentTo(new[] { "datadog-egress-tcp-80-ipv4", "datadog-ingress-udp-5-ipv4" }));
    }

    [Test]
    public void Our_own_rule_on_a_needed_priority_is_moved()
    {
        var script = s_fewer.ToAzureNsg(s_options);
        _azure.Run(script, s_apply).MustSucceed();
        var expected = _azure.Rules;
        var (direction, priority) = (
            expected["datadog-egress-tcp-443-ipv4"].Split('\n')[0].Split(' ')[0],
            int.Parse(expected["datadog-egress-tcp-443-ipv4"].Split('\n')[0].Split(' ')[1], null));
        _azure.Run(script, s_remove).MustSucceed();
        _azure.Add("datadog-egress-tcp-9-ipv4", direction, priority, "fwrules:datadog 00000000 of an older output");
        _azure.Add("datadog-egress-tcp-443-ipv4", direction, 1999, "fwrules:datadog 00000000 of an older output");
        _azure.TakeCalls();
        _azure.Run(script, s_apply).MustSucceed();

        Assert.That(_azure.TakeCalls()[0], Is.EqualTo("update datadog-egress-tcp-9-ipv4"));
        Assert.That(_azure.Rules, Is.EquivalentTo(expected));
    }

    [Test]
    public void A_foreign_rule_on_a_needed_priority_stops_the_script_before_any_change()
    {
        var script = s_fewer.ToAzureNsg(s_options);
        _azure.Run(script, s_apply).MustSucceed();
        var priority = int.Parse(_azure.Rules["datadog-egress-tcp-443-ipv4"].Split('\n')[0].Split(' ')[1], null);
        _azure.Run(script, s_remove).MustSucceed();
        _azure.Add("mine", "Outbound", priority);
        _azure.TakeCalls();
        var result = _azure.Run(script, s_apply);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(
            result.Error,
            Does.Contain("nothing was changed").And.Contain($"mine has the Outbound priority {priority} of datadog-egress-tcp-443-ipv4"));
        Assert.That(_azure.TakeCalls(), Is.Empty);

        var first = AdvisedFirstPriority(result);
        _azure.Run(s_fewer.ToAzureNsg(s_options with { FirstPriority = first }), s_apply).MustSucceed();
        Assert.That(_azure.Rules.Keys, Is.SupersetOf(new[] { "mine", "datadog-egress-tcp-443-ipv4", "datadog-ingress-udp-5-ipv4" }));
    }

    [Test]
    public void The_advised_first_priority_is_free_in_a_crowded_NSG()
    {
        for (var i = 0; i < 400; i++)
        {
            _azure.Add($"theirs-{i}", i % 2 == 0 ? "Outbound" : "Inbound", 100 + ((i * 7) % 3900));
        }

        var result = _azure.Run(Samples.Old.ToAzureNsg(s_options), s_apply);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        var first = AdvisedFirstPriority(result);
        _azure.Run(Samples.Old.ToAzureNsg(s_options with { FirstPriority = first }), s_apply).MustSucceed();
        Assert.That(_azure.Rules, Has.Count.EqualTo(406));
    }

    [Test]
    public void A_foreign_rule_on_the_last_priority_is_named_with_what_to_do()
    {
        _azure.Add("mine", "Outbound", 4096);
        var result = _azure.Run(Samples.Old.ToAzureNsg(s_options with { DenyOtherTraffic = true }), s_apply);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(
            result.Error,
            Does.Contain("mine has the Outbound priority 4096").And.Contain("without --default-deny").And.Not.Contain("--first-priority"));
        _azure.Run(Samples.Old.ToAzureNsg(s_options), s_apply).MustSucceed();
    }

    [Test]
    public void Rules_of_others_are_never_deleted_whatever_their_names_are()
    {
        var theirs = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["datadog-mine"] = "by hand",
            ["datadog-egress-tcp-mine"] = "starts like ours",
            ["datadog-egress-tcp-9-ipv4-mine"] = "fwrules:datadog is what this begins with, but it is not our name",
            ["datadog-egress-tcp-9-ipv6"] = "has a name like ours",
            ["datadog-egress-udp-1_2-3-ipv4-2"] = "fwrules:datadog-logs 12345678 has the mark of another prefix",
            ["datadog-logs-egress-tcp-443-ipv4"] = "fwrules:datadog-logs 12345678 is of another output",
            ["datadog-ingress-deny"] = "fwrules:datadogs",
        };
        var priority = 3000;
        foreach (var (name, description) in theirs)
        {
            _azure.Add(name, name.Contains("ingress", StringComparison.Ordinal) ? "Inbound" : "Outbound", priority++, description);
        }

        _azure.Run(Samples.Old.ToAzureNsg(s_options), s_apply).MustSucceed();
        var result = _azure.Run(s_fewer.ToAzureNsg(s_options), s_apply).MustSucceed();
        Assert.That(_azure.Rules.Keys, Is.EquivalentTo(theirs.Keys.Concat(["datadog-egress-tcp-443-ipv4", "datadog-ingress-udp-5-ipv4"])));
        Assert.That(result.Error, Does.Contain("kept").And.Contain("datadog-egress-tcp-9-ipv6").And.Not.Contain("datadog-mine"));

        _azure.Run(s_fewer.ToAzureNsg(s_options), s_remove).MustSucceed();
        Assert.That(_azure.Rules.Keys, Is.EquivalentTo(theirs.Keys));
    }

    [Test]
    public void A_rule_of_others_with_a_needed_name_stops_the_script_until_it_is_adopted(
        [Values("datadog-egress-tcp-443-ipv4", "Datadog-Egress-TCP-443-IPv4")] string name)
    {
        _azure.Add(name, "Outbound", 3000);
        var script = s_fewer.ToAzureNsg(s_options);
        var result = _azure.Run(script, s_apply);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("nothing was changed").And.Contain(name).And.Contain("--adopt").And.Contain("--name-prefix"));
        Assert.That(_azure.TakeCalls(), Is.Empty);

        _azure.Run(s_fewer.ToAzureNsg(s_options with { NamePrefix = "other" }), s_apply).MustSucceed();
        _azure.Run(s_fewer.ToAzureNsg(s_options with { NamePrefix = "other" }), s_remove).MustSucceed();
        Assert.That(_azure.Rules.Keys, Is.EqualTo(new[] { name }));
        if (name[0] == 'd')
        {
            _azure.Run(script, ["--adopt", .. s_apply]).MustSucceed();
            Assert.That(_azure.Rules[name], Does.Contain("fwrules:datadog "));
        }
    }

    [Test]
    public void Outputs_with_prefixes_of_which_one_starts_with_the_other_share_an_NSG()
    {
        var (one, other) = (s_options, s_options with { NamePrefix = "datadog-logs", FirstPriority = 2000 });
        _azure.Run(Samples.Old.ToAzureNsg(one), s_apply).MustSucceed();
        var first = _azure.Rules;
        _azure.Run(Samples.Old.ToAzureNsg(other), s_apply).MustSucceed();
        _azure.Run(s_fewer.ToAzureNsg(other), s_apply).MustSucceed();
        _azure.Run(Samples.Old.ToAzureNsg(other), s_remove).MustSucceed();

        Assert.That(_azure.Rules, Is.EquivalentTo(first));
    }

    [TestCase("rm -f datadog-egress-tcp-443-ipv4")]
    [TestCase("[ ! -f datadog-egress-tcp-443-ipv4 ] || sed -i '2s/datadog [0-9a-f]*/datadog 00000000/' datadog-egress-tcp-443-ipv4")]
    [TestCase("[ ! -f datadog-egress-tcp-443-ipv4 ] || printf 'Outbound 3000\nfwrules:datadog 1 x\n' >datadog-egress-tcp-9-ipv4")]
    public void A_change_by_somebody_else_during_the_run_is_reported(string change)
    {
        var result = _azure.Run(s_fewer.ToAzureNsg(s_options), s_apply, beforeList: change);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("somebody else changed the rules at the same time; run this again: datadog-egress-tcp-"));
        _azure.Run(s_fewer.ToAzureNsg(s_options), s_apply).MustSucceed();
        Assert.That(_azure.Rules, Has.Count.EqualTo(2));
    }

    [Test]
    public void Two_runs_at_once_end_in_one_of_both_states_or_one_of_them_fails()
    {
        var (older, newer) = (Samples.Old.ToAzureNsg(s_options), s_fewer.ToAzureNsg(s_options));
        var states = new[] { older, newer }.Select(script =>
        {
            var fresh = new FakeAzure();
            fresh.Run(script, s_apply).MustSucceed();
            return fresh.Rules;
        }).ToList();
        for (var i = 0; i < 5; i++)
        {
            var runs = new[] { older, newer }.AsParallel().WithDegreeOfParallelism(2).Select(script => _azure.Run(script, s_apply)).ToList();
            var isOne = states.Exists(state => state.Count == _azure.Rules.Count && !state.Except(_azure.Rules).Any());
            Assert.That(isOne || runs.Exists(run => !run.Succeeded), Is.True, string.Join('\n', runs));
        }

        _azure.Run(newer, s_apply).MustSucceed();
        Assert.That(_azure.Rules, Is.EquivalentTo(states[1]));
    }

    [Test]
    public void The_queries_are_those_that_the_model_understands()
    {
        Tool.RequireCommands("python3");
        var script = s_fewer.ToAzureNsg(s_options);
        var queries = Regex.Matches(script, "--query \"(?<query>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups["query"].Value)
            .ToList();
        const string Program =
            """
            import json, sys
            try:
                import jmespath
            except ImportError:
                sys.exit(77)
            rules = [dict(direction='Outbound', priority=100 + i, name='n%d' % i, description=d)
                     for i, d in enumerate([None, '', 'theirs', 'fwrules:datadog', 'fwrules:datadog-logs x', 'fwrules:datadog x'])]
            for query in sys.argv[1:]:
                print(json.dumps(jmespath.search(query, rules)[-1]), len(jmespath.search(query, rules)))
                print(json.dumps([row[3] for row in jmespath.search(query, rules)]))
            """;
        var result = Shell.Run("python3", ["-c", Program, .. queries]);
        if (result.ExitCode == 77)
        {
            Assert.Ignore("jmespath is not installed");
        }

        Assert.That(
            result.MustSucceed().Output.TrimEnd().Split('\n'),
            Is.EqualTo(new[]
            {
                "[\"Outbound\", 105, \"n5\", true] 6", "[false, false, false, false, false, true]", "[\"Outbound\", 105, \"n5\", \"fwrules:datadog x\"] 1",
                "[\"fwrules:datadog x\"]",
            }));
    }

    [Test]
    public void When_Azure_refuses_a_rule_nothing_is_removed()
    {
        _azure.Run(Samples.Old.ToAzureNsg(s_options), s_apply).MustSucceed();
        _azure.TakeCalls();
        var result = _azure.Run(s_fewer.ToAzureNsg(s_options), s_apply, failsAt: "datadog-ingress-udp-5-ipv4");

        Assert.That(result.Succeeded, Is.False);
        Assert.That(_azure.TakeCalls(), Has.None.StartsWith("delete"));
    }

    [TestCase]
    [TestCase("@/etc/passwd")]
    [TestCase("--help")]
    [TestCase("")]
    [TestCase("my group", "@x")]
    [TestCase("my group", "datadog", "more")]
    public void Other_arguments_are_refused(params string[] arguments)
    {
        var result = _azure.Run(s_fewer.ToAzureNsg(s_options), arguments);

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(_azure.TakeCalls(), Is.Empty);
    }

    [Test]
    public void A_missing_NSG_stops_the_script()
        => Assert.That(_azure.Run(s_fewer.ToAzureNsg(s_options), ["my group", "other"]).ExitCode, Is.EqualTo(3));

    [Test]
    public void Hostile_text_remains_text([Values("$(touch x)", "'; touch x; '", "@/etc/passwd", "x=@/etc/passwd", "--name", "\nFWRULES\ntouch x")] string text)
    {
        var script = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/8"), Protocol.Tcp, 443, text)).ToAzureNsg(s_options);
        _azure.Run(script, s_apply).MustSucceed();

        Assert.That(_azure.Rules.Keys, Is.EqualTo(new[] { "datadog-egress-tcp-443-ipv4" }));
    }

    private static int AdvisedFirstPriority(CommandResult result)
        => int.Parse(
            Regex.Match(result.Error, "--first-priority (?<first>[0-9]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["first"].Value,
            null);
}
