namespace FirewallRules.SystemTests;

/// <summary>The plain restore file of one family.</summary>
internal sealed class RestoreForm(IpFamily family, string variant) : OutputForm($"{family} restore {variant}")
{
    internal string Variant => variant;

    private readonly string _command = family == IpFamily.IPv4 ? "iptables" : "ip6tables";

    internal override string[] Tools => [Xtables.Program(variant)];

    internal override bool CanDeny => true;

    internal override IReadOnlyList<Breakage> Breakages =>
    [
        Breakage.Middle("a rule has no address", "^-A .*$", "-A DATADOG-EGRESS -d 1.2.3.256 -j ACCEPT"),
        Breakage.Last("the last rule has an unknown match", "^-A .*$", "-A DATADOG-EGRESS -m no_such_match -j ACCEPT"),
        Breakage.Last("the last rule jumps to nowhere", "^-A .*$", "-A DATADOG-EGRESS -j NO_SUCH_CHAIN"),
    ];

    internal override IRuleEmitter Emitter(DefaultDeny? deny, bool remove) => new IptablesEmitter(Options(deny) with { Remove = remove });

    internal override LiveState Read(NetworkNamespace network, DefaultDeny? deny)
    {
        var text = Listings.Save(network, variant, family);
        return family == IpFamily.IPv4 ? IptablesState.Parse(text, null, null, Options(deny)) : IptablesState.Parse(null, text, null, Options(deny));
    }

    internal override CommandResult Load(NetworkNamespace network, string text) =>
        Xtables.Run(network, variant, _command + "-restore", "-w", "5", "--noflush", Scratch.Write(text));

    internal override void Prepare(NetworkNamespace network)
    {
        Run(network, "-A", "OUTPUT", "-m", "mark", "--mark", "1", "-j", "DROP");
        Run(network, "-A", "INPUT", "-m", "mark", "--mark", "1", "-j", "DROP");
    }

    internal override void Attach(NetworkNamespace network)
    {
        Run(network, "-I", "OUTPUT", "-j", "DATADOG-EGRESS");
        Run(network, "-I", "INPUT", "-j", "DATADOG-INGRESS");
    }

    internal override void Detach(NetworkNamespace network)
    {
        Run(network, "-D", "OUTPUT", "-j", "DATADOG-EGRESS");
        Run(network, "-D", "INPUT", "-j", "DATADOG-INGRESS");
    }

    /// <summary>Runs one of the plain names in the form's variant.</summary>
    internal CommandResult Run(NetworkNamespace network, string command, string[] arguments) => Xtables.Run(network, variant, command, arguments);

    private IptablesOptions Options(DefaultDeny? deny)
        => new() { Output = family == IpFamily.IPv4 ? IptablesOutput.RestoreIPv4 : IptablesOutput.RestoreIPv6, DefaultDeny = deny };

    private void Run(NetworkNamespace network, params string[] arguments) => Run(network, _command, ["-w", "5", .. arguments]).MustSucceed();
}
