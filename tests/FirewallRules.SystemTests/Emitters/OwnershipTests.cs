namespace FirewallRules.SystemTests;

/// <summary>A script removes what older rules with its name prefix had, leaves all else alone, and says what has to stay.</summary>
[TestFixtureSource(nameof(Forms))]
[Kernel]
public sealed class OwnershipTests(OutputForm form)
{
    private static readonly RuleSet s_egressOnly = RuleSet.Of([.. Samples.New.Rules.Where(rule => rule.Direction == Direction.Egress)]);
    private static readonly RuleSet s_ipv4Only = Samples.New.Only(IpFamily.IPv4);

    private readonly string _variant = ((ScriptForm)form).Variant;

    public static IEnumerable<OutputForm> Forms => OutputForms.ScriptsOnce.Where(form => form.HasRules);

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void What_is_no_longer_selected_is_removed()
    {
        using var network = new NetworkNamespace();
        using var fresh = new NetworkNamespace();
        form.Prepare(network);
        form.Prepare(fresh);
        form.Apply(network, Samples.Unrelated, form.FullestDeny);
        form.Apply(network, Samples.New, form.FullestDeny);

        form.Apply(network, s_egressOnly, form.FullestDeny);
        form.Apply(fresh, s_egressOnly, form.FullestDeny);

        Assert.That(UsedState.OfAll(network), Is.EqualTo(UsedState.OfAll(fresh)));
    }

    [Test]
    public void Other_prefixes_are_not_touched([Values] bool remove)
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        foreach (var prefix in new[] { "datadog-logs", "datado", "datadog2" })
        {
            form.Load(network, Samples.Old.ToIpset(new IpsetOptions { NamePrefix = prefix })).MustSucceed();
        }

        var before = UsedState.OfAll(network);
        form.Apply(network, Samples.New);
        form.Apply(network, remove ? Samples.Unrelated : s_egressOnly);
        form.Remove(network, remove ? Samples.Unrelated : s_egressOnly);

        Assert.That(UsedState.OfAll(network), Is.EqualTo(before));
    }

    [Test]
    public void A_family_that_is_not_wanted_is_not_touched()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, Samples.Old, form.FullestDeny);
        var before = IPv6(network);

        var result = form.Load(network, form.Write(s_ipv4Only, form.FullestDeny)).MustSucceed();

        Assert.That(result.Error, Does.Contain("only IPv4 is restricted; IPv6 was not touched"));
        Assert.That(IPv6(network), Is.EqualTo(before));
        form.Remove(network, s_ipv4Only);
        Assert.That(IPv6(network), Is.EqualTo(before));
        Assert.That(NetworkState.Of(network).ToString(), Does.Not.Contain("inet maxelem 65536\nadd datadog"));

        string IPv6(NetworkNamespace of) => Xtables.Run(of, _variant, "ip6tables", "-S").MustSucceed().Output;
    }

    [Test]
    public void Without_ip6tables_rules_for_IPv4_can_be_applied()
    {
        using var network = new NetworkNamespace();
        var folder = Scratch.NewFolder();
        foreach (var name in new[] { "ip6tables", "ip6tables-restore" })
        {
            Scratch.WriteExecutable(Path.Combine(folder, name), "#!/bin/sh\necho no IPv6 here >&2\nexit 3\n");
        }

        Xtables.RunScript(network, _variant, Xtables.WriteScript(network, form.Write(s_ipv4Only, form.FullestDeny)), folder).MustSucceed();
        Xtables.RunScript(network, _variant, Xtables.WriteScript(network, form.Write(s_ipv4Only, remove: true)), folder).MustSucceed();

        Assert.That(NetworkState.Of(network).ToString(), Is.Empty);
    }

    [Test]
    public void Removal_needs_no_rules()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        var before = NetworkState.Of(network);
        form.Apply(network, Samples.New, form.FullestDeny);

        var remove = form.Emitter(form.FullestDeny, remove: true);
        form.Load(network, RuleSet.Of().Emit(remove)).MustSucceed();

        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }

    [Test]
    public void A_chain_that_other_rules_jump_to_stays_and_is_reported()
    {
        using var network = new NetworkNamespace();
        form.Apply(network, Samples.New);
        Iptables(network, "-N", "MINE");
        Iptables(network, "-A", "MINE", "-j", "DATADOG-INGRESS");

        Assert.That(form.Load(network, form.Write(s_egressOnly)).MustSucceed().Error, Does.Contain("DATADOG-INGRESS of iptables is empty and stays"));
        var removal = form.Load(network, form.Write(s_egressOnly, remove: true));
        Assert.That(removal.ExitCode, Is.EqualTo(1));
        Assert.That(removal.Error, Does.Contain("DATADOG-INGRESS of iptables is empty and stays").And.Contain("not everything could be removed"));
        Assert.That(Xtables.Run(network, _variant, "iptables", "-S", "DATADOG-INGRESS").MustSucceed().Output, Is.EqualTo("-N DATADOG-INGRESS\n"));

        Iptables(network, "-F", "MINE");
        Iptables(network, "-X", "MINE");
        form.Remove(network, s_egressOnly);
        Assert.That(NetworkState.Of(network).ToString(), Is.Empty);
    }

    [Test]
    public void A_set_that_other_rules_use_stays_and_is_reported()
    {
        using var network = new NetworkNamespace();
        form.Apply(network, Samples.New);
        if (!((ScriptForm)form).UsesSets)
        {
            return;
        }

        const string set = "datadog-three-v4";
        Iptables(network, "-A", "INPUT", "-m", "set", "--match-set", set, "src", "-j", "ACCEPT");

        Assert.That(form.Load(network, Impatient(form.Write(s_egressOnly))).MustSucceed().Error, Does.Contain($"the set {set} is in use and stays"));
        var removal = form.Load(network, Impatient(form.Write(Samples.New, remove: true)));
        Assert.That(removal.ExitCode, Is.EqualTo(1));
        Assert.That(removal.Error, Does.Contain($"the set {set} is in use and stays").And.Contain("not everything could be removed"));

        Iptables(network, "-D", "INPUT", "-m", "set", "--match-set", set, "src", "-j", "ACCEPT");
        form.Remove(network, Samples.New);
        Assert.That(NetworkState.Of(network).ToString(), Is.Empty);
    }

    [TestCase(1, "DATADOG-EGRESS FIRST SECOND")]
    [TestCase(2, "FIRST DATADOG-EGRESS SECOND")]
    [TestCase(3, "FIRST SECOND DATADOG-EGRESS")]
    [TestCase(1000, "FIRST SECOND DATADOG-EGRESS")]
    public void The_jump_is_inserted_where_it_is_wanted_and_not_moved(int position, string order)
    {
        using var network = new NetworkNamespace();
        foreach (var chain in new[] { "FIRST", "SECOND" })
        {
            Iptables(network, "-N", chain);
            Iptables(network, "-A", "OUTPUT", "-j", chain);
        }

        foreach (var other in new[] { position, 1, 3 })
        {
            form.Load(network, Samples.New.ToIptables(new IptablesOptions { JumpPosition = other })).MustSucceed();
            var rules = Xtables.Run(network, _variant, "iptables", "-S", "OUTPUT").MustSucceed().Output.Split('\n');
            var jumps = rules.Where(rule => rule.StartsWith("-A", StringComparison.Ordinal)).Select(rule => rule.Split(' ')[^1]);
            Assert.That(string.Join(' ', jumps), Is.EqualTo(order));
        }
    }

    // It gives up sooner.
    private static string Impatient(string script) => script.Replace("-ge 50 ]", "-ge 3 ]", StringComparison.Ordinal);

    private void Iptables(NetworkNamespace network, params string[] arguments) =>
        Xtables.Run(network, _variant, "iptables", ["-w", "5", .. arguments]).MustSucceed();
}
