namespace FirewallRules.SystemTests;

/// <summary>A shell script, run with one of the variants of iptables.</summary>
internal sealed class ScriptForm(string name, string variant, ScriptKind kind) : OutputForm($"{name} {variant}")
{
    // Below what Samples has, so that they go above it.
    private const int LowThreshold = 2;

    internal string Variant => variant;

    internal ScriptKind Kind => kind;

    internal bool UsesSets => kind != ScriptKind.Rules;

    internal override string[] Tools => [Xtables.Program(variant), "ipset", "setsid"];

    internal override bool CanDeny => HasRules;

    internal override bool HasRules => kind != ScriptKind.SetsOnly;

    internal override IReadOnlyList<Breakage> Breakages
    {
        get
        {
            List<Breakage> all = [];
            if (UsesSets)
            {
                all.Add(Breakage.Middle("an element is no address", @"^add \S+ \S+$", "add datadog-one-v4.new 1.2.3.256"));
                all.Add(Breakage.Middle("an element is missing", @"^add \S+ \S+\n", ""));
                all.Add(Breakage.Last("the last set is of an unknown family", @"^fill \S+ inet6? ", "fill datadog-one-v6 nothing "));
                all.Add(Breakage.Last("the last element is of the other family", @"^add (?<set>\S+) \S+$", "add datadog-one-v6.new 1.0.0.0/8"));
            }

            if (HasRules)
            {
                all.Add(Breakage.Middle("a rule has no address", "^-A .*$", "-A DATADOG-EGRESS -d 1.2.3.256 -j ACCEPT"));
                all.Add(Breakage.Last("the last IPv6 rule has an unknown match", "^-A .*$", "-A DATADOG-EGRESS -m no_such_match -j ACCEPT"));
                all.Add(Breakage.Last("the last IPv6 rule jumps to nowhere", "^-A .*$", "-A DATADOG-EGRESS -j NO_SUCH_CHAIN"));
                all.Add(Breakage.Last("an IPv6 rule is missing", "^-A .*\n", ""));
                all.Add(Breakage.Last("the IPv6 rules have no end", "^COMMIT\n", ""));
                all.Add(Breakage.Last("the last jump is to nowhere", "^jump ip6tables DATADOG-INGRESS", "jump ip6tables NO-SUCH-CHAIN"));
            }

            return all;
        }
    }

    internal override IRuleEmitter Emitter(DefaultDeny? deny, bool remove) => IsIptables
        ? new IptablesEmitter(Iptables(deny) with { Remove = remove })
        : new IpsetEmitter(Ipset(deny) with { Remove = remove });

    internal override LiveState Read(NetworkNamespace network, DefaultDeny? deny) => IsIptables
        ? Listings.Iptables(network, variant, Iptables(deny))
        : Listings.Iptables(network, variant, Ipset(deny));

    internal override CommandResult Load(NetworkNamespace network, string text) => Xtables.RunScript(network, variant, Xtables.WriteScript(network, text));

    internal override void Prepare(NetworkNamespace network)
    {
        foreach (var command in new[] { "iptables", "ip6tables" })
        {
            Run(network, command, "-A", "OUTPUT", "-m", "mark", "--mark", "1", "-j", "DROP");
            Run(network, command, "-A", "INPUT", "-m", "mark", "--mark", "1", "-j", "DROP");
        }

        network.Run("ipset", ["create", "mine", "hash:net"]).MustSucceed();
    }

    internal override void Attach(NetworkNamespace network) => Refer(network, "-A");

    internal override void Detach(NetworkNamespace network) => Refer(network, "-D");

    private bool IsIptables => kind is ScriptKind.Rules or ScriptKind.RulesAboveThreshold;

    private IptablesOptions Iptables(DefaultDeny? deny)
        => new() { DefaultDeny = deny, IpsetThreshold = kind == ScriptKind.Rules ? int.MaxValue : LowThreshold };

    private IpsetOptions Ipset(DefaultDeny? deny) => new() { SetsOnly = kind == ScriptKind.SetsOnly, DefaultDeny = deny };

    private void Refer(NetworkNamespace network, string change)
    {
        if (kind == ScriptKind.SetsOnly)
        {
            foreach (var (command, family) in new[] { ("iptables", "v4"), ("ip6tables", "v6") })
            {
                Run(network, command, change, "OUTPUT", "-m", "set", "--match-set", $"datadog-{Samples.Label}-{family}", "dst", "-j", "ACCEPT");
            }
        }
    }

    private void Run(NetworkNamespace network, string command, params string[] arguments) =>
        Xtables.Run(network, variant, command, ["-w", "5", .. arguments]).MustSucceed();
}
