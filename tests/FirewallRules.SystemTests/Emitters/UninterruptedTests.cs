namespace FirewallRules.SystemTests;

/// <summary>While rules are replaced, there is no moment without either the old or the new ones.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.EnforcingOnce))]
[Kernel]
public sealed class UninterruptedTests(OutputForm form)
{
    private const int Port = 443;
    private const int Times = 6;

    // In both rule sets, though not in the same prefix of both. Many, so that no connection takes the ports of one just closed,
    // which the kernel sometimes mistakes for it.
    private static readonly Target[] s_targets =
    [
        .. from last in Enumerable.Range(0, 200)
           from first in new[] { "1.0.0.0", "2600::" }
           select new Target(Address.Offset(Address.Of(first), last), Port),
    ];

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void What_old_and_new_rules_allow_is_never_refused()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        string[] outputs = [form.Write(Samples.Old, new DefaultDeny()), form.Write(Samples.New, new DefaultDeny())];
        form.Load(wire.Host, outputs[0]).MustSucceed();
        using var loop = new ConnectLoop(wire.Host, s_targets);

        for (var time = 1; time <= Times; time++)
        {
            form.Load(wire.Host, outputs[time % outputs.Length]).MustSucceed();
        }

        // On a busy machine World's own queue of connections overflows at times; the kernel counts that, and the firewall is not the cause.
        Assert.That(loop.Stop().Skip(wire.DroppedByListeners()), Is.Empty, form.ToString());
        Assert.That(loop.Count, Is.GreaterThan(Times));
    }

    [Test]
    public void What_moves_from_one_label_to_another_is_never_refused()
    {
        var failures = WhileAddressesMove(rules => rules, ("x", "y"), ("y", "x"), ("x", "x"));

        // Recent kernels make the rules of a transaction current before its sets, and a set at a time: see docs/linux-hosts.md. Each load can
        // cost the loop one packet, and the packet that repeats it gets through.
        Assert.That(form is NftablesForm ? failures.Where(failure => !failure.Contains(ConnectLoop.Late)) : failures, Is.Empty, form.ToString());
        Assert.That(failures, Has.Count.LessThanOrEqualTo(Times));
    }

    [Test]
    public void What_moves_between_merged_sections_is_never_refused_nor_late()
        => Assert.That(WhileAddressesMove(rules => rules.WithMergedLabels(), ("x", "y"), ("y", "x")), Is.Empty, form.ToString());

    [Test]
    public void The_watch_detects_a_gap()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        form.Apply(wire.Host, Samples.Old, new DefaultDeny());
        using var loop = new ConnectLoop(wire.Host, s_targets);
        var elsewhere = RuleSet.Of([.. Samples.Old.Rules.Where(rule => rule.Ports[0].First != Port || rule.Direction == Direction.Ingress),
            Rule.Egress(Samples.Set("5.0.0.0/8 2c00::/16"), Protocol.Tcp, Port, Samples.Label)]);

        form.Apply(wire.Host, elsewhere, new DefaultDeny());
        form.Apply(wire.Host, Samples.Old, new DefaultDeny());

        Assert.That(loop.Stop(), Is.Not.Empty);
    }

    private List<string> WhileAddressesMove(Func<RuleSet, RuleSet> arrange, params (string Moving, string Other)[] labels)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        var (moving, other) = (Samples.Set("1.0.0.0/24 2600::/64"), Samples.Set("20.0.0.0/24 2a00::/64"));
        string[] outputs =
        [
            .. from pair in labels
               let rules = RuleSet.Of(
                   Rule.Egress(moving, Protocol.Tcp, Port, pair.Moving), Rule.Egress(other, Protocol.Tcp, Port, pair.Other))
               select form.Write(arrange(rules), new DefaultDeny()),
        ];
        form.Load(wire.Host, outputs[0]).MustSucceed();
        using var loop = new ConnectLoop(wire.Host, s_targets);

        for (var time = 1; time <= Times; time++)
        {
            form.Load(wire.Host, outputs[time % outputs.Length]).MustSucceed();
        }

        return [.. loop.Stop().Skip(wire.DroppedByListeners())];
    }
}
