namespace FirewallRules.Cli.Applying;

/// <summary>A firewall of this host, and how rules for it are checked, loaded, read back and taken back.</summary>
/// <param name="format">The format of the rules.</param>
internal abstract class HostFirewall(GenerateFormat format)
{
    /// <summary>What is applied, such as <c>nftables rules</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The command that loads <see cref="ApplyFolder.Rules"/>. It needs no quoting.</summary>
    public abstract string LoadCommand { get; }

    /// <summary>Lists all firewalls of this host.</summary>
    /// <exception cref="CliException">A program is not installed, or fails.</exception>
    public HostState Read() => new(LiveOptions.ReadSystem(format.Format));

    /// <summary>Compares what is there with the rules, as <c>fwrules verify --live system</c> does.</summary>
    /// <exception cref="CliException">The programs print something that cannot be read.</exception>
    public LiveVerification Verify(HostState live, RuleSet rules) => VerifyRules.Verify(rules, format.ReadLive(live.Texts, LinuxHost.Addresses()));

    /// <summary>The programs that are needed.</summary>
    public abstract IReadOnlyList<string> Tools(RuleSet rules);

    /// <summary>The jumps to the rules that do not exist and are inserted, in the words of the platform.</summary>
    /// <exception cref="CliException">It is not known where they belong.</exception>
    public abstract IReadOnlyList<string> MissingJumps(HostState live, RuleSet rules);

    /// <summary>The text that <see cref="LoadCommand"/> loads.</summary>
    public abstract string Write(HostState live, RuleSet rules);

    /// <summary>
    /// Writes what is there at present, and the steps that bring it back, and lets the programs check that they understand both this and the rules.
    /// </summary>
    /// <param name="stage">The folder of the run, in which the rules are.</param>
    /// <param name="path">The name that the folder will have.</param>
    /// <param name="live">What is there.</param>
    /// <param name="rules">The rules.</param>
    /// <exception cref="CliException">A program refuses something.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public abstract void Keep(ApplyFolder stage, string path, HostState live, RuleSet rules);
}
