using System.Net;

namespace FirewallRules.SystemTests;

/// <summary>Set-only outputs serve the user's own rules, and never keep an address that a document has removed.</summary>
[TestFixtureSource(nameof(Forms))]
[Kernel]
public sealed class SetsModeTests(OutputForm form)
{
    private const int Port = 443;

    private static readonly IPAddress[] s_allowed = [Address.Of("1.0.0.1"), Address.Of("2600::1")];
    private static readonly RuleSet s_both = Of("1.0.0.0/24 2600::/32");

    public static IEnumerable<OutputForm> Forms => OutputForms.All.Where(form => !form.HasRules);

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Rules_of_the_user_work_with_them_and_follow_the_document()
    {
        using var wire = new Wire();
        using var listeners = Listeners.Open(wire.World, Port);
        form.Prepare(wire.Host);
        form.Apply(wire.Host, s_both);
        form.Attach(wire.Host);
        CloseTheRest(wire.Host);
        Assert.That(wire.Egress(s_allowed, Port), Has.All.True);
        Assert.That(wire.Egress([Address.Of("1.0.1.1"), Address.Of("2601::")], Port), Has.All.False);

        form.Apply(wire.Host, Of("1.0.1.0/24"));
        Assert.That(wire.Egress(s_allowed, Port), Has.All.False);
        Assert.That(wire.Egress([Address.Of("1.0.1.1")], Port), Has.All.True);

        form.Apply(wire.Host, s_both);
        Assert.That(wire.Egress(s_allowed, Port), Has.All.True);
    }

    [Test]
    public void A_family_that_becomes_empty_leaves_an_empty_set()
    {
        using var network = new NetworkNamespace();
        form.Apply(network, s_both);
        Assert.That(NetworkState.Of(network).ToString(), Does.Contain("1.0.0.0/24").And.Contain("2600::/32"));

        form.Apply(network, Of(""));

        var state = NetworkState.Of(network).ToString();
        Assert.That(state, Does.Not.Contain("1.0.0.0/24").And.Not.Contain("2600::/32"));
        Assert.That(state, Does.Match($"datadog.{Samples.Label}.(ip)?v4").And.Match($"datadog.{Samples.Label}.(ip)?v6"));
    }

    private static RuleSet Of(string prefixes) => RuleSet.Of(Rule.Egress(Samples.Set(prefixes), Protocol.Tcp, Port, Samples.Label));

    private void CloseTheRest(NetworkNamespace network)
    {
        if (form is NftablesForm)
        {
            network.Nft($"add rule inet filter users_output tcp dport {Port} drop\n");
            return;
        }

        var variant = ((ScriptForm)form).Variant;
        foreach (var command in new[] { "iptables", "ip6tables" })
        {
            Xtables.Run(network, variant, command, "-w", "5", "-A", "OUTPUT", "-p", "tcp", "--dport", "443", "-j", "DROP").MustSucceed();
        }
    }
}
