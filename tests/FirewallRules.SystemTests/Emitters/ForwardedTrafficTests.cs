using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>Forwarded traffic on hosts with rules of their own: with <see cref="DefaultDeny.Forward"/> it is denied too, and never allowed by us.</summary>
[TestFixtureSource(nameof(Cases))]
[Kernel]
public sealed class ForwardedTrafficTests(OutputForm form, ForwardingHost host)
{
    private const int Https = 443;
    private const int OtherTls = 8443;
    private const int Ssh = 22;

    private static readonly RuleSet s_rules = RuleSet.Of(
        Rule.Egress(Samples.Set("1.0.0.0/24 1.0.2.0/24 1.0.4.0/24 2600::/32"), Protocol.Tcp, [Https, OtherTls], "out"),
        Rule.Ingress(Samples.Set("44.0.0.0/16 2a05::/16"), Protocol.Tcp, ForwardingHost.PublishedPort, "in"));

    private static readonly RuleSet s_updated = RuleSet.Of(Rule.Egress(Samples.Set("1.0.0.0/24 2600::/32"), Protocol.Tcp, Https, "out"));

    private static readonly IPAddress[] s_allowed = [Address.Of("1.0.2.1"), Address.Of("2600::1")];
    private static readonly IPAddress[] s_callers = [Address.Of("44.0.0.1"), Address.Of("2a05::1")];
    private static readonly IPAddress[] s_elsewhere = [Address.Of("9.9.9.9"), Address.Of("2620:fe::fe")];

    internal static IEnumerable<object[]> Cases
        => from form in OutputForms.Enforcing
           where form.ToString() is "iptables script nft" or "ipset script legacy"
           from host in new[] { ForwardingHost.Docker, ForwardingHost.Router, ForwardingHost.ClosedRouter, ForwardingHost.Libvirt }
           select new object[] { form, host };

    private string Variant => ((ScriptForm)form).Variant;

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Is_judged_only_where_that_is_asked_for([Values] bool forward)
    {
        using var wire = new Wire(Neighbours.Discovered);
        using var bridge = new Bridge(wire);
        using var outside = Listeners.Open(wire.World, Https, OtherTls, Ssh);
        using var inside = Listeners.Open(bridge.First, ForwardingHost.ContainerPort, ForwardingHost.PublishedPort, Ssh);
        host.Load(wire.Host, Variant);
        var before = Answers(wire, bridge);
        form.Apply(wire.Host, s_rules, new DefaultDeny { Forward = forward });

        var expected = !forward ? before : before.ToDictionary(
            answer => answer.Key,
            answer => answer.Value && answer.Key is "out to allowed 443" or "out to allowed 8443" or "in from allowed to 8080",
            StringComparer.Ordinal);
        Assert.That(Answers(wire, bridge), Is.EqualTo(expected));
        Assert.That(before["out to allowed 443"] && before["out to elsewhere 443"], Is.True, "what the host forwards by itself");
    }

    [Test]
    public void Leaves_no_trace_when_it_is_removed()
    {
        using var wire = new Wire();
        using var bridge = new Bridge(wire);
        host.Load(wire.Host, Variant);
        var before = State(wire);
        form.Apply(wire.Host, s_rules, new DefaultDeny { Forward = true });
        var once = State(wire);
        form.Apply(wire.Host, s_rules, new DefaultDeny { Forward = true });
        var twice = State(wire);
        form.Load(wire.Host, form.WriteUpdate(s_rules, s_updated, new DefaultDeny { Forward = true })).MustSucceed();
        var updated = State(wire);
        form.Remove(wire.Host, s_updated);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(twice, Is.EqualTo(once));
            Assert.That(Others(once), Is.EqualTo(Others(before)), "the rules of others");
            Assert.That(Others(updated), Is.EqualTo(Others(before)), "the rules of others after an update");
            Assert.That(State(wire), Is.EqualTo(before));
        }
    }

    /// <summary>What gets through, of both families.</summary>
    private Dictionary<string, bool> Answers(Wire wire, Bridge bridge)
    {
        var outgoing = from destination in new[] { (Name: "allowed", Addresses: s_allowed), (Name: "elsewhere", Addresses: s_elsewhere) }
                       from port in new[] { Https, OtherTls, Ssh }
                       from address in destination.Addresses
                       select ($"out to {destination.Name} {port}", new Target(address, port));
        var incoming = from source in new[] { (Name: "allowed", Addresses: s_callers), (Name: "elsewhere", Addresses: s_elsewhere) }
                       from port in new[] { ForwardingHost.PublishedPort, ForwardingHost.ContainerPort, Ssh }
                       from address in source.Addresses
                       select ($"in from {source.Name} to {port}", new Target(Inside(address, port), port, address));
        return Ask(bridge.First, outgoing).Concat(Ask(wire.World, incoming)).ToDictionary(StringComparer.Ordinal);
    }

    // The published port is one of the host, the others are those of the container itself.
    private IPAddress Inside(IPAddress caller, int port) => host == ForwardingHost.Docker && port == ForwardingHost.PublishedPort
        ? Wire.HostAddress(caller.AddressFamily)
        : Bridge.FirstAddress(caller.AddressFamily);

    private static IEnumerable<KeyValuePair<string, bool>> Ask(NetworkNamespace from, IEnumerable<(string Name, Target Target)> questions)
    {
        var asked = questions.ToList();
        var passed = Probe.Connect(from, asked.ConvertAll(question => question.Target));
        foreach (var answers in asked.Zip(passed).GroupBy(answer => answer.First.Name, answer => answer.Second, StringComparer.Ordinal))
        {
            Assert.That(answers.Distinct().Count(), Is.EqualTo(1), $"the families differ: {answers.Key}");
            yield return new(answers.Key, answers.First());
        }
    }

    private static string State(Wire wire) => NetworkState.Of(wire.Host).ToString();

    // What iptables-save shows, without what is ours.
    private static string Others(string state) => string.Join('\n', state.Split("== nft")[^1].Split("== iptables")[^1].Split('\n')
        .Where(line => !line.Contains("DATADOG-", StringComparison.Ordinal) && !line.Contains("datadog-", StringComparison.Ordinal)
            && !line.StartsWith("==", StringComparison.Ordinal)));
}
