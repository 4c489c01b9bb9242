namespace FirewallRules.SystemTests;

/// <summary>While rules are replaced, there is no moment without either the old or the new ones.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.Enforcing))]
[Kernel]
public sealed class UninterruptedTests(OutputForm form)
{
    private const int Port = 443;
    private const int Times = 20;

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
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        const string moving = "1.0.0.0/24 2600::/64", other = "20.0.0.0/24 2a00::/64";
        string[] outputs =
        [
            .. from labels in new[] { ("x", "y"), ("y", "x"), ("x", "x") }
               let rules = RuleSet.Of(
                   Rule.Egress(Samples.Set(moving), Protocol.Tcp, Port, labels.Item1), Rule.Egress(Samples.Set(other), Protocol.Tcp, Port, labels.Item2))
               select form.Write(rules, new DefaultDeny()),
        ];
        form.Load(wire.Host, outputs[0]).MustSucceed();
        using var loop = new ConnectLoop(wire.Host, s_targets);

        for (var time = 1; time <= Times; time++)
        {
            form.Load(wire.Host, outputs[time % outputs.Length]).MustSucceed();
        }

        Assert.That(loop.Stop().Skip(wire.DroppedByListeners()), Is.Empty, form.ToString());
    }

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
}
