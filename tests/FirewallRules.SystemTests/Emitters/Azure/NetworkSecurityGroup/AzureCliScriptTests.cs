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
        _azure.Add("datadog-egress-tcp-9-ipv4", direction, priority);
        _azure.Add("datadog-egress-tcp-443-ipv4", direction, 1999);
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
        Assert.That(result.Error, Does.Contain("nothing was changed").And.Contain("mine (Outbound"));
        Assert.That(_azure.TakeCalls(), Is.Empty);
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
}
