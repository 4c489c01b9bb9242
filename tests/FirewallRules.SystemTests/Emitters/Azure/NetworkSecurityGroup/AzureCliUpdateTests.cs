namespace FirewallRules.SystemTests;

/// <summary>What an update script does to an NSG, with an Azure CLI that only records its calls.</summary>
[Tools]
public sealed class AzureCliUpdateTests
{
    private static readonly string[] s_apply = ["my group"];

    private static readonly RuleSet s_other = RuleSet.Of(
        Rule.Egress(Samples.Set("1.0.0.0/8"), Protocol.Tcp, [443, 10516], "one"),
        Rule.Ingress(Samples.Set("2.0.0.0/8"), Protocol.Udp, 5, "four"));

    private FakeAzure _azure = null!;

    [SetUp]
    public void Start()
    {
        Tool.RequireCommands("sh");
        _azure = new FakeAzure();
    }

    [Test]
    public void Leads_to_the_new_rules_and_back([Values] bool closeRest, [Values("new", "other", "chunks")] string kind)
    {
        var options = new AzureNsgOptions { Output = AzureNsgOutput.Cli, DenyOtherTraffic = closeRest, AddressesPerRule = kind == "chunks" ? 2 : 4000 };
        var updated = kind == "other" ? s_other : Samples.New;
        _azure.Add("mine", "Outbound", 4000);
        _azure.Run(Samples.Old.ToAzureNsg(options), s_apply).MustSucceed();
        var before = Content(_azure);
        _azure.TakeCalls();
        foreach (var _ in new[] { 1, 2 })
        {
            _azure.Run(Update(Samples.Old, updated, options), s_apply).MustSucceed();
            Assert.That(Content(_azure), Is.EquivalentTo(Fresh(updated, options)));
            var verbs = _azure.TakeCalls().Select(call => call.Split(' ')[0]).ToList();
            Assert.That(verbs.LastIndexOf("create"), Is.LessThan(verbs.Append("delete").ToList().IndexOf("delete")), "adds before it removes");
        }

        _azure.Run(Update(updated, Samples.Old, options), s_apply).MustSucceed();
        Assert.That(Content(_azure), Is.EquivalentTo(before));
        Assert.That(_azure.Rules.Keys, Does.Contain("mine"));
    }

    [Test]
    public void Does_not_change_kept_or_foreign_rules()
    {
        var options = new AzureNsgOptions { Output = AzureNsgOutput.Cli };
        _azure.Run(Samples.Old.ToAzureNsg(options), s_apply).MustSucceed();
        _azure.Add("datadog-egress-tcp-9-ipv4", "Outbound", 4000, "fwrules:datadog 00000000 of another document");
        _azure.TakeCalls();
        var changed = RuleSet.Of([.. Samples.Old.Rules.Skip(1), Rule.Egress(Samples.Set("1.0.0.0/8"), Protocol.Tcp, [443, 10516], Samples.Label)]);
        _azure.Run(Update(Samples.Old, changed, options), s_apply).MustSucceed();

        Assert.That(_azure.TakeCalls(), Is.EqualTo(new[] { "create datadog-egress-tcp-443_10516-ipv4", "delete datadog-egress-tcp-443_10516-ipv6" }));
        Assert.That(_azure.Rules.Keys, Does.Contain("datadog-egress-tcp-9-ipv4"), "of ours, but not of the old rules");
    }

    [Test]
    public void When_Azure_refuses_a_rule_nothing_is_removed_and_it_can_be_run_again()
    {
        var options = new AzureNsgOptions { Output = AzureNsgOutput.Cli };
        var script = Update(Samples.Old, s_other, options);
        _azure.Run(Samples.Old.ToAzureNsg(options), s_apply).MustSucceed();
        _azure.TakeCalls();

        Assert.That(_azure.Run(script, s_apply, failsAt: "datadog-ingress-udp-5-ipv4").Succeeded, Is.False);
        Assert.That(_azure.TakeCalls(), Has.None.StartsWith("delete"));
        _azure.Run(script, s_apply).MustSucceed();
        Assert.That(Content(_azure), Is.EquivalentTo(Fresh(s_other, options)));
    }

    [Test]
    public void A_rule_of_the_old_output_that_somebody_else_replaced_is_kept_and_reported()
    {
        var options = new AzureNsgOptions { Output = AzureNsgOutput.Cli };
        _azure.Run(Samples.Old.ToAzureNsg(options), s_apply).MustSucceed();
        var name = _azure.Rules.Keys.First(
            key => key.StartsWith("datadog-egress-tcp-443", StringComparison.Ordinal) && key.EndsWith("ipv6", StringComparison.Ordinal));
        _azure.Add(name, "Outbound", 3999);
        _azure.TakeCalls();
        var gone = RuleSet.Of([.. Samples.Old.Rules.Where(rule => rule.Direction == Direction.Ingress)]);
        _azure.Run(Update(Samples.Old, gone, options), s_apply).MustSucceed();

        Assert.That(_azure.Rules.Keys, Does.Contain(name));
    }

    [Test]
    public void A_missing_older_output_is_reported()
    {
        var options = new AzureNsgOptions { Output = AzureNsgOutput.Cli };
        var changed = RuleSet.Of([.. Samples.Old.Rules.Skip(1), Rule.Egress(Samples.Set("1.0.0.0/8"), Protocol.Tcp, [443, 10516], Samples.Label)]);
        var result = _azure.Run(Update(Samples.Old, changed, options), s_apply);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("apply the complete output instead of the update"));
    }

    private static string Update(RuleSet old, RuleSet updated, AzureNsgOptions options) => updated.EmitUpdate(old, new AzureNsgEmitter(options));

    private static Dictionary<string, string> Fresh(RuleSet rules, AzureNsgOptions options)
    {
        var azure = new FakeAzure();
        azure.Run(rules.ToAzureNsg(options), s_apply).MustSucceed();
        return Content(azure);
    }

    private static Dictionary<string, string> Content(FakeAzure azure)
        => azure.Rules.Where(rule => rule.Key != "mine").ToDictionary(rule => rule.Key, rule => rule.Value, StringComparer.Ordinal);
}
