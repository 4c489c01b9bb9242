using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>
/// Connections from before a default deny, on a host that did not track connections: they continue, and nobody gets a new one that way.
/// </summary>
[TestFixtureSource(nameof(Forms))]
[Kernel]
public sealed partial class ExistingConnectionTests(OutputForm form)
{
    private const int Ssh = 22;
    private const int Https = 443;

    private static readonly Rule s_outgoing = Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Https, "out");
    private static readonly Rule s_incoming = Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, Https, "in");
    private static readonly IPAddress[] s_elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];

    internal static IEnumerable<OutputForm> Forms => OutputForms.Enforcing.Where(form => form is ScriptForm { Kind: not ScriptKind.RulesAboveThreshold });

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(true, true)]
    public void Continue_and_no_new_one_is_made(bool outgoing, bool incoming)
    {
        using var wire = new Wire(Neighbours.Discovered);
        var sessions = Open(wire);
        using var everywhere = Listeners.Open(wire.World, Ssh, Https);
        using var here = Listeners.Open(wire.Host, Ssh, Https);
        Assert.That(Tracked(wire.Host), Is.Zero, "connections that are tracked before");

        for (var time = 1; time <= 2; time++)
        {
            form.Apply(wire.Host, Rules(outgoing, incoming), new DefaultDeny());
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Passing(sessions), Has.All.True, $"after run {time}");
                Assert.That(wire.Egress(s_elsewhere, Ssh), Has.All.EqualTo(!outgoing), $"new outgoing connections after run {time}");
                Assert.That(wire.Ingress(s_elsewhere, Ssh), Has.All.EqualTo(!incoming), $"new incoming connections after run {time}");
            }
        }

        var (old, updated) = (Rules(outgoing, incoming), Rules(outgoing, incoming).Combine(RuleSet.Of(Rule.Egress(Remote.Any, Protocol.Udp, 123, "clock"))));
        form.Load(wire.Host, form.WriteUpdate(old, updated, new DefaultDeny())).MustSucceed();
        Assert.That(Passing(sessions), Has.All.True, "after an update");
        form.Remove(wire.Host, updated);
        Assert.That(Passing(sessions), Has.All.True, "after the removal");
        Dispose(sessions);
    }

    [Test]
    public void Are_denied_when_the_time_is_over()
    {
        using var wire = new Wire(Neighbours.Discovered);
        var (used, idle) = (Open(wire), Open(wire));
        form.Apply(wire.Host, Rules(outgoing: true, incoming: true), new DefaultDeny());
        var before = Passing(used);
        EndAdoption(wire.Host);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Has.All.True);
            Assert.That(Passing(used), Has.All.True, "those that were adopted in time");
            Assert.That(Passing(idle), Has.All.False, "those that were not");
        }

        Dispose(used);
        Dispose(idle);
    }

    [Test]
    public void Cannot_be_replaced_by_a_new_one_after_a_reset()
    {
        using var wire = new Wire(Neighbours.Discovered);
        var target = new Target(Wire.HostAddress(AddressFamily.InterNetwork), Ssh, s_elsewhere[0]);
        using var session = Session.Open(wire.World, target, wire.Host);
        using var here = Listeners.Open(wire.Host, Ssh);
        form.Apply(wire.Host, Rules(outgoing: false, incoming: true), new DefaultDeny { Action = DenyAction.Drop });
        Assert.That(session.Passes(serverFirst: false), Is.True);
        Assert.That(() => session.ReplaceAfterReset(wire.World), Throws.InstanceOf<SocketException>());
    }

    // From each side, of each family, and for each side that may be the first to send.
    private static (Session Session, bool ServerFirst)[] Open(Wire wire) =>
    [
        .. from serverFirst in new[] { false, true }
           from address in s_elsewhere
           from outgoing in new[] { false, true }
           select (outgoing
               ? Session.Open(wire.Host, new Target(address, Https), wire.World)
               : Session.Open(wire.World, new Target(Wire.HostAddress(address.AddressFamily), Ssh, address), wire.Host), serverFirst),
    ];

    private static bool[] Passing((Session Session, bool ServerFirst)[] sessions)
        => Task.WhenAll(sessions.Select(one => Task.Run(() => one.Session.Passes(one.ServerFirst)))).GetAwaiter().GetResult();

    private static void Dispose((Session Session, bool ServerFirst)[] sessions)
    {
        foreach (var (session, _) in sessions)
        {
            session.Dispose();
        }
    }

    private static RuleSet Rules(bool outgoing, bool incoming)
        => RuleSet.Of([.. new[] { s_outgoing, s_incoming }.Where(rule => rule.Direction == Direction.Egress ? outgoing : incoming)]);

    private static int Tracked(NetworkNamespace host)
        => int.Parse(
            host.Run("cat", ["/proc/sys/net/netfilter/nf_conntrack_count"]).MustSucceed().Output, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Loads the rules again with a time that is over.</summary>
    private void EndAdoption(NetworkNamespace host)
    {
        foreach (var command in new[] { "iptables", "ip6tables" })
        {
            var variant = ((ScriptForm)form).Variant;
            var rules = Xtables.Run(host, variant, $"{command}-save", "-t", "filter").MustSucceed().Output;
            Assert.That(rules, Does.Contain("--datestop "));
            var past = Until().Replace(rules, "--datestop 2020-01-01T00:00:00");
            Xtables.Run(host, variant, $"{command}-restore", "-w", "5", Scratch.Write(past)).MustSucceed();
        }
    }

    [GeneratedRegex(@"--datestop \S+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Until();
}
