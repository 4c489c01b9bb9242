namespace FirewallRules.SystemTests;

/// <summary>What an output loaded into a kernel is equal to its rules, as the tools print it.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.All))]
[Kernel]
public sealed class WrittenFormTests(OutputForm form)
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require([.. form.Tools, "nft", "ipset", Xtables.Program(Xtables.Nft), Xtables.Program(Xtables.Legacy)]);

    private static IEnumerable<TestCaseData> Cases() =>
    [
        new(Samples.Old) { TestName = "old" },
        new(Samples.Unrelated) { TestName = "unrelated" },
        new(Samples.WithoutIPv6) { TestName = "one family" },
        new(PacketTests.Own) { TestName = "odd ranges" },
        new(RuleSet.For([.. Section.Known])) { TestName = "all sections" },
    ];

    private static DefaultDeny Fullest => new()
    {
        AllowDns = true,
        AllowDhcp = true,
        AllowMetadata = true,
        LogsPerMinute = 5,
        Action = DenyAction.Drop,
        Allow = RuleSet.Of(
            Rule.Egress(Samples.Set("192.0.2.0/28 2001:db8::/64"), Protocol.Tcp, [22, 8080], "office"),
            Rule.Ingress(Samples.Set("192.0.2.0/28"), Protocol.Udp, 161, "monitor")),
    };

    [TestCaseSource(nameof(Cases))]
    public void Is_equal_as_the_tools_print_it(RuleSet rules)
    {
        foreach (var deny in form.CanDeny ? [null, new DefaultDeny(), Fullest with { Forward = true }] : new DefaultDeny?[] { null })
        {
            using var network = new NetworkNamespace();
            Load(network, rules, deny);

            using (Assert.EnterMultipleScope())
            {
                var state = form.Read(network, deny);
                Assert.That(Findings(rules, state), Is.Empty, $"{deny}");
                Assert.That(Findings(rules, state.Beside(Listings.Others(network, state))), Is.Empty, $"{deny}, with everything else");
            }
        }
    }

    // The user's own firewall for nft drops one of the networks that some of the rules ask for, which is no mistake.
    private static IEnumerable<LiveFinding> Findings(RuleSet rules, LiveState state)
        => rules.Verify(state).Findings.Where(finding => finding.Kind != LiveFindingKind.Overridden
            || finding.Cause?.EndsWith("inet filter output: ip daddr @mine drop", StringComparison.Ordinal) != true
            || !Samples.Set("192.0.2.0/24").Contains(finding.Addresses));

    private void Load(NetworkNamespace network, RuleSet rules, DefaultDeny? deny)
    {
        if (form is NftablesForm)
        {
            form.Prepare(network);
        }

        form.Apply(network, rules, deny);
        if (form.HasRules)
        {
            form.Attach(network);
        }

        // The user's jump to the chain for forwarded traffic, which only one of the families has here.
        if (form is RestoreForm restore)
        {
            restore.Run(network, "iptables", ["-I", "FORWARD", "-j", "DATADOG-FORWARD"]);
            restore.Run(network, "ip6tables", ["-I", "FORWARD", "-j", "DATADOG-FORWARD"]);
        }
    }

    [Test]
    public void Is_not_equal_before_it_is_loaded()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);

        var verification = Samples.Old.Verify(form.Read(network, deny: null));
        Assert.That(verification.Outcome, Is.EqualTo(LiveVerificationOutcome.Drift));
        Assert.That(verification.Findings.Select(finding => finding.Kind).Distinct(), Is.EqualTo([LiveFindingKind.Missing]));
    }
}
