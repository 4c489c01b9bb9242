using System.Net.Sockets;

namespace FirewallRules.SystemTests;

/// <summary>
/// A restore file with a default deny on a host that did not track connections: loading it starts that, and the jump comes when connections
/// from before have transferred something, as its header says.
/// </summary>
[TestFixtureSource(nameof(Forms))]
[Kernel]
public sealed class RestoredDenyTests(OutputForm form)
{
    private const int Ssh = 22;

    private static readonly RuleSet s_rules = RuleSet.Of(
        Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, 443, "out"),
        Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, 443, "in"));

    internal static IEnumerable<OutputForm> Forms => OutputForms.All.Where(form => form is RestoreForm);

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Sessions_that_transferred_something_before_the_jump_continue()
    {
        using var wire = new Wire(Neighbours.Discovered);
        var stranger = Address.Of(form.ToString().StartsWith("IPv4", StringComparison.Ordinal) ? "9.9.9.9" : "2620:fe::fe");
        var target = new Target(Wire.HostAddress(stranger.AddressFamily), Ssh, stranger);
        using var used = Session.Open(wire.World, target, wire.Host);
        using var idle = Session.Open(wire.World, target, wire.Host);
        using var here = Listeners.Open(wire.Host, Ssh);

        form.Apply(wire.Host, s_rules, new DefaultDeny());
        var before = used.Passes(serverFirst: false);
        form.Attach(wire.Host);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.True, "before the jump");
            Assert.That(used.Passes(serverFirst: true), Is.True, "the one that transferred something");
            Assert.That(idle.Passes(serverFirst: true), Is.False, "the one that did not");
            Assert.That(wire.Ingress([stranger], Ssh), Has.All.False, "new ones");
        }
    }

    [Test]
    public void A_new_selection_closes_what_the_old_one_opened()
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var here = Listeners.Open(wire.Host, 443);
        var caller = Address.Of(form.ToString().StartsWith("IPv4", StringComparison.Ordinal) ? "44.0.0.1" : "2a05::1");
        form.Apply(wire.Host, s_rules);
        form.Attach(wire.Host);
        var restore = (RestoreForm)form;
        var command = caller.AddressFamily == AddressFamily.InterNetwork ? "iptables" : "ip6tables";
        restore.Run(wire.Host, command, ["-w", "5", "-A", "INPUT", "-p", "tcp", "--dport", "443", "-j", "DROP"]).MustSucceed();
        var before = wire.Ingress([caller], 443);

        form.Apply(wire.Host, RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, 443, "out")));
        Assert.That((before[0], wire.Ingress([caller], 443)[0]), Is.EqualTo((true, false)));

        form.Detach(wire.Host);
        form.Remove(wire.Host, RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, 443, "out")));
        Assert.That(NetworkState.Of(wire.Host).ToString(), Does.Not.Contain("DATADOG-"));
    }
}
